#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace gatehouse {

/// While a database can only be read, turns off the buttons and the fields of all pages of a window, however
/// they are made and whatever the pages enable, and gives them the reason as tool tip. What is typed can be
/// selected and copied still. Those of dialogs stay: what opens one that changes something is turned off.
class ReadOnlyGuard : public QObject
{
    Q_OBJECT

public:
    explicit ReadOnlyGuard(QWidget &window);

    enum class Holds { Everything, Buttons };
    /// `why` is a sentence; empty: everything can be changed. Buttons alone are held, but for those of
    /// drafts, where what is typed can be saved later.
    void setReason(const QString &why, Holds holds = Holds::Everything);
    /// What the buttons of this widget do waits in a draft until it is saved.
    static void keepsInDraft(QWidget &widget);
    /// What is typed and chosen in this widget changes records; elsewhere on a page it is a search, a filter.
    static void holdFields(QWidget &widget);
    /// The buttons and fields of this widget, or this one, change nothing in the database.
    static void except(QWidget &widget);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isHeld(const QWidget &input) const;

    QWidget &m_window;
    QString m_reason;
    Holds m_holds = Holds::Everything;
};

}
