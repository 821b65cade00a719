#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace gatehouse {

/// While a database can only be read, turns off the buttons of all pages of a window, however they are made
/// and whatever the pages enable, and gives them the reason as tool tip. Those of dialogs stay: what opens
/// one that changes something is turned off.
class ReadOnlyGuard : public QObject
{
    Q_OBJECT

public:
    explicit ReadOnlyGuard(QWidget &window);

    void setReason(const QString &why); ///< a sentence; empty: everything can be changed
    /// The buttons of this widget, or this button, change nothing in the database.
    static void except(QWidget &widget);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget &m_window;
    QString m_reason;
};

}
