#include "ui/security/CertificateStorageForm.h"

#include "ui/common/FileField.h"
#include "ui/common/KeyComboBox.h"
#include "ui/records/FieldLayout.h"

#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace gatehouse {

namespace {

constexpr int mostDays = 3650;
constexpr int mostHours = 24 * 365;

}

CertificateStorageForm::CertificateStorageForm(QWidget *parent)
    : QWidget(parent)
    , m_storage(new KeyComboBox)
    , m_folder(new FileField(FileField::Purpose::Folder, {tr("Choose a folder for certificates")}))
    , m_validity(makeSpinBox(mostDays, tr(" days")))
    , m_overlap(makeSpinBox(mostHours, tr(" h")))
    , m_lifetime(makeSpinBox(mostHours, tr(" h")))
{
    m_storage->setItems(
        {{enumText(CertificateStorage::None), tr("Not chosen yet")},
         {enumText(CertificateStorage::Database), tr("Database: encrypted, for every instance")},
         {enumText(CertificateStorage::Local), tr("Local: PKCS#12 files in a folder")}});
    auto *fields = new FieldLayout(this);
    fields->setContentsMargins({});
    fields->addField(tr("&Kept in:"), m_storage,
                     tr("Of new certificates. Those that there are stay where they are."));
    fields->addField(tr("&Folder:"), m_folder->edit(), {}, m_folder);
    fields->addField(tr("&Validity:"), m_validity, tr("Of a new certificate."));
    fields->addField(tr("Publish &ahead:"), m_overlap,
                     tr("How long servers and programs can fetch a new certificate before it signs."));
    fields->addField(
        tr("&Token lifetime:"), m_lifetime,
        tr("The longest that a token is accepted: as long a replaced certificate stays published."));
    connect(m_storage, &KeyComboBox::keyChosen, this, [this] {
        showState();
        Q_EMIT edited();
    });
    connect(m_folder, &FileField::changed, this, &CertificateStorageForm::edited);
    for (QSpinBox *box : {m_validity, m_overlap, m_lifetime})
        connect(box, &QSpinBox::valueChanged, this, &CertificateStorageForm::edited);
}

QSpinBox *CertificateStorageForm::makeSpinBox(int most, const QString &suffix)
{
    auto *box = new QSpinBox;
    box->setRange(1, most);
    box->setSuffix(suffix);
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return box;
}

void CertificateStorageForm::display(const store::CertificateSettings &settings)
{
    const QSignalBlocker block(this);
    m_shown = settings;
    m_storage->setKey(enumText(settings.storage));
    m_folder->setPath(settings.folder);
    m_validity->setValue(settings.validityDays);
    m_overlap->setValue(settings.overlapHours);
    m_lifetime->setValue(settings.tokenLifetimeHours);
    showState();
}

store::CertificateSettings CertificateStorageForm::typed() const
{
    return {.storage = enumFrom<CertificateStorage>(m_storage->key()).value_or(CertificateStorage::None),
            .folder = m_folder->path(),
            .validityDays = m_validity->value(),
            .overlapHours = m_overlap->value(),
            .tokenLifetimeHours = m_lifetime->value(),
            .version = m_shown.version};
}

void CertificateStorageForm::showState()
{
    m_folder->setEnabled(enumFrom<CertificateStorage>(m_storage->key()) == CertificateStorage::Local);
}

}
