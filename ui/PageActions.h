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
    /// Why nothing can be changed, whatever the page offers; empty: it can.
    void setReadOnly(const QString &why) { m_readOnly = why; }
    /// Enables what the page offers now; no page: nothing.
    void show(const Page *page);

Q_SIGNALS:
    void triggered(gatehouse::Page::Action action);

private:
    void add(Page::Action action, const QString &text, const char *icon, const QKeySequence &keys,
             const QString &tip);
    static void showTip(QAction &action, const QString &obstacle);

    QString m_readOnly;
    QList<std::pair<Page::Action, QAction *>> m_actions;
};

}
