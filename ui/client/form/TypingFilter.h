#pragma once

#include <QObject>

namespace gatehouse {

class ClientDraft;

/// An event filter for fields that can be typed in: undo belongs to the whole draft, and leaving the field
/// ends a step of typing.
class TypingFilter : public QObject
{
    Q_OBJECT

public:
    TypingFilter(ClientDraft &draft, QObject *parent);

private:
    bool eventFilter(QObject *watched, QEvent *event) override;

    ClientDraft &m_draft;
};

}
