#pragma once

#include <QObject>
#include <QUndoStack>

namespace gatehouse {

class ClientDraft;

/// What was edited in a draft, to undo it and do it again: both write rows of its tables.
class DraftHistory : public QObject
{
    Q_OBJECT

public:
    explicit DraftHistory(ClientDraft &draft, QObject *parent = nullptr);

    QUndoStack &undoStack() { return m_undo; }

private:
    void push(QUndoCommand *command);
    void endMerge();

    QUndoStack m_undo;
    bool m_isMerging = false; ///< what is written is of one step
    bool m_hasMerged = false; ///< of which something was written
};

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
