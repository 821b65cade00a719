#include "ui/settings/LicencePage.h"

#include "store/edit/SettingEdits.h"
#include "ui/common/MessageBar.h"
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

SettingFields<store::Licence> licenceFields()
{
    return {{LicencePage::tr("Limit"),
             [](const store::Licence &licence) {
                 return licence.limit ? QString::number(*licence.limit) : LicencePage::tr("Unlimited");
             },
             [](store::Licence &to, const store::Licence &from) { to.limit = from.limit; }}};
}

}

LicencePage::LicencePage(DatabaseThread &database, QWidget *parent)
    : SettingsPage(database, parent)
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
    addIntroduction(
        tr("The licence says how many client applications you may register: five at first. When you have "
           "that many, you cannot add more; those that exist go on working."));
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
    content().addLayout(fields);
    content().addStretch();
}

store::LicenceLimit LicencePage::typed() const
{
    return m_unlimited->isChecked() ? store::LicenceLimit() : store::LicenceLimit(m_limit->value());
}

void LicencePage::displayStored()
{
    display(m_stored.limit);
}

void LicencePage::display(store::LicenceLimit limit)
{
    const QSignalBlocker blockUnlimited(m_unlimited);
    const QSignalBlocker blockLimit(m_limit);
    m_unlimited->setChecked(!limit);
    m_limit->setValue(limit.value_or(std::max(m_stored.used, firstLimit)));
}

void LicencePage::showState()
{
    errors().lookAgain();
    const auto limit = typed();
    m_used->setText(m_stored.limit ? tr("%1 of %2").arg(m_stored.used).arg(*m_stored.limit)
                                   : tr("%1, unlimited").arg(m_stored.used));
    m_used->setVisible(isKnown());
    m_unlimited->setEnabled(isKnown());
    m_limit->setEnabled(isKnown() && limit);
    m_help->showFinding(isKnown() && limit && *limit < m_stored.used
                            ? tr("There are %1 already. They stay, but none can be added.").arg(m_stored.used)
                            : QString());
    SettingsPage::showState();
}

void LicencePage::refresh()
{
    read(database().run(store::loadLicence), [this](const store::Licence &licence) {
        m_stored.used = licence.used; // also while something is typed
        takeStored(m_stored, licence);
    });
}

void LicencePage::write(Done done)
{
    const auto edit = [limit = typed(), version = m_stored.version](EditSession &session) {
        return edit::setLicenceLimit(session, limit, version);
    };
    const auto mine = [this] {
        store::Licence licence = m_stored;
        licence.limit = typed();
        return licence;
    };
    saveOver<store::Licence>(store::loadLicence, edit,
                             {.fields = licenceFields(),
                              .stored = m_stored,
                              .typed = mine,
                              .display = [this](const store::Licence &licence) { display(licence.limit); },
                              .tellNotSaved = [this](const Error &error) { tellNotSaved(error); }},
                             done);
}

void LicencePage::tellNotSaved(const Error &error)
{
    if (error.kind == Error::Kind::Rule)
        errors().showNotSaved(error, [this, refused = typed()] { return typed() == refused; });
    else
        errors().showNotSaved(error);
    m_limit->setFocus(Qt::OtherFocusReason);
}

}
