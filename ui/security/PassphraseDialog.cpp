#include "ui/security/PassphraseDialog.h"

#include "ui/common/Question.h"
#include "ui/layout/DialogButtons.h"
#include "ui/records/FieldLayout.h"
#include "ui/signin/NewPassword.h"
#include "ui/signin/PasswordField.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace gatehouse {

PassphraseDialog::PassphraseDialog(FileField::Purpose purpose, const Texts &texts, QWidget *parent)
    : QDialog(parent)
    , m_purpose(purpose)
    , m_demand(texts.passphrase)
    , m_file(new FileField(purpose, texts.choice))
{
    setWindowTitle(texts.title);
    build(texts);
    connect(m_file, &FileField::changed, this, &PassphraseDialog::showState);
    showState();
}

void PassphraseDialog::ask(FileField::Purpose purpose, const Texts &texts, QWidget *parent,
                           std::function<void(const QString &path, const SecretBytes &passphrase)> then)
{
    auto *dialog = new PassphraseDialog(purpose, texts, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, dialog,
            [dialog, then = std::move(then)] { then(dialog->file().path(), dialog->takePassphrase()); });
    dialog->open();
}

void PassphraseDialog::build(const Texts &texts)
{
    auto *intro = new QLabel(texts.intro);
    intro->setWordWrap(true);
    auto *fields = new FieldLayout;
    fields->addField(tr("&File:"), m_file->edit(), {}, m_file);
    if (m_purpose == FileField::Purpose::Write) {
        m_chosen = new NewPassword(*fields, this);
        m_chosen->setRule(passphraseRule());
        connect(m_chosen, &NewPassword::changed, this, &PassphraseDialog::showState);
    } else {
        m_known = new PasswordField;
        fields->addField(tr("&Password:"), m_known,
                         m_demand == MayBeEmpty ? tr("Leave it empty when the file has none.") : QString());
        connect(m_known, &QLineEdit::textChanged, this, &PassphraseDialog::showState);
    }
    const DialogButtons buttons = dialogButtons(*this, texts.accept);
    m_accept = buttons.accept;

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addLayout(fields);
    layout->addStretch();
    layout->addWidget(buttons.box);
    setMinimumWidth(520);
}

SecretBytes PassphraseDialog::takePassphrase()
{
    return m_chosen ? m_chosen->take() : m_known->take();
}

void PassphraseDialog::accept()
{
    const QString path = m_file->path();
    if (m_purpose != FileField::Purpose::Write || !QFileInfo::exists(path))
        return QDialog::accept();
    const Question question{.title = tr("Replace file"),
                            .text = tr("There is a file at \"%1\" already.").arg(path),
                            .details = tr("What is in it now is lost."),
                            .buttons = {tr("Replace file"), tr("Cancel")},
                            .destructive = 0};
    question.ask(this, [this](int answer) {
        if (answer == 0)
            QDialog::accept();
    });
}

void PassphraseDialog::showState()
{
    const bool hasPassphrase =
        m_chosen ? m_chosen->isAcceptable() : m_demand == MayBeEmpty || !m_known->text().isEmpty();
    m_accept->setEnabled(!m_file->path().isEmpty() && hasPassphrase);
}

}
