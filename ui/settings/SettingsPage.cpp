#include "ui/settings/SettingsPage.h"

#include "ui/common/MessageBar.h"

#include <QBoxLayout>
#include <QLabel>

namespace gatehouse {

SettingsPage::SettingsPage(DatabaseThread &database, QWidget *parent)
    : Page(parent)
    , m_content(new QVBoxLayout(this))
    , m_messages(new MessageBar)
    , m_errors(new PageErrors(database, *m_messages))
{
    m_content->addWidget(m_messages);
}

void SettingsPage::addIntroduction(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    m_content->addWidget(label);
    m_content->addSpacing(8);
}

Page::Actions SettingsPage::available() const
{
    return isModified() && !m_working.isBusy() ? Action::Save | Action::Revert : Actions();
}

void SettingsPage::trigger(Action action)
{
    if (action == Action::Save)
        save([](bool) {});
    else if (action == Action::Revert)
        discard();
}

void SettingsPage::save(const Done &done)
{
    if (m_working.isBusy())
        return m_working.whenIdle([this, done] { save(done); });
    if (!isModified())
        return done(true);
    write(done);
}

void SettingsPage::discard()
{
    m_messages->dismiss();
    displayStored();
    showState();
    refresh();
}

void SettingsPage::begin()
{
    m_working.begin();
    showState();
}

void SettingsPage::end()
{
    m_working.end();
    showState();
}

}
