#include "ui/signin/NewPassword.h"

#include "domain/PasswordStrength.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"
#include "ui/signin/PasswordField.h"

#include <QLocale>
#include <QProgressBar>

namespace gatehouse {

namespace {

constexpr int steps = 10; ///< of the meter, for each point

}

NewPassword::NewPassword(FieldLayout &form, QObject *parent)
    : QObject(parent)
    , m_password(new PasswordField)
    , m_repeated(new PasswordField)
    , m_meter(new QProgressBar)
    , m_help(form.addField(
          tr("&Password:"), m_password,
          tr("Ten characters or more, with two upper and two lower case letters, two digits and "
             "two symbols, count in full.")))
    , m_repeatHelp(form.addField(tr("Repeat pass&word:"), m_repeated))
{
    m_meter->setRange(0, int(greatestPasswordStrength * steps));
    form.addField(tr("Strength:"), m_meter);
    for (PasswordField *field : {m_password, m_repeated}) {
        connect(field, &QLineEdit::textChanged, this, [this] {
            showState();
            Q_EMIT changed();
        });
        connect(field, &QLineEdit::returnPressed, this, &NewPassword::entered);
    }
    showState();
}

void NewPassword::setLeastStrength(double least)
{
    m_least = least;
    showState();
    Q_EMIT changed();
}

double NewPassword::strength() const
{
    return passwordStrength(m_password->text());
}

bool NewPassword::isRepeated() const
{
    return m_password->text() == m_repeated->text();
}

bool NewPassword::isAcceptable() const
{
    return !isEmpty() && strength() >= m_least && isRepeated();
}

bool NewPassword::isEmpty() const
{
    return m_password->text().isEmpty();
}

SecretBytes NewPassword::take()
{
    m_repeated->forget();
    return m_password->take();
}

void NewPassword::forget()
{
    take();
}

void NewPassword::setEnabled(bool enabled)
{
    m_password->setEnabled(enabled);
    m_repeated->setEnabled(enabled);
    m_meter->setEnabled(enabled);
}

void NewPassword::setFocus()
{
    m_password->setFocus(Qt::OtherFocusReason);
}

void NewPassword::showState()
{
    const double now = strength();
    const QLocale locale;
    m_meter->setValue(int(now * steps));
    //: strength of a password: 3.2 of 5
    m_meter->setFormat(tr("%1 of %2, at least %3")
                           .arg(locale.toString(now, 'f', 1),
                                locale.toString(greatestPasswordStrength, 'f', 0),
                                locale.toString(m_least, 'f', 1)));
    m_help->showFinding(!isEmpty() && now < m_least
                            ? tr("Too weak. Make it longer, or mix upper and lower case, digits and symbols.")
                            : QString());
    m_repeatHelp->showFinding(!m_repeated->text().isEmpty() && !isRepeated()
                                  ? tr("The two passwords are not the same.")
                                  : QString());
}

}
