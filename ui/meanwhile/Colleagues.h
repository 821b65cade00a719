#pragma once

#include "store/watch/ChangeWatch.h"
#include "store/watch/PresenceBeat.h"

#include <QObject>
#include <QTimer>

namespace gatehouse {

class Workspace;

/// Keeps the workspace and what others do in the same database together: their saves are shown where that
/// disturbs nothing, else as soon as it does not any more, and each sees what the other has open.
class Colleagues : public QObject
{
    Q_OBJECT

public:
    /// Looks while `window` is shown.
    Colleagues(DatabaseThread &database, Workspace &workspace, QWidget &window);

    /// Somebody signed in or unlocked the window. Before anything is read for them, so that nothing is
    /// missed.
    void enter(const QString &userId);
    /// The window is locked: what is open stays open, and is shown as it is then once it is unlocked.
    void lock();
    /// Nobody works here any more, or in another database.
    void leave();

Q_SIGNALS:
    void changed(const gatehouse::ChangeNotice &notice); ///< after the page that is shown was told

private:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool isShown() const;
    void watchWhileShown();
    void tellOpen();
    void tellOthers();
    void take(const ChangeNotice &notice);
    void tellInAGoodMoment();

    Workspace &m_workspace;
    QWidget &m_window;
    ChangeWatch m_watch;
    PresenceBeat m_presence;
    QString m_userId;
    ChangeNotice m_untold;
    QTimer m_again; ///< while it is no good moment
    bool m_isInside = false;
    bool m_isWatching = false; ///< or pauses
    bool m_isPaused = false;
};

}
