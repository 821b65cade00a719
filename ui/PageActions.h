#pragma once

#include "ui/common/Page.h"

#include <QList>
#include <QObject>

class QAction;

namespace gatehouse {

/// The window's actions that act on the page that is shown, in menus and toolbar.
class PageActions : public QObject
{
    Q_OBJECT

public:
    explicit PageActions(QObject *parent);

    QAction *operator[](Page::Action action) const;
    /// Enables what the page offers now; no page: nothing.
    void show(const Page *page);

Q_SIGNALS:
    void triggered(gatehouse::Page::Action action);

private:
    void add(Page::Action action, const QString &text, const char *icon, const QKeySequence &keys,
             const QString &tip);
    static void showTip(QAction &action, const QString &obstacle);

    QList<std::pair<Page::Action, QAction *>> m_actions;
};

}
