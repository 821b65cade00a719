#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonElements.h"
#include "domain/json/JsonPlace.h"
#include "domain/json/TextEdit.h"

#include <QHash>
#include <QList>

namespace gatehouse {

class JsonFormat;

/// What stands around client applications and they refer to, as the service accounts of Keycloak.
struct Surrounding
{
    std::string section; ///< the list that it stands in, as `ApiScopes`, or object: `claims`
    std::string name;    ///< which tells it from the others
    json::Json value;
    std::vector<json::Place> gone = {}; ///< what one that is there already has no more
    QString beside =
        {}; ///< the client application in whose document it is missing; empty: there is one alone
};

/// A document with client applications as text, in which these are changed and what stands around them is
/// added. Everything else in it stays byte for byte.
class ClientDocument
{
public:
    /// Refused as the format's reader refuses it.
    static Result<ClientDocument> read(const ClientFormat &format, QByteArray text);
    /// Overwrites the text: it may hold client secrets.
    ~ClientDocument();
    ClientDocument(ClientDocument &&) = default;
    ClientDocument &operator=(ClientDocument &&) = default;
    Q_DISABLE_COPY(ClientDocument)

    const QByteArray &text() const { return m_text; }
    qsizetype clients() const { return qsizetype(m_spots.size()); }
    bool hasClient(const QString &clientId) const;
    /// As it stands there; refused where it stands there more than once.
    Result<json::Json> client(const QString &clientId) const;

    /// Conflict unless it is there and as `before`, lists as sets.
    Result<void> change(const QString &clientId, const json::Json &before, const json::Json &after);
    /// Conflict where it is there already; refused where there are several lists, as in a file with several
    /// realms, or no room for another.
    Result<void> mayAdd(const QString &clientId) const;
    /// At the end of the list, in its style, where it may be added.
    Result<void> add(const QString &clientId, const json::Json &client);

    /// Where the document begins in which the client application stands, or a new one would: a file may hold
    /// several, as realms of Keycloak. What is asked of one is asked of that document.
    qsizetype documentOf(const QString &clientId) const { return root(clientId).begin; }
    bool hasSeveralDocuments() const;
    /// Whether client applications of it name the scope: then it is somebody's business already.
    bool namesScope(const std::string &scope, const QString &clientId) const;
    /// Whether something can stand beside its client applications: not in one that is their list.
    bool hasRoom(const QString &clientId) const { return m_text[root(clientId).begin] == '{'; }
    /// What the section of it holds; nothing where there is no such section.
    Result<std::optional<json::Json>> section(const std::string &name, const QString &clientId) const;
    /// Puts it into its section, which is made where it is missing; one of that name is changed, but for what
    /// `value` does not say. Where the document has several, it is that in which the client application
    /// stands.
    Result<void> put(const Surrounding &surrounding, const QString &clientId = {});

private:
    /// Where a client application stands.
    struct Spot
    {
        QString clientId;
        json::TextPlace place;
    };

    ClientDocument(const JsonFormat &format, QByteArray text);
    Result<void> look();
    void note(json::Element &element);
    Result<const Spot *> spotOf(const QString &clientId) const;
    json::TextPlace root(const QString &clientId = {}) const;
    std::optional<json::TextPlace> list(const QString &clientId = {}) const;
    bool hasListsBeside(const json::TextPlace &list) const;
    std::optional<json::TextPlace> childOf(const json::TextPlace &place, const std::string &name) const;
    Result<void> addList(const json::Json &client);
    Result<void> take(Result<QByteArray> &&text);

    const JsonFormat *m_format;
    QByteArray m_text;
    std::vector<Spot> m_spots;
    QHash<std::string, QList<qsizetype>> m_scopes; ///< where the client applications that name them begin
    bool m_isSingle = false;
};

}
