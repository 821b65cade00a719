#pragma once

#include "domain/ClientField.h"

#include <QObject>
#include <QUndoStack>

namespace gatehouse {

/// One client application while it is edited: what is stored, what has been typed, and how to undo it. Values
/// that do not apply at the moment stay in what is typed, so that switching back brings them back.
class ClientDraft : public QObject
{
    Q_OBJECT

public:
    explicit ClientDraft(QObject *parent = nullptr);

    void load(const ClientApplication &stored);
    /// It has its key from the start, to which its encrypted secrets are bound.
    void startNew();
    /// A new client application with the values of another: without its secrets, not enabled, under a
    /// free-looking client ID.
    void startDuplicate(const ClientApplication &original);
    void clear();
    /// Throws away what has been typed since load() or startNew().
    void revert();
    /// What was sent to be saved is now stored as `saved`. What has been typed in the meantime stays typed,
    /// and a draft that has become that of another client application stays as it is.
    void acceptSaved(const ClientApplication &sent, const ClientApplication &saved);

    /// Which client application this is: another number means another one, also another new one. It is the
    /// same after a save. An answer that comes late looks here whether it is still about what is open.
    int subject() const { return m_subject; }
    bool isOpen() const { return m_open; }
    bool isNew() const { return m_open && m_stored.version == 0; }
    bool isModified() const { return m_open && normalized() != m_stored; }

    const ClientApplication &stored() const { return m_stored; }
    const ClientApplication &typed() const { return m_typed; }
    /// What would be saved.
    ClientApplication normalized() const;

    void set(ClientField field, const QVariant &value);
    void setSecrets(const QList<ClientSecret> &secrets);
    /// Typing that follows is undone apart from what came before.
    void endTyping() { ++m_typingRun; }

    QUndoStack &undoStack() { return m_undo; }

Q_SIGNALS:
    void changed(); ///< any of the above

private:
    friend class DraftCommand;
    void apply(const ClientApplication &values);
    void push(const ClientApplication &values, ClientField field);
    void begin(const ClientApplication &stored, const ClientApplication &typed);
    void beginNew(ClientApplication typed);

    ClientApplication m_stored;
    ClientApplication m_typed;
    QUndoStack m_undo;
    int m_typingRun = 0;
    int m_subject = 0;
    bool m_open = false;
};

}
