#include "ui/settings/SignInSettingsPage.h"

#include "store/DatabaseThread.h"
#include "store/edit/EditSession.h"
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
    : Page(parent), m_database(database), m_messages(new MessageBar), m_lockAfter(new QSpinBox)
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
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addLayout(fields);
    layout->addStretch();
}

store::SignInSettings SignInSettingsPage::typed() const
{
    return {m_lockAfter->value(), m_stored.version};
}

bool SignInSettingsPage::isModified() const
{
    return m_known && m_lockAfter->value() != m_stored.lockAfterMinutes;
}

void SignInSettingsPage::display(const store::SignInSettings &settings)
{
    const QSignalBlocker blockLock(m_lockAfter);
    m_lockAfter->setValue(settings.lockAfterMinutes);
    showState();
}

void SignInSettingsPage::showState()
{
    m_lockAfter->setEnabled(m_known);
    Q_EMIT stateChanged();
}

Page::Actions SignInSettingsPage::available() const
{
    return isModified() && !m_writing.isBusy() ? Action::Save | Action::Revert : Actions();
}

void SignInSettingsPage::trigger(Action action)
{
    if (action == Action::Save)
        save([](bool) {});
    else if (action == Action::Revert)
        discard();
}

/// What has been typed stays, and the version that it was typed over: saving it tells of a change by somebody
/// else.
void SignInSettingsPage::refresh()
{
    m_database.run(store::loadSignInSettings)
        .then(this, [this](const Result<store::SignInSettings> &settings) {
            if (!isModified() || !settings)
                take(settings);
        });
}

void SignInSettingsPage::take(const Result<store::SignInSettings> &stored)
{
    if (!stored)
        return m_messages->showError(stored.error());
    m_messages->dismiss();
    m_stored = *stored;
    m_known = true;
    display(*stored);
}

void SignInSettingsPage::discard()
{
    m_messages->dismiss();
    display(m_stored);
    refresh();
}

void SignInSettingsPage::save(std::function<void(bool)> done)
{
    if (m_writing.isBusy())
        return m_writing.whenIdle([this, done = std::move(done)] { save(done); });
    if (!isModified())
        return done(true);
    m_writing.begin();
    Q_EMIT stateChanged();
    m_database
        .run([sent = typed()](Database &database) {
            return EditSession::begin(database).and_then([&](EditSession &&session) {
                return session.setSignInSettings(sent)
                    .and_then([&] { return session.commit(); })
                    .and_then([&] { return store::loadSignInSettings(database); });
            });
        })
        .then(this, [this, done = std::move(done)](const Result<store::SignInSettings> &stored) {
            take(stored);
            if (stored)
                Q_EMIT saved(*stored);
            done(stored.has_value());
            m_writing.end();
            Q_EMIT stateChanged();
        });
}

}
