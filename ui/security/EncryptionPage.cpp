#include "ui/security/EncryptionPage.h"

#include "domain/TimeText.h"
#include "ui/common/Question.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/common/Workplace.h"
#include "ui/layout/ButtonRow.h"
#include "ui/security/KeyPlaceForm.h"
#include "ui/security/PassphraseDialog.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

FileField::Choice backupFile(const QString &title)
{
    return {title, EncryptionPage::tr("Key backups (*.gatehouse-key);;All files (*)"), u"gatehouse-key"_s};
}

}

EncryptionPage::EncryptionPage(Workplace &workplace, QWidget *parent)
    : SecurityPage(workplace, parent), m_state(new QLabel), m_place(new KeyPlaceForm)
{
    build();
    connect(m_place, &KeyPlaceForm::edited, this, &EncryptionPage::showState);
    showState();
}

void EncryptionPage::build()
{
    addIntroduction(tr(
        "An encrypted client secret can be read again and exported to servers that need it. The encryption "
        "key is kept apart from the database: in a folder of yours, or in the desktop's keyring."));
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *buttons = new ButtonRow;
    m_create = buttons->add("document-encrypt", tr("&Create key"), this, &EncryptionPage::create);
    m_check = buttons->add("dialog-ok", tr("C&heck"), this, &EncryptionPage::check);
    m_backUp = buttons->add("document-save", tr("Back &up key…"), this, &EncryptionPage::backUp);
    m_restore = buttons->add("document-open", tr("R&estore key…"), this, &EncryptionPage::restore);
    m_replace = buttons->add("view-refresh", tr("Re&place key…"), this, &EncryptionPage::replaceKey);
    ReadOnlyGuard::except(*m_check);

    content().addWidget(m_state);
    content().addLayout(buttons);
    content().addSpacing(16);
    content().addWidget(m_place);
    content().addStretch();
}

void EncryptionPage::refresh()
{
    const auto ask = [encryption = workplace().encryption()](Database &database) -> Result<EncryptionStatus> {
        return encryption.status(database);
    };
    read(workplace().aside(ask), [this](const EncryptionStatus &status) {
        m_status = status;
        takeStored(m_stored, status.settings);
    });
}

QString EncryptionPage::statusText() const
{
    using enum EncryptionStatus::State;
    if (!isKnown())
        return {};
    if (m_status.state == NotSetUp) {
        return tr(
            "Encryption is not set up: there is no key yet. Create one to add encrypted secrets and signing "
            "certificates.");
    }
    if (m_status.state != Ready)
        return m_status.text;
    return tr("Encryption is ready. The key is in %1, made on %2.")
               .arg(m_status.place, localTime(m_status.created)) +
           u' ' + tr("%n secret(s) and certificate(s) need it.", nullptr, m_status.sealedValues);
}

void EncryptionPage::showState()
{
    using enum EncryptionStatus::State;
    m_state->setText(m_status.notice.isEmpty() ? statusText() : statusText() + u"\n\n"_s + m_status.notice);
    m_create->setVisible(isKnown() && m_status.state == NotSetUp);
    m_create->setEnabled(isFree() && !isModified());
    m_check->setEnabled(isFree() && m_status.state != NotSetUp);
    m_backUp->setEnabled(isFree() && m_status.state == Ready);
    m_restore->setEnabled(isFree() && m_status.state == Unusable);
    m_replace->setEnabled(isFree() && m_status.state == Ready);
    m_place->setEnabled(isFree());
    SecurityPage::showState();
}

bool EncryptionPage::isTypedOver() const
{
    return m_place->typed() != m_stored;
}

void EncryptionPage::displayStored()
{
    m_place->display(m_stored);
}

void EncryptionPage::write(Done done)
{
    const EncryptionSettings typed = m_place->typed();
    start(
        tr("Change key storage"),
        [typed](const Encryption &encryption, Database &database, const Progress &) {
            return encryption.moveTo(database, typed).transform([](const QString &left) {
                return left.isEmpty() ? tr("The key storage is changed.")
                                      : tr("The key storage is changed. %1").arg(left);
            });
        },
        [this, typed, done = std::move(done)](bool isDone) {
            if (isDone)
                m_stored = typed;
            done(isDone);
        });
}

void EncryptionPage::create()
{
    start(tr("Create encryption key"), [](const Encryption &encryption, Database &database,
                                          const Progress &) {
        return encryption.create(database).transform([] {
            return tr("The encryption key is created. Back it up: without it, encrypted secrets are lost.");
        });
    });
}

void EncryptionPage::check()
{
    start(tr("Check encryption key"), [](const Encryption &encryption, Database &database, const Progress &) {
        return encryption.key(database).transform([](const EncryptionKeyBytes &) {
            return tr("The encryption key is there, and it is the one of this database.");
        });
    });
}

void EncryptionPage::backUp()
{
    PassphraseDialog::ask(
        FileField::Purpose::Write,
        {tr("Back up key"),
         tr("The file holds the encryption key, protected by a password. Keep it apart from the database. "
            "Whoever has both and the password can read every encrypted secret."),
         tr("&Back up key"), backupFile(tr("Choose where to back the key up to"))},
        this, [this](const QString &path, const SecretBytes &passphrase) {
            start(tr("Back up encryption key"),
                  [path, passphrase](const Encryption &encryption, Database &database, const Progress &) {
                      return encryption.backUp(database, path, passphrase).transform([&] {
                          return tr("The encryption key is backed up to \"%1\".").arg(path);
                      });
                  });
        });
}

void EncryptionPage::restore()
{
    PassphraseDialog::ask(
        FileField::Purpose::Read,
        {tr("Restore key"),
         tr("Choose the backup of this database's encryption key, and enter its password."),
         tr("&Restore key"), backupFile(tr("Choose a key backup"))},
        this, [this](const QString &path, const SecretBytes &passphrase) {
            start(tr("Restore encryption key"),
                  [path, passphrase](const Encryption &encryption, Database &database, const Progress &) {
                      return encryption.restore(database, path, passphrase).transform([] {
                          return tr("The encryption key is restored.");
                      });
                  });
        });
}

void EncryptionPage::replaceKey()
{
    const Question question{
        .title = tr("Replace key"),
        .text = tr("Replace the encryption key?"),
        .details =
            tr("Everything that is encrypted is encrypted anew. The old key opens only old backups of the "
               "database, and stays until the next replacement. Back up the new key then."),
        .buttons = {tr("Replace key"), tr("Cancel")}};
    question.ask(this, [this](int answer) {
        if (answer != 0)
            return;
        start(
            tr("Replace encryption key"),
            [](const Encryption &encryption, Database &database, const Progress &progress) {
                return encryption.replaceKey(database, progress).transform([](int count) {
                    return tr(
                        "The encryption key is replaced, and %n secret(s) and certificate(s) are encrypted "
                        "anew. Back up the new key.",
                        nullptr, count);
                });
            },
            [](bool) {}, true);
    });
}

}
