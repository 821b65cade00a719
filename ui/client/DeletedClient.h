#pragma once

#include "domain/ClientApplication.h"
#include "domain/Error.h"

#include <QObject>

class QAction;

namespace gatehouse {

class ClientDraft;
class MessageBar;
struct NewlyKeyed;
struct Workplace;
enum class Unsealable;

/// What becomes of a client application that is edited here and was deleted by somebody else: it is kept as a
/// new one, or dropped, as the person chooses. Where its encrypted secrets cannot be encrypted again, it
/// stays as it was typed until the person says that their hashes are enough.
class DeletedClient : public QObject
{
    Q_OBJECT

public:
    DeletedClient(const Workplace &workplace, ClientDraft &draft, MessageBar &messages, QObject *parent);

    /// Tells it, with both to choose. `wasRefused`: a save was, because of that.
    void offer(bool wasRefused);
    /// What to know of the one that was kept, once it is saved; empty: nothing.
    QString takeNote();

Q_SIGNALS:
    void kept();    ///< it is a new one with all that was typed: to be saved
    void dropped(); ///< nothing is open any more
    void failed(const gatehouse::Error &error);

private:
    void keep(Unsealable unsealable);
    void offerHashes(const Error &why);
    void drop();
    void takeKeyed(const NewlyKeyed &keyed);

    const Workplace &m_workplace;
    ClientDraft &m_draft;
    MessageBar &m_messages;
    QAction *m_keep;
    QAction *m_keepHashes;
    QAction *m_drop;
    QString m_note;
    int m_noteSubject = -1; ///< of the draft that the note is about
};

}
