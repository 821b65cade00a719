#pragma once

#include <QTreeWidget>

namespace gatehouse {

/// The tree on the left: menus with their pages.
class Navigation : public QTreeWidget
{
    Q_OBJECT

public:
    explicit Navigation(QWidget *parent = nullptr);

    /// Adds a page below a menu, which is made when it is new.
    void addPage(const QString &menu, const QString &title, const char *icon, int page);
    void showPage(int page);

Q_SIGNALS:
    void pageChosen(int page);

private:
    QTreeWidgetItem *menuItem(const QString &menu);
};

}
