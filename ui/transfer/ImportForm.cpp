#include "ui/transfer/ImportForm.h"

#include "services/import/ImportPlanner.h"
#include "store/records/RecordStore.h"
#include "ui/common/FileField.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/Workplace.h"
#include "ui/consent/LogoImage.h"
#include "ui/records/FieldLayout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr QLatin1StringView importFolderSetting("import/folder");

}

ImportForm::ImportForm(const Workplace &workplace, QWidget *parent)
    : QWidget(parent)
    , m_file(new FileField(FileField::Purpose::Read,
                           {tr("Choose a file to import"), tr("JSON files (*.json);;All files (*)")}))
    , m_policy(new QComboBox)
    , m_identity(new KeyComboBox)
    , m_hashOnly(new QCheckBox(tr("Keep only &hashes of secrets")))
{
    m_policy->addItem(tr("Refuse the import"), QVariant::fromValue(ConflictPolicy::Fail));
    m_policy->addItem(tr("Skip it"), QVariant::fromValue(ConflictPolicy::Skip));
    m_policy->addItem(tr("Overwrite named fields"), QVariant::fromValue(ConflictPolicy::Overwrite));
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    m_file->suggest(QSettings().value(importFolderSetting, documents).toString(), {});
    build();
    connect(m_file, &FileField::changed, this, &ImportForm::fileChanged);
    connect(m_policy, &QComboBox::currentIndexChanged, this, &ImportForm::optionsChanged);
    connect(m_identity, &KeyComboBox::keyChosen, this, &ImportForm::optionsChanged);
    connect(m_hashOnly, &QCheckBox::toggled, this, &ImportForm::optionsChanged);
    loadUsers(workplace);
}

void ImportForm::build()
{
    auto *fields = new FieldLayout;
    fields->addField(tr("File na&me:"), m_file->edit(),
                     tr("Or drop a file here. Nothing is changed before you choose Import."), m_file);
    fields->addField(tr("&When a client ID exists already:"), m_policy);
    fields->addField(tr("I&dentity for machine-to-machine:"), m_identity,
                     tr("For client applications that need an identity and have none. Without one they come "
                        "in with a risk."));
    fields->addField(m_hashOnly, tr("Nobody can read these secrets again, also where encryption is set up."));
    fields->setContentsMargins({});
    setLayout(fields);
}

void ImportForm::loadUsers(const Workplace &workplace)
{
    workplace.database.run(store::loadUsers).then(this, [this](const Result<QList<User>> &users) {
        if (!users) {
            Q_EMIT failed(users.error());
            return;
        }
        QList<KeyComboBox::Item> items{{QString(), tr("(none)")}};
        for (const User &user : *users)
            items << KeyComboBox::Item{
                user.userId, user.name.isEmpty() ? user.userId : u"%1 – %2"_s.arg(user.userId, user.name)};
        m_identity->setItems(items);
    });
}

QString ImportForm::path() const
{
    return m_file->path();
}

void ImportForm::setPath(const QString &path)
{
    m_file->setPath(path);
}

ImportRequest ImportForm::request(const ClientChoice &choice) const
{
    return {.path = m_file->path(),
            .options = {.onConflict = m_policy->currentData().value<ConflictPolicy>(),
                        .identity = m_identity->key(),
                        .keeping = m_hashOnly->isChecked() ? SecretKeeping::HashOnly : SecretKeeping::AsSetUp,
                        .choice = choice,
                        .proveLogo = proveLogo}};
}

void ImportForm::remember() const
{
    QSettings().setValue(importFolderSetting, QFileInfo(m_file->path()).absolutePath());
}

}
