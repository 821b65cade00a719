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
    /// A heading for menus that names what is acted upon.
    QAction *heading() const { return m_heading; }
    /// Enables what the page offers now; no page: nothing.
    void show(const Page *page);

Q_SIGNALS:
    void triggered(gatehouse::Page::Action action);

private:
    void add(Page::Action action, const QString &text, const char *icon, const QKeySequence &keys,
             const QString &tip);
    static void showTip(QAction &action, const QString &tip);
    static QString tipOf(const QAction &action, const QString &target);

    QString m_readOnly;
    QList<std::pair<Page::Action, QAction *>> m_actions;
    QAction *m_heading;
};

}
