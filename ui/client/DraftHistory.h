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
    QUndoStack m_undo;
};

}
