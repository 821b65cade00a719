#include "ui/servers/ServerActions.h"

#include "ui/common/Icons.h"
#include "ui/common/Page.h"
#include "ui/common/Workplace.h"
#include "ui/servers/CompareDialog.h"
#include "ui/servers/PushDialog.h"
#include "ui/servers/TakeDialog.h"

#include <QAction>

namespace gatehouse {

ServerActions::ServerActions(const Workplace &workplace, QWidget &window, std::function<Page *()> currentPage)
    : QObject(&window)
    , m_workplace(workplace)
    , m_window(window)
    , m_currentPage(std::move(currentPage))
    , m_compare(add(tr("&Compare with server"), "vcs-diff", &ServerActions::openCompare))
    , m_push(add(tr("&Push to server"), "vcs-push", &ServerActions::openPush))
    , m_take(add(tr("&Take from server"), "vcs-pull", &ServerActions::openTake))
{
    showState();
}

QAction *ServerActions::add(const QString &text, const char *icon, void (ServerActions::*open)())
{
    auto *action = new QAction(icons::themed(icon), text, this);
    connect(action, &QAction::triggered, this, open);
    return action;
}

void ServerActions::setEnabled(bool enabled)
{
    m_isEnabled = enabled;
    showState();
}

void ServerActions::lookForServers()
{
    m_workplace.database.run(store::loadServers).then(this, [this](const Result<QList<Server>> &servers) {
        m_hasServer = servers && !servers->isEmpty();
        showState();
    });
}

void ServerActions::showTarget(const ClientTarget &target)
{
    m_target = target.isEmpty() ? QString() : target.text();
    showState();
}

void ServerActions::showState()
{
    const QString noServer =
        m_hasServer ? QString() : tr("There is no server to speak to. Add one under Settings > Servers.");
    const auto show = [&](QAction &action, const QString &tip, const QString &obstacle) {
        action.setEnabled(m_isEnabled && obstacle.isEmpty());
        const QString shown = m_target.isEmpty() ? tip : tr("%1: %2, or all").arg(tip, m_target);
        action.setToolTip(obstacle.isEmpty() ? shown : obstacle);
        action.setStatusTip(action.toolTip());
    };
    const QString noChange = noServer.isEmpty() ? m_workplace.readOnly : noServer;
    show(*m_compare, tr("Show where client applications on a server differ from those here"), noServer);
    show(*m_push, tr("Send to a server what was changed here, after showing what that does"), noChange);
    show(*m_take, tr("Make client applications here what they are on a server, after showing what that does"),
         noChange);
}

void ServerActions::show(ServerDialog *dialog) const
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ServerActions::leaveAndOpen(const std::function<ServerDialog *(const ServerTarget &)> &make)
{
    m_currentPage()->leave([this, make] { show(make({.clients = m_currentPage()->selectedClients()})); });
}

void ServerActions::openCompare()
{
    leaveAndOpen([this](const ServerTarget &target) {
        auto *dialog = new CompareDialog(m_workplace, target, openConnection, &m_window);
        const auto openAbove = [this, dialog](ServerDialog *above) {
            connect(above, &ServerDialog::changed, dialog, &CompareDialog::compareAgain);
            show(above);
        };
        connect(dialog, &CompareDialog::pushWanted, this, [=, this](const ServerTarget &wanted) {
            openAbove(new PushDialog(m_workplace, wanted, openConnection, dialog));
        });
        connect(dialog, &CompareDialog::takeWanted, this, [=, this](const ServerTarget &wanted) {
            openAbove(new TakeDialog(m_workplace, wanted, openConnection, dialog));
        });
        return dialog;
    });
}

void ServerActions::openPush()
{
    leaveAndOpen([this](const ServerTarget &target) {
        return new PushDialog(m_workplace, target, openConnection, &m_window);
    });
}

void ServerActions::openTake()
{
    leaveAndOpen([this](const ServerTarget &target) {
        return new TakeDialog(m_workplace, target, openConnection, &m_window);
    });
}

}
