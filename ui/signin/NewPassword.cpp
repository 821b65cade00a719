#include "ui/signin/NewPassword.h"

#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"
#include "ui/signin/PasswordField.h"

#include <QProgressBar>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int enough = 50; ///< of the meter: a password that is accepted
constexpr int most = 100;  ///< twice the bits that are asked

/// The half that is not good enough fills by what is missing most.
int meterValue(const PasswordStrength &strength, const PasswordRule &rule)
{
    const double length = double(strength.length) / rule.leastLength;
    const double bits = strength.bits / rule.leastBits;
    if (strength.isGood())
        return std::clamp(int(enough * bits), enough, most);
    return std::clamp(int(enough * std::min(length, bits)), 0, enough - 1);
}

}

NewPassword::NewPassword(FieldLayout &form, QObject *parent)
    : QObject(parent)
    , m_password(new PasswordField)
    , m_repeated(new PasswordField)
    , m_meter(new QProgressBar)
    , m_help(form.addField(tr("&Password:"), m_password))
    , m_repeatHelp(form.addField(tr("Repeat pass&word:"), m_repeated))
{
    m_meter->setRange(0, most);
    form.addField(tr("Strength:"), m_meter);
    for (PasswordField *field : {m_password, m_repeated}) {
        connect(field, &QLineEdit::textChanged, this, [this] {
            showState();
            Q_EMIT changed();
        });
        connect(field, &QLineEdit::returnPressed, this, &NewPassword::entered);
    }
    setRule({});
}

void NewPassword::setRule(const PasswordRule &rule)
{
    m_rule = rule;
    m_help->setHelp(
        tr("%1 characters or more; a few words that have nothing to do with each other are easy to "
           "remember and hard to guess. Spaces count.")
            .arg(rule.leastLength));
    showState();
    Q_EMIT changed();
}

bool NewPassword::isRepeated() const
{
    return m_password->text() == m_repeated->text();
}

bool NewPassword::isAcceptable() const
{
    return !isEmpty() && m_strength.isGood() && isRepeated();
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
    m_strength = passwordStrength(m_password->text(), m_rule);
    m_meter->setValue(meterValue(m_strength, m_rule));
    m_meter->setFormat(meterText());
    m_help->showFinding(isEmpty() ? QString() : m_strength.advice);
    m_repeatHelp->showFinding(!m_repeated->text().isEmpty() && !isRepeated()
                                  ? tr("The two passwords are not the same.")
                                  : QString());
}

QString NewPassword::meterText() const
{
    if (m_strength.length < m_rule.leastLength)
        return tr("%1 of %2 characters").arg(m_strength.length).arg(m_rule.leastLength);
    return m_strength.isGood() ? tr("Good") : tr("Easily guessed");
}

}
