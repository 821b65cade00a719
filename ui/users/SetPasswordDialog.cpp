#include "ui/users/SetPasswordDialog.h"

#include "services/signin/SignIn.h"
#include "store/DatabaseThread.h"
#include "ui/common/MessageBar.h"
#include "ui/layout/DialogButtons.h"
#include "ui/records/FieldLayout.h"
#include "ui/signin/NewPassword.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace gatehouse {

SetPasswordDialog::SetPasswordDialog(DatabaseThread &database, const User &user, QWidget *parent)
    : QDialog(parent), m_database(database), m_user(user), m_messages(new MessageBar)
{
    setWindowTitle(tr("Set password"));
    build();
    showState();
}

void SetPasswordDialog::build()
{
    auto *intro =
        new QLabel(tr("Choose a new password for %1. The old one does not work any more then. Hand the new "
                      "one over in person when it is for somebody else.")
                       .arg(m_user.userId));
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    auto *fields = new FieldLayout;
    m_password = new NewPassword(*fields, this);
    m_password->setRule({.names = namesOf(m_user)});
    connect(m_password, &NewPassword::changed, this, &SetPasswordDialog::showState);
    const DialogButtons buttons = dialogButtons(*this, tr("&Set password"));
    m_accept = buttons.accept;

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addWidget(intro);
    layout->addLayout(fields);
    layout->addStretch();
    layout->addWidget(buttons.box);
    setMinimumWidth(480);
}

void SetPasswordDialog::accept()
{
    m_busy = true;
    showState();
    m_database
        .run([user = m_user, password = m_password->take()](Database &database) {
            return signin::setPassword(database, user, password);
        })
        .then(this, [this](const Result<void> &done) {
            m_busy = false;
            showState();
            if (done)
                return QDialog::accept();
            m_messages->showError(done.error());
            m_password->setFocus();
        });
}

void SetPasswordDialog::showState()
{
    m_password->setEnabled(!m_busy);
    m_accept->setEnabled(m_password->isAcceptable() && !m_busy);
}

}
