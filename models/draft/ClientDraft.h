#pragma once

#include "domain/ClientField.h"
#include "domain/Language.h"
#include "draft/DraftTable.h"

#include <QSet>

#include <memory>

namespace gatehouse {

class ClientTables;
class ConsentTextTable;
class RedirectTable;
class SecretTable;
class ServerTable;
class ServerTextTable;
class TextListTable;

/// One client application while it is edited: what is stored, and the tables that hold what has been typed,
/// that alone. Values that do not apply at the moment stay typed, so that switching back brings them back.
class ClientDraft : public QObject
{
    Q_OBJECT

public:
    explicit ClientDraft(QObject *parent = nullptr);
    ~ClientDraft() override;

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

    /// What is stored is `theirs` by now, and what is to be typed over it is `merged`: one step to undo.
    void rebase(const ClientApplication &theirs, const ClientApplication &merged);
    /// Where somebody else deleted what is open: it is a new one, with its keys, and all that was typed.
    void becomeNew(const ClientApplication &withNewKeys);

    /// Which client application this is: another number means another one, also another new one. It is the
    /// same after a save. An answer that comes late looks here whether it is still about what is open.
    int subject() const { return m_subject; }
    bool isOpen() const { return m_open; }
    bool isNew() const { return m_open && m_stored.version == 0; }
    bool isModified() const;

    const ClientApplication &stored() const { return m_stored; }
    /// As the tables hold it now: a part is read again when its table has changed.
    const ClientApplication &typed() const;
    /// What would be saved.
    const ClientApplication &normalized() const;

    /// Where the field is edited. Plain fields share a table with one row.
    DraftTable &table(ClientField field);
    /// That of a plain field; invalid while nothing is open.
    QModelIndex cell(ClientField field);
    RedirectTable &redirects(ClientField field); ///< LoginRedirects or LogoutRedirects
    TextListTable &names(ClientField field);     ///< ApiScopes, DefaultResources or CustomResources
    ConsentTextTable &consentTexts();
    SecretTable &secrets();
    ServerTextTable &serverTexts(ClientField field); ///< LoginRedirects, LogoutRedirects, AllowedCorsOrigins
    ServerTable &servers();

    /// As DraftTable::setHeldBy(), for all of it.
    void setHeldBy(std::function<bool()> isHeld);
    bool isHeld() const { return m_isHeld && m_isHeld(); }

    /// Those that are supported: each has a row for its consent texts.
    void setLanguages(const QList<Language> &languages);
    /// The names of those that there are: rows may be for one of them alone.
    void setServers(const QStringList &servers);
    /// What the rules say of what would be saved: the tables show it at their rows.
    void setProblems(const QList<Problem> &problems);

    /// Typing that follows is undone apart from what came before.
    void endTyping() { ++m_typingRun; }
    int typingRun() const { return m_typingRun; }

Q_SIGNALS:
    void begun();    ///< load() and the like: what was done before is not undone any more
    void rebasing(); ///< what is written until rebased() is one step
    void rebased();  ///< something else is stored
    /// A person edited one cell of the field's table, or several things (column -1).
    void written(gatehouse::ClientField field, const gatehouse::DraftChange &change, int column);
    void changed(); ///< any of the above

private:
    ClientTables &tables();
    void connectTables();
    void begin(ClientApplication stored, const ClientApplication &typed);
    void beginNew(const ClientApplication &typed);
    void takeIdentity();
    void tellBegun();
    void noteChange(const DraftTable *table) const;
    void tellServers();

    std::function<bool()> m_isHeld;
    ClientApplication m_stored;
    QList<Language> m_languages;
    QStringList m_servers;
    std::unique_ptr<ClientTables> m_tables; ///< when the first client application is opened
    mutable ClientApplication m_typed;
    mutable QSet<const DraftTable *> m_unread; ///< tables that have changed since m_typed was read
    mutable std::optional<ClientApplication> m_normalized;
    mutable std::optional<bool> m_isModified;
    bool m_isFilling = false;
    int m_typingRun = 0;
    int m_subject = 0;
    bool m_open = false;
};

}
