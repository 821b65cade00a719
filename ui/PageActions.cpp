#include "ui/PageActions.h"

#include "ui/common/Icons.h"

#include <QAction>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

bool changesNothing(Page::Action action)
{
    return action == Page::Action::Find || action == Page::Action::Revert;
}

}

PageActions::PageActions(QObject *parent) : QObject(parent), m_heading(new QAction(this))
{
    m_heading->setSeparator(true);
    using Action = Page::Action;
    add(Action::Add, tr("&Add"), "list-add", QKeySequence::New, tr("Make a new entry on this page"));
    add(Action::Duplicate, tr("D&uplicate"), "edit-duplicate", QKeySequence(tr("Ctrl+D")),
        tr("Make a new entry with the same values, without secrets"));
    add(Action::Save, tr("&Save"), "document-save", QKeySequence::Save, tr("Save what was changed"));
    add(Action::Revert, tr("&Revert"), "document-revert", QKeySequence(tr("Ctrl+R")),
        tr("Go back to what is stored"));
    add(Action::Delete, tr("&Delete"), "edit-delete", QKeySequence(tr("Ctrl+Delete")),
        tr("Delete what is selected, after a question"));
    add(Action::AddSecret, tr("Add s&ecret"), "password-generate", QKeySequence(tr("Ctrl+K")),
        tr("Make a secret for the client application"));
    add(Action::AddEncryptedSecret, tr("Add secret (encr&ypted)"), "document-encrypt",
        QKeySequence(tr("Ctrl+Shift+K")), tr("Make a secret that can be read again and exported"));
    add(Action::Enable, tr("&Enable"), "dialog-ok", {}, tr("Let the programs in"));
    add(Action::Disable, tr("Disa&ble"), "dialog-cancel", {}, tr("Let the programs in no more"));
    add(Action::Find, tr("&Find"), "edit-find", QKeySequence::Find, tr("Search the list"));
}

void PageActions::add(Page::Action action, const QString &text, const char *icon, const QKeySequence &keys,
                      const QString &tip)
{
    auto *made = new QAction(icons::themed(icon), text, this);
    made->setShortcut(keys);
    made->setWhatsThis(tip);
    showTip(*made, tip);
    connect(made, &QAction::triggered, this, [this, action] { Q_EMIT triggered(action); });
    m_actions.emplaceBack(action, made);
}

QString PageActions::tipOf(const QAction &action, const QString &target)
{
    return target.isEmpty() ? action.whatsThis() : tr("%1: %2").arg(action.whatsThis(), target);
}

void PageActions::showTip(QAction &action, const QString &tip)
{
    const QKeySequence keys = action.shortcut();
    action.setToolTip(keys.isEmpty() ? tip : tr("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
    action.setStatusTip(tip);
}

QAction *PageActions::operator[](Page::Action action) const
{
    return std::ranges::find(m_actions, action, &std::pair<Page::Action, QAction *>::first)->second;
}

void PageActions::show(const Page *page)
{
    const Page::Actions available = page ? page->available() : Page::Actions();
    for (const auto &[action, made] : m_actions) {
        const bool isHeldUp = !m_readOnly.isEmpty() && !changesNothing(action);
        const bool isAvailable = available.testFlag(action) && !isHeldUp;
        made->setEnabled(isAvailable);
        const QString obstacle = page && !isAvailable ? page->obstacle(action) : QString();
        const QString target = page && isAvailable ? page->target(action) : QString();
        if (isHeldUp)
            showTip(*made, m_readOnly);
        else
            showTip(*made, obstacle.isEmpty() ? tipOf(*made, target) : obstacle);
    }
    m_heading->setText(page ? page->target(Page::Action::Delete).replace(u'&', "&&"_L1) : QString());
}

}
