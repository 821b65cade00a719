#include "ui/settings/SignInSettingsPage.h"

#include "store/edit/SettingEdits.h"
#include "ui/common/MessageBar.h"
#include "ui/records/FieldLayout.h"

#include <QBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

namespace gatehouse {

namespace {

constexpr int longestMinutes = 24 * 60;

SettingFields<store::SignInSettings> signInFields()
{
    using Settings = store::SignInSettings;
    return {{SignInSettingsPage::tr("Lock after"),
             [](const Settings &settings) {
                 return settings.lockAfterMinutes == 0
                            ? SignInSettingsPage::tr("Never")
                            : SignInSettingsPage::tr("%1 min").arg(settings.lockAfterMinutes);
             },
             [](Settings &to, const Settings &from) { to.lockAfterMinutes = from.lockAfterMinutes; }}};
}

}

SignInSettingsPage::SignInSettingsPage(DatabaseThread &database, QWidget *parent)
    : SettingsPage(database, parent), m_lockAfter(new QSpinBox)
{
    build();
    connect(m_lockAfter, &QSpinBox::valueChanged, this, &SignInSettingsPage::showState);
    showState();
}

void SignInSettingsPage::build()
{
    m_lockAfter->setRange(0, longestMinutes);
    m_lockAfter->setSpecialValueText(tr("Never"));
    m_lockAfter->setSuffix(tr(" min"));
    m_lockAfter->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);

    auto *fields = new FieldLayout;
    fields->addField(
        tr("&Lock after:"), m_lockAfter,
        tr("When nobody has used keyboard or mouse that long, the window asks for the password. What "
           "was typed stays."));
    content().addLayout(fields);
    content().addStretch();
}

store::SignInSettings SignInSettingsPage::typed() const
{
    return {m_lockAfter->value(), m_stored.version};
}

void SignInSettingsPage::displayStored()
{
    const QSignalBlocker blockLock(m_lockAfter);
    m_lockAfter->setValue(m_stored.lockAfterMinutes);
}

void SignInSettingsPage::showState()
{
    m_lockAfter->setEnabled(isKnown());
    SettingsPage::showState();
}

void SignInSettingsPage::refresh()
{
    read(database().run(store::loadSignInSettings),
         [this](const store::SignInSettings &settings) { takeStored(m_stored, settings); });
}

void SignInSettingsPage::write(Done done)
{
    using Settings = store::SignInSettings;
    const auto edit = [sent = typed()](EditSession &session) {
        return edit::setSignInSettings(session, sent);
    };
    saveOver<Settings>(
        store::loadSignInSettings, edit,
        {.fields = signInFields(),
         .stored = m_stored,
         .typed = [this] { return typed(); },
         .display = [this](const Settings &settings) { m_lockAfter->setValue(settings.lockAfterMinutes); },
         .tellNotSaved = [this](const Error &error) { errors().showNotSaved(error); },
         .saved = [this] { Q_EMIT saved(m_stored); }},
        done);
}

}
