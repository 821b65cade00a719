#pragma once

#include "store/watch/Presence.h"

#include <QWidget>

class QLabel;

namespace gatehouse {

/// A line that says who else has the client application open, and who edits it; the tool tip says on which
/// machines. It is not there while nobody does.
class PresenceHint : public QWidget
{
    Q_OBJECT

public:
    explicit PresenceHint(QWidget *parent = nullptr);

    /// `userId` is whoever works in this window.
    void display(const QList<Presence> &others, const QString &userId);

private:
    QLabel *m_icon;
    QLabel *m_text;
};

}
