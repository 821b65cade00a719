#include "ui/security/KeyPlaceForm.h"

#include "ui/common/FileField.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/LineEdit.h"
#include "ui/records/FieldLayout.h"

#include <QLineEdit>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

const QString localSystem = u"LocalSystem"_s;
const QString keyring = u"Keyring"_s;

}

KeyPlaceForm::KeyPlaceForm(QWidget *parent)
    : QWidget(parent)
    , m_mode(new KeyComboBox)
    , m_folder(new FileField(FileField::Purpose::Folder, {tr("Choose a folder for encryption keys")}))
    , m_keyName(new LineEdit)
{
    m_mode->setItems({{localSystem, tr("Files on this computer (LocalSystem)")},
                      {keyring, tr("The desktop's keyring (Keyring)")}});
    auto *fields = new FieldLayout(this);
    fields->setContentsMargins({});
    fields->addField(tr("&Key storage:"), m_mode,
                     tr("Whoever can read the key can read every encrypted secret. Keep it apart from the "
                        "database and its backups."));
    fields->addField(tr("&Folder:"), m_folder->edit(), tr("For your user alone: nobody else may read it."),
                     m_folder);
    fields->addField(tr("Key &name:"), m_keyName, tr("Key files and keyring entries begin with this name."));
    connect(m_mode, &KeyComboBox::keyChosen, this, [this] {
        showState();
        Q_EMIT edited();
    });
    connect(m_folder, &FileField::changed, this, &KeyPlaceForm::edited);
    connect(m_keyName, &QLineEdit::textChanged, this, &KeyPlaceForm::edited);
}

void KeyPlaceForm::display(const EncryptionSettings &settings)
{
    const QSignalBlocker block(this);
    m_shown = settings;
    m_mode->setKey(settings.mode == EncryptionSettings::Mode::Keyring ? keyring : localSystem);
    m_folder->setPath(settings.folder);
    m_keyName->setText(settings.keyName);
    showState();
}

EncryptionSettings KeyPlaceForm::typed() const
{
    EncryptionSettings settings = m_shown;
    const bool isKeyring = m_mode->key() == keyring;
    settings.mode = isKeyring ? EncryptionSettings::Mode::Keyring : EncryptionSettings::Mode::LocalSystem;
    if (!isKeyring)
        settings.folder = m_folder->path();
    settings.keyName = m_keyName->text().trimmed();
    return settings;
}

void KeyPlaceForm::showState()
{
    m_folder->setEnabled(m_mode->key() == localSystem);
}

}
