#pragma once

#include "domain/Error.h"

#include <QObject>

class QAction;
class QWidget;

namespace gatehouse {

class MessageBar;
class OutageNotice;
class ReadOnlyGuard;
struct Workplace;

/// What there is to say of the database as a whole, wherever somebody is at the moment: that it is lost, with
/// a way to open it again, that its server does not answer, and that it can only be read, by anybody or by
/// whoever is signed in.
class DatabaseNotices : public QObject
{
    Q_OBJECT

public:
    /// Behind the sign-in, and on its page.
    struct Bars
    {
        MessageBar &inside;
        MessageBar &outside;
    };

    DatabaseNotices(Workplace &workplace, Bars bars, QWidget &window);

    /// Until it is opened again it is out of reach.
    void showLost(const Error &error);
    /// Or does not answer.
    bool isLost() const;
    void forgetLost();
    /// Asked, because opening does not wait for somebody to look.
    void lookWhetherReadOnly();
    /// Whether who is signed in changes nothing.
    void setAuditor(bool isAuditor);
    /// The same, by what is stored now.
    void lookWhetherAuditor();

Q_SIGNALS:
    void openedAgain(); ///< what is shown may be of another file
    void readOnlyKnown();

private:
    void openAgain();
    void showReadOnly();
    void tellReadOnly(const QString &forAuditor, bool wasHeld);
    QString textOfReadOnly() const;

    Workplace &m_workplace;
    Bars m_bars;
    QAction *m_openAgain;
    OutageNotice *m_outage;
    ReadOnlyGuard *m_readOnlyGuard;
    bool m_isLost = false;
    bool m_isAuditor = false;
    QString m_whyReadOnly;   ///< of the database
    bool m_isForNow = false; ///< what is typed waits until it can be written again
};

}
