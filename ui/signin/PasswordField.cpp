#include "ui/signin/PasswordField.h"

#include "ui/common/Icons.h"

#include <QAction>

namespace gatehouse {

PasswordField::PasswordField(QWidget *parent)
    : LineEdit(parent), m_reveal(addAction(icons::themed("password-show-on"), QLineEdit::TrailingPosition))
{
    m_reveal->setCheckable(true);
    connect(m_reveal, &QAction::toggled, this, &PasswordField::showText);
    showText(false);
}

SecretBytes PasswordField::take()
{
    SecretBytes secret = takeSecret(text());
    setText({}); // unlike clear(), forgets what undo remembers
    m_reveal->setChecked(false);
    return secret;
}

void PasswordField::hideEvent(QHideEvent *event)
{
    m_reveal->setChecked(false);
    LineEdit::hideEvent(event);
}

void PasswordField::showText(bool show)
{
    setEchoMode(show ? QLineEdit::Normal : QLineEdit::Password);
    m_reveal->setIcon(icons::themed(show ? "password-show-off" : "password-show-on"));
    m_reveal->setText(show ? tr("Hide password") : tr("Show password"));
    m_reveal->setToolTip(m_reveal->text());
}

}
