#include "ui/settings/SignInSettingsPage.h"

#include "store/DatabaseThread.h"
#include "store/edit/SettingEdits.h"
#include "ui/common/MessageBar.h"
#include "ui/records/FieldLayout.h"

#include <QBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

namespace gatehouse {

namespace {

constexpr int longestMinutes = 24 * 60;

}

SignInSettingsPage::SignInSettingsPage(DatabaseThread &database, QWidget *parent)
    : SettingsPage(database, parent), m_database(database), m_lockAfter(new QSpinBox)
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
    read(m_database.run(store::loadSignInSettings),
         [this](const store::SignInSettings &settings) { takeStored(m_stored, settings); });
}

void SignInSettingsPage::write(Done done)
{
    begin();
    m_database
        .run([sent = typed()](Database &database) {
            return editing(database,
                           [&](EditSession &session) { return edit::setSignInSettings(session, sent); })
                .and_then([&] { return store::loadSignInSettings(database); });
        })
        .then(this, [this, done = std::move(done)](const Result<store::SignInSettings> &stored) {
            takeSaved(stored);
            done(stored.has_value());
            end();
        });
}

/// What was typed while it was saved stays.
void SignInSettingsPage::takeSaved(const Result<store::SignInSettings> &stored)
{
    if (!stored)
        return errors().showNotSaved(stored.error());
    messages().dismiss();
    m_stored = *stored;
    Q_EMIT saved(*stored);
}

}
