#pragma once

#include "ui/servers/ServerTarget.h"

#include <QObject>

#include <functional>

class QAction;
class QWidget;

namespace gatehouse {

class Page;
class ServerDialog;
struct Workplace;

/// The window's actions Compare with server, Push to server and Take from server: they see to unsaved edits
/// of the page that is shown and open their dialog.
class ServerActions : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of the dialogs; `currentPage` gives the page that is shown, or null.
    ServerActions(const Workplace &workplace, QWidget &window, std::function<Page *()> currentPage);

    /// In the order in which they are shown.
    QList<QAction *> actions() const { return {m_compare, m_push, m_take}; }
    void setEnabled(bool enabled);
    /// Looks in the background whether there is a server.
    void lookForServers();
    /// Says what they would begin with.
    void showTarget(const ClientTarget &target);

private:
    QAction *add(const QString &text, const char *icon, void (ServerActions::*open)());
    void showState();
    void openCompare();
    void openPush();
    void openTake();
    void show(ServerDialog *dialog) const;
    /// Of what the page has selected; what is open is saved or discarded first.
    void leaveAndOpen(const std::function<ServerDialog *(const ServerTarget &)> &make);

    const Workplace &m_workplace;
    QWidget &m_window;
    std::function<Page *()> m_currentPage;
    QAction *m_compare;
    QAction *m_push;
    QAction *m_take;
    QString m_target; ///< for people; empty: all
    bool m_isEnabled = false;
    bool m_hasServer = false;
};

}
