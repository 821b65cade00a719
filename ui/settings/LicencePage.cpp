#include "ui/settings/LicencePage.h"

#include "store/DatabaseThread.h"
#include "store/edit/EditSession.h"
#include "ui/common/MessageBar.h"
#include "ui/common/PageErrors.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QSignalBlocker>
#include <QSpinBox>

namespace gatehouse {

namespace {

constexpr int firstLimit = 5;
constexpr int highestLimit = 1'000'000;

}

LicencePage::LicencePage(DatabaseThread &database, QWidget *parent)
    : Page(parent)
    , m_database(database)
    , m_messages(new MessageBar)
    , m_errors(new PageErrors(database, *m_messages))
    , m_used(new QLabel)
    , m_unlimited(new QCheckBox(tr("&Unlimited")))
    , m_limit(new QSpinBox)
{
    build();
    connect(m_unlimited, &QCheckBox::toggled, this, &LicencePage::showState);
    connect(m_limit, &QSpinBox::valueChanged, this, &LicencePage::showState);
    showState();
}

void LicencePage::build()
{
    auto *intro = new QLabel(
        tr("The licence says how many client applications you may register: five at first. When you have "
           "that many, you cannot add more; those that exist go on working."));
    intro->setWordWrap(true);
    m_used->setTextFormat(Qt::PlainText);
    m_used->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_limit->setRange(0, highestLimit);
    m_limit->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);

    auto *fields = new FieldLayout;
    fields->addField(tr("Client applications used:"), m_used);
    fields->addField(m_unlimited);
    m_help =
        fields->addField(tr("&Limit:"), m_limit,
                         tr("The most client applications that there may be. It holds in this window, in an "
                            "import and on the command line."));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addWidget(intro);
    layout->addSpacing(8);
    layout->addLayout(fields);
    layout->addStretch();
}

store::LicenceLimit LicencePage::typed() const
{
    return m_unlimited->isChecked() ? store::LicenceLimit() : store::LicenceLimit(m_limit->value());
}

void LicencePage::display(store::LicenceLimit limit)
{
    const QSignalBlocker blockUnlimited(m_unlimited);
    const QSignalBlocker blockLimit(m_limit);
    m_unlimited->setChecked(!limit);
    m_limit->setValue(limit.value_or(std::max(m_stored.used, firstLimit)));
    showState();
}

void LicencePage::showState()
{
    m_errors->lookAgain();
    const auto limit = typed();
    m_used->setText(m_stored.limit ? tr("%1 of %2").arg(m_stored.used).arg(*m_stored.limit)
                                   : tr("%1, unlimited").arg(m_stored.used));
    m_used->setVisible(m_known);
    m_unlimited->setEnabled(m_known);
    m_limit->setEnabled(m_known && limit);
    m_help->showFinding(m_known && limit && *limit < m_stored.used
                            ? tr("There are %1 already. They stay, but none can be added.").arg(m_stored.used)
                            : QString());
    Q_EMIT stateChanged();
}

Page::Actions LicencePage::available() const
{
    return isModified() && !m_writing.isBusy() ? Action::Save | Action::Revert : Actions();
}

void LicencePage::trigger(Action action)
{
    if (action == Action::Save)
        save([](bool) {});
    else if (action == Action::Revert)
        discard();
}

void LicencePage::refresh()
{
    m_errors->readAgain();
    m_database.run(store::loadLicence).then(this, [this](const Result<store::Licence> &licence) {
        if (licence)
            takeLicence(*licence);
        else
            m_errors->showNotRead(licence.error());
    });
}

/// What has been typed stays, and the version that it was typed over: saving it tells of a change by somebody
/// else.
void LicencePage::takeLicence(const store::Licence &licence)
{
    if (isModified()) {
        m_stored.used = licence.used;
        return showState();
    }
    m_stored = licence;
    m_known = true;
    display(licence.limit);
}

void LicencePage::discard()
{
    m_messages->dismiss();
    display(m_stored.limit);
    refresh();
}

void LicencePage::save(std::function<void(bool)> done)
{
    if (m_writing.isBusy())
        return m_writing.whenIdle([this, done = std::move(done)] { save(done); });
    if (!isModified())
        return done(true);

    m_writing.begin();
    Q_EMIT stateChanged();
    m_database
        .run([sent = typed(), version = m_stored.version](Database &database) {
            return EditSession::begin(database).and_then([&](EditSession &&session) {
                return session.setLicenceLimit(sent, version)
                    .and_then([&] { return session.commit(); })
                    .and_then([&] { return store::loadLicence(database); });
            });
        })
        .then(this, [this, done = std::move(done)](const Result<store::Licence> &saved) {
            takeSaved(saved);
            done(saved.has_value());
            m_writing.end();
            Q_EMIT stateChanged();
        });
}

/// What was typed while it was saved stays.
void LicencePage::takeSaved(const Result<store::Licence> &saved)
{
    if (saved) {
        m_messages->dismiss();
        m_stored = *saved;
        showState();
    } else {
        if (saved.error().kind == Error::Kind::Rule)
            m_errors->showNotSaved(saved.error(), [this, refused = typed()] { return typed() == refused; });
        else
            m_errors->showNotSaved(saved.error());
        m_limit->setFocus(Qt::OtherFocusReason);
    }
}

}
