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
            return settings::saveAndLoad<store::SignInSettings>(
                [&] {
                    return editing(database, [&](EditSession &session) {
                        return edit::setSignInSettings(session, sent);
                    });
                },
                [&] { return store::loadSignInSettings(database); });
        })
        .then(this,
              [this, done = std::move(done)](const Result<Answer> &answer) { takeAnswer(answer, done); });
}

/// What was typed while it was saved stays.
void SignInSettingsPage::takeAnswer(const Result<Answer> &answer, const Done &done)
{
    if (!answer) {
        errors().showNotSaved(answer.error());
        return endWith(false, done);
    }
    if (answer->refusal) {
        const auto take = [this](const store::SignInSettings &theirs, const store::SignInSettings &merged) {
            m_stored = theirs;
            m_lockAfter->setValue(merged.lockAfterMinutes);
        };
        return mergeMeanwhile(signInFields(), m_stored, typed(), answer->now, take, done);
    }
    tellSaved();
    m_stored = answer->now;
    Q_EMIT saved(m_stored);
    endWith(true, done);
}

}
