#include "ui/security/EncryptionPage.h"

#include "ui/common/Icons.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/common/Workplace.h"
#include "ui/security/KeyPlaceForm.h"
#include "ui/security/PassphraseDialog.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
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
    : Page(parent)
    , m_workplace(workplace)
    , m_messages(new MessageBar)
    , m_state(new QLabel)
    , m_place(new KeyPlaceForm)
{
    build();
    connect(m_place, &KeyPlaceForm::edited, this, &EncryptionPage::showState);
    showState();
}

void EncryptionPage::build()
{
    auto *intro = new QLabel(tr(
        "An encrypted client secret can be read again and exported to servers that need it. The encryption "
        "key is kept apart from the database: in a folder of yours, or in the desktop's keyring."));
    intro->setWordWrap(true);
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *buttons = new QHBoxLayout;
    m_create = addButton(buttons, "document-encrypt", tr("&Create key"), &EncryptionPage::create);
    m_check = addButton(buttons, "dialog-ok", tr("C&heck"), &EncryptionPage::check);
    m_backUp = addButton(buttons, "document-save", tr("Back &up key…"), &EncryptionPage::backUp);
    m_restore = addButton(buttons, "document-open", tr("R&estore key…"), &EncryptionPage::restore);
    m_replace = addButton(buttons, "view-refresh", tr("Re&place key…"), &EncryptionPage::replaceKey);
    ReadOnlyGuard::except(*m_check);
    buttons->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addWidget(intro);
    layout->addSpacing(8);
    layout->addWidget(m_state);
    layout->addLayout(buttons);
    layout->addSpacing(16);
    layout->addWidget(m_place);
    layout->addStretch();
}

QPushButton *EncryptionPage::addButton(QLayout *layout, const char *icon, const QString &text,
                                       void (EncryptionPage::*chosen)())
{
    auto *button = new QPushButton(icons::themed(icon), text);
    connect(button, &QPushButton::clicked, this, chosen);
    layout->addWidget(button);
    return button;
}

void EncryptionPage::refresh()
{
    m_workplace
        .aside([encryption = m_workplace.encryption()](Database &database) -> Result<EncryptionStatus> {
            return encryption.status(database);
        })
        .then(this, [this](const Result<EncryptionStatus> &status) {
            if (status)
                takeStatus(*status);
            else
                m_messages->showError(status.error());
        });
}

/// What has been typed stays.
void EncryptionPage::takeStatus(const EncryptionStatus &status)
{
    const bool keepsTyping = isModified();
    m_status = status;
    m_known = true;
    if (!keepsTyping)
        m_place->display(status.settings);
    showState();
}

QString EncryptionPage::statusText() const
{
    using enum EncryptionStatus::State;
    if (!m_known)
        return {};
    if (m_status.state == NotSetUp) {
        return tr(
            "Encryption is not set up: there is no key yet. Create one to add encrypted secrets and signing "
            "certificates.");
    }
    if (m_status.state != Ready)
        return m_status.text;
    return tr("Encryption is ready. The key is in %1, made on %2.")
               .arg(m_status.place,
                    QLocale().toString(m_status.created.toLocalTime(), QLocale::ShortFormat)) +
           u' ' + tr("%n secret(s) and certificate(s) need it.", nullptr, m_status.sealedValues);
}

void EncryptionPage::showState()
{
    using enum EncryptionStatus::State;
    const bool isFree = m_known && !m_working.isBusy();
    m_state->setText(m_status.notice.isEmpty() ? statusText() : statusText() + u"\n\n"_s + m_status.notice);
    m_create->setVisible(m_known && m_status.state == NotSetUp);
    m_create->setEnabled(isFree && !isModified());
    m_check->setEnabled(isFree && m_status.state != NotSetUp);
    m_backUp->setEnabled(isFree && m_status.state == Ready);
    m_restore->setEnabled(isFree && m_status.state == Unusable);
    m_replace->setEnabled(isFree && m_status.state == Ready);
    m_place->setEnabled(isFree);
    Q_EMIT stateChanged();
}

bool EncryptionPage::isModified() const
{
    return m_known && m_place->typed() != m_status.settings;
}

Page::Actions EncryptionPage::available() const
{
    return isModified() && !m_working.isBusy() ? Action::Save | Action::Revert : Actions();
}

void EncryptionPage::trigger(Action action)
{
    if (action == Action::Save)
        save([](bool) {});
    else if (action == Action::Revert)
        discard();
}

void EncryptionPage::discard()
{
    m_messages->dismiss();
    m_place->display(m_status.settings);
    showState();
}

void EncryptionPage::save(std::function<void(bool)> done)
{
    if (m_working.isBusy())
        return m_working.whenIdle([this, done = std::move(done)] { save(done); });
    if (!isModified())
        return done(true);
    const EncryptionSettings typed = m_place->typed();
    start(
        tr("Change key storage"),
        [typed](const Encryption &encryption, Database &database, const Progress &) {
            return encryption.moveTo(database, typed).transform([] {
                return tr("The key storage is changed.");
            });
        },
        false,
        [this, typed, done = std::move(done)](bool isDone) {
            if (isDone)
                m_status.settings = typed;
            done(isDone);
        });
}

void EncryptionPage::start(const QString &title, Work work, bool canBeCancelled,
                           std::function<void(bool)> done)
{
    m_working.begin();
    m_messages->dismiss();
    showState();
    auto task = m_workplace.databaseTask(
        title,
        [encryption = m_workplace.encryption(), work = std::move(work)](
            Database &database, const Progress &progress) { return work(encryption, database, progress); },
        canBeCancelled);
    m_workplace.tasks.start(std::move(task), this,
                            [this, done = std::move(done)](const Result<QString> &outcome) {
                                if (outcome)
                                    m_messages->showText(MessageBar::Positive, *outcome);
                                else
                                    m_messages->showError(outcome.error());
                                done(outcome.has_value());
                                m_working.end();
                                showState();
                                refresh();
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
    auto *dialog = new PassphraseDialog(
        FileField::Purpose::Write,
        {tr("Back up key"),
         tr("The file holds the encryption key, protected by a password. Keep it apart from the database. "
            "Whoever has both and the password can read every encrypted secret."),
         tr("&Back up key"), backupFile(tr("Choose where to back the key up to"))},
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        start(tr("Back up encryption key"),
              [path = dialog->file().path(), passphrase = dialog->takePassphrase()](
                  const Encryption &encryption, Database &database, const Progress &) {
                  return encryption.backUp(database, path, passphrase).transform([&] {
                      return tr("The encryption key is backed up to \"%1\".").arg(path);
                  });
              });
    });
    dialog->open();
}

void EncryptionPage::restore()
{
    auto *dialog = new PassphraseDialog(
        FileField::Purpose::Read,
        {tr("Restore key"),
         tr("Choose the backup of this database's encryption key, and enter its password."),
         tr("&Restore key"), backupFile(tr("Choose a key backup"))},
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        start(tr("Restore encryption key"),
              [path = dialog->file().path(), passphrase = dialog->takePassphrase()](
                  const Encryption &encryption, Database &database, const Progress &) {
                  return encryption.restore(database, path, passphrase).transform([] {
                      return tr("The encryption key is restored.");
                  });
              });
    });
    dialog->open();
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
            true);
    });
}

}
