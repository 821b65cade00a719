#pragma once

#include "domain/Error.h"

#include <QList>
#include <QObject>
#include <QTimer>

class QAction;

namespace gatehouse {

class MessageBar;
struct Workplace;

/// Says for as long as the server does not answer that it does not, counts down to the next try, and can try
/// at once. Screen readers are told when it begins and when it ends, and not each second.
class OutageNotice : public QObject
{
    Q_OBJECT

public:
    /// `bars`: one wherever somebody may be.
    OutageNotice(Workplace &workplace, QList<MessageBar *> bars, QObject *parent);

    bool isShown() const { return m_isShown; }

Q_SIGNALS:
    void ended(); ///< the bars are free again

private:
    void display(const Error &why);
    void count();
    void dismiss();
    void announce(const QString &text) const;
    QString text() const;
    QString whatHappened() const;

    Workplace &m_workplace;
    QList<MessageBar *> m_bars;
    QAction *m_tryNow;
    QTimer m_seconds;
    bool m_isShown = false;
    QString m_first; ///< what was told first: the connection is lost
    QString m_why;   ///< what is told now
};

}
