#pragma once

#include "domain/formats/KeptLists.h"
#include "domain/json/JsonPlace.h"
#include "services/servers/ServerConnection.h"

#include <algorithm>
#include <optional>

/// A server that is a document in memory.
namespace gatehouse::test {

using namespace Qt::StringLiterals;

class FakeServer final : public ServerConnection
{
public:
    /// `clients` leads to the list of client applications, each of which calls its client ID `idName`.
    FakeServer(json::Json document, json::Place clients, std::string idName)
        : m_document(std::move(document)), m_path(std::move(clients)), m_idName(std::move(idName))
    {
    }

    /// One without client applications.
    static FakeServer empty(const QString &format)
    {
        if (format == "keycloak"_L1) {
            return {{{"realm", "test"}, {"clients", json::Json::array()}, {"users", json::Json::array()}},
                    {"clients"},
                    "clientId"};
        }
        if (format == "identityserver"_L1)
            return {{{"Clients", json::Json::array()}}, {"Clients"}, "ClientId"};
        if (format == "skoruba"_L1) {
            return {{{"IdentityServerData", {{"Clients", json::Json::array()}}}},
                    {"IdentityServerData", "Clients"},
                    "ClientId"};
        }
        if (format == "oidc-provider"_L1)
            return {{{"clients", json::Json::array()}, {"scopes", json::Json::array()}},
                    {"clients"},
                    "client_id"};
        if (format == "gatehouse"_L1) {
            return {{{"format", "gatehouse"}, {"version", 1}, {"clients", json::Json::array()}},
                    {"clients"},
                    "client_id"};
        }
        return {json::Json::array(), {}, "client_id"};
    }

    json::Json document() const { return m_document; }
    json::Json &clients()
    {
        json::Json *list = &m_document;
        for (const std::string &name : m_path)
            list = &(*list)[name];
        return *list;
    }
    /// Null where there is none.
    json::Json *client(const QString &clientId)
    {
        json::Json &list = clients();
        const auto found = std::ranges::find_if(
            list, [&](const json::Json &one) { return one.at(m_idName) == json::fromText(clientId); });
        return found == list.end() ? nullptr : &*found;
    }

    std::optional<int> breaksAfter; ///< so many writes
    Error::Kind breaksBy = Error::Kind::Unreachable;
    bool breaksInDoubt = true;                ///< whether a part of that at which it breaks may be there
    bool makesSecrets = false;                ///< for new client applications that bring none
    QList<ServerStep> needed;                 ///< what is missing
    QStringList writtenIds, madeTexts;        ///< what was done, in order
    std::function<void()> beforeWrite;        ///< somebody else is quicker
    std::function<void(json::Json &)> takes;  ///< what becomes of a client application that is written
    std::function<void(json::Json &)> halves; ///< what becomes of that at which it breaks; none: nothing

    Result<QString> test() override { return u"a test"_s; }

    Result<void> read(QIODevice &target, const QStringList &, const Progress &progress) override
    {
        if (!gatehouse::goesOn(progress, 0, int(clients().size())))
            return fail(Error::Kind::Cancelled, u"cancelled"_s);
        target.write(QByteArray::fromStdString(m_document.dump(2)));
        return {};
    }

    Result<QList<ServerStep>> missing(const ServerNeeds &) override { return needed; }
    Result<void> make(const ServerStep &step) override
    {
        madeTexts << step.text;
        return {};
    }

    bool mayHaveWritten() const override { return breaksInDoubt && !m_hasRefused; }
    Result<ServerWritten> write(const ServerWrite &change) override
    {
        m_hasRefused = false;
        if (beforeWrite)
            beforeWrite();
        json::Json *const there = client(change.clientId);
        if (breaksAfter && writtenIds.size() >= *breaksAfter) {
            if (halves) {
                json::Json &half = there ? *there : clients().emplace_back();
                half = change.after;
                halves(half);
            }
            return fail(breaksBy, u"The server does not answer."_s);
        }
        m_hasRefused = (there ? *there : json::Json()) != change.before;
        if (m_hasRefused)
            return fail(Error::Kind::Conflict, u"It was changed there."_s);
        json::Json after = change.after;
        if (takes)
            takes(after);
        if (there)
            *there = after;
        else
            clients().push_back(after);
        takeAround(change.around);
        writtenIds << change.clientId;
        ServerWritten written{.now = after};
        if (change.asksForSecret)
            written.newSecret = secretCopy(QByteArray::fromStdString(after.value("secret", std::string())));
        if (!there && makesSecrets && !change.hasSecret)
            written.newSecret = secretCopy("made-by-the-server-for-this-client-1234");
        return written;
    }

private:
    void takeAround(const json::Json &around)
    {
        if (m_document.is_object())
            takeInto(m_document, around);
    }

    /// Adds what is not there yet.
    static void takeInto(json::Json &object, const json::Json &around)
    {
        for (auto member = around.begin(); around.is_object() && member != around.end(); ++member) {
            json::Json &known = object[member.key()];
            if (known.is_null())
                known = *member;
            else if (known.is_object() && member->is_object())
                takeInto(known, *member);
            else if (known.is_array() && member->is_array())
                takeElements(known, *member);
        }
    }

    static void takeElements(json::Json &list, const json::Json &elements)
    {
        for (const json::Json &element : elements) {
            const auto known = std::ranges::find_if(
                list, [&](const json::Json &one) { return one == element || haveSameName(one, element); });
            if (known == list.end())
                list.push_back(element);
            else
                *known = element;
        }
    }

    static bool haveSameName(const json::Json &one, const json::Json &other)
    {
        for (const char *name : {"serviceAccountClientId", "Name", "name", "user_id", "tag"}) {
            if (one.is_object() && other.is_object() && one.contains(name) && other.contains(name))
                return one[name] == other[name];
        }
        return false;
    }

    json::Json m_document;
    json::Place m_path;
    std::string m_idName;
    bool m_hasRefused = false; ///< the last write, before anything was changed
};

}
