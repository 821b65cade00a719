#include "servers/keycloak/KeycloakReading.h"

#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/json/JsonOutput.h"
#include "servers/keycloak/KeycloakDifference.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using namespace keycloak;

namespace {

struct KeycloakReadingText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakReading)
};

constexpr int pageSize = 250;
constexpr int pagesAtATime = 4;

QByteArray compact(const Json &value)
{
    return QByteArray::fromStdString(value.dump());
}

Json namesOf(const Json &scopes)
{
    Json names = Json::array();
    for (const Json &scope : scopes)
        names.push_back(valueOf(scope, "name"));
    return names;
}

QList<std::pair<QString, QString>> page(int first, int size)
{
    return {{u"first"_s, QString::number(first)}, {u"max"_s, QString::number(size)}};
}

QString firstIdOf(const Json &page)
{
    return page.is_array() && !page.empty() ? json::textAt(page.front(), "id") : QString();
}

/// Else it would be read for ever.
Error sameAgain()
{
    return {
        Error::Kind::Unreachable,
        KeycloakReadingText::tr("What answers there gives the same page of a list again and again. It is "
                                "not Keycloak, or something in front of it leaves out what is asked for.")};
}

Result<void> checkList(const Json &list, const KeycloakAdmin &admin)
{
    // Each realm has client applications of its own: none is what somebody sees who may see none.
    if (list.is_array() && !list.empty())
        return {};
    return std::unexpected(admin.missingRole(role::viewClients));
}

}

Result<void> KeycloakReading::put(const QByteArray &bytes)
{
    return json::write(m_document, bytes);
}

Result<void> KeycloakReading::read(const QStringList &clientIds, const Progress &progress)
{
    const bool isNamed = !clientIds.isEmpty() && clientIds.size() <= mostNamed;
    return writeHead(isNamed ? 1 : pageSize)
        .and_then([&] { return put(",\n\"clients\":["); })
        .and_then([&] { return isNamed ? writeNamed(clientIds, progress) : writeAll(clientIds, progress); })
        .and_then([&] {
            m_isFirst = true;
            return put("],\n\"users\":[");
        })
        .and_then([&] { return writeUsers(); })
        .and_then([&] { return put("]}\n"); });
}

/// What they refer to, and of the client applications the first ones. The realm's settings are none of ours.
Result<void> KeycloakReading::writeHead(int clients)
{
    const QList<KeycloakCall> calls{{},
                                    {.path = {u"client-scopes"_s}},
                                    {.path = {u"default-default-client-scopes"_s}},
                                    {.path = {u"default-optional-client-scopes"_s}},
                                    {.path = {u"localization"_s}},
                                    {.path = {u"clients"_s}, .query = page(0, clients)}};
    auto parts = m_admin.contents(calls);
    if (!parts)
        return std::unexpected(parts.error());
    if (const auto checked = checkList(parts->last(), m_admin); !checked)
        return checked;
    m_firstPage = std::move(parts->last());
    Json head = {{"realm", json::fromText(m_admin.server().realm)}};
    if (const QString language = json::textAt(parts->front(), "defaultLocale"); !language.isEmpty())
        head["defaultLocale"] = json::fromText(language);
    head["clientScopes"] = parts->at(1);
    head["defaultDefaultClientScopes"] = namesOf(parts->at(2));
    head["defaultOptionalClientScopes"] = namesOf(parts->at(3));
    QByteArray text = compact(head);
    text.chop(1); // the brace that ends it
    return put(text).and_then([&] { return writeLocalization(parts->at(4)); });
}

Result<void> KeycloakReading::writeLocalization(const Json &languages)
{
    QList<KeycloakCall> calls;
    QStringList names;
    for (const Json &language : languages) {
        names << json::toText(language.is_string() ? language.get<std::string>() : std::string());
        calls << KeycloakCall{.path = {u"localization"_s, names.last()}};
    }
    if (calls.isEmpty())
        return {};
    return m_admin.contents(calls).and_then([&](const QList<Json> &texts) {
        Json all = Json::object();
        for (qsizetype index = 0; index < texts.size(); ++index)
            all[json::fromText(names.at(index))] = texts.at(index);
        return put(",\n\"localizationTexts\":" + compact(all));
    });
}

Result<void> KeycloakReading::writeAll(const QStringList &clientIds, const Progress &progress)
{
    QList<Json> pages{std::move(m_firstPage)};
    QString beginBefore;
    for (int next = pageSize;; next += pagesAtATime * pageSize) {
        for (const Json &clients : std::as_const(pages)) {
            if (const auto done = writeClients(clients, clientIds); !done)
                return done;
        }
        const bool isLast = pages.last().size() < pageSize;
        const int seen = int(m_seen.size());
        if (!goesOn(progress, seen, isLast ? seen : seen + pageSize))
            return fail(Error::Kind::Cancelled, KeycloakReadingText::tr("Cancelled."));
        if (isLast)
            return {};
        const QString begin = std::exchange(beginBefore, firstIdOf(pages.last()));
        if (begin == beginBefore)
            return std::unexpected(sameAgain());
        QList<KeycloakCall> calls;
        for (int index = 0; index < pagesAtATime; ++index)
            calls << KeycloakCall{.path = {u"clients"_s}, .query = page(next + index * pageSize, pageSize)};
        auto answers = contentsWithUsers(calls);
        if (!answers)
            return std::unexpected(answers.error());
        pages = std::move(*answers);
    }
}

Result<void> KeycloakReading::writeNamed(const QStringList &clientIds, const Progress &progress)
{
    QList<KeycloakCall> calls;
    for (const QString &clientId : clientIds)
        calls << KeycloakCall{.path = {u"clients"_s}, .query = {{u"clientId"_s, clientId}}};
    const auto lists = m_admin.contents(calls);
    if (!lists)
        return std::unexpected(lists.error());
    for (const Json &clients : *lists) {
        if (const auto done = writeClients(clients, {}); !done)
            return done;
    }
    const int seen = int(m_seen.size());
    if (!goesOn(progress, seen, seen))
        return fail(Error::Kind::Cancelled, KeycloakReadingText::tr("Cancelled."));
    return {};
}

Result<void> KeycloakReading::writeClients(const Json &clients, const QStringList &wanted)
{
    QByteArray bytes;
    for (const Json &client : clients) {
        const QString clientId = json::textAt(client, "clientId");
        if (m_seen.contains(clientId) ||
            (!wanted.isEmpty() && !wanted.contains(clientId, Qt::CaseInsensitive)))
            continue;
        m_seen.insert(clientId);
        if (valueOf(client, "serviceAccountsEnabled") == Json(true)) {
            m_accounts.insert(serviceAccountName(clientId).toLower(), clientId);
            m_accountIds.insert(clientId, json::textAt(client, "id"));
        }
        Json told = client;
        told.erase("access"); // is about who asks
        bytes += (m_isFirst ? "\n" : ",\n") + compact(told);
        m_isFirst = false;
        json::wipeTexts(told);
    }
    const auto done = put(bytes);
    wipe(bytes);
    return done;
}

KeycloakCall KeycloakReading::userPage(qsizetype number) const
{
    auto query = page(int(number) * pageSize, pageSize);
    query << std::pair(u"username"_s, serviceAccountName(m_onlyAccount))
          << std::pair(u"briefRepresentation"_s, u"false"_s);
    return {.path = {u"users"_s}, .query = query, .role = nullptr};
}

/// Where client applications seen so far have some and there are more, they are asked for together with the
/// next client applications: as many as these will need where they have as many.
QList<KeycloakCall> KeycloakReading::userPagesAhead() const
{
    if (m_accounts.isEmpty() || (!m_userPages.isEmpty() && m_userPages.last().size() < pageSize))
        return {};
    const qsizetype ofNext =
        pagesAtATime * pageSize * m_accounts.size() / std::max<qsizetype>(1, m_seen.size());
    const qsizetype pages =
        std::min<qsizetype>(pagesAtATime, 1 + (m_accounts.size() + ofNext) / pageSize - m_userPages.size());
    QList<KeycloakCall> calls;
    for (qsizetype index = 0; index < std::max<qsizetype>(1, pages); ++index)
        calls << userPage(m_userPages.size() + index);
    return calls;
}

Result<QList<Json>> KeycloakReading::contentsWithUsers(const QList<KeycloakCall> &calls)
{
    auto answers = m_admin.sendAll(calls + userPagesAhead());
    QList<Json> contents;
    for (qsizetype index = 0; index < answers.size(); ++index) {
        if (index >= calls.size()) {
            if (const auto taken = takeUsers(std::move(answers[index])); !taken)
                return std::unexpected(taken.error());
            continue;
        }
        auto content = contentOf(std::move(answers[index]));
        if (!content)
            return std::unexpected(content.error());
        contents << std::move(*content);
    }
    return contents;
}

Result<void> KeycloakReading::takeUsers(Result<HttpAnswer> answer)
{
    const bool isFull = m_userPages.isEmpty() || m_userPages.last().size() == pageSize;
    if (!isFull) // it was asked for ahead, and there is nothing there
        return {};
    if (answer && answer->status == 403) {
        m_userPages << Json();
        return {};
    }
    auto users = contentOf(std::move(answer));
    if (!users)
        return std::unexpected(users.error());
    if (!m_userPages.isEmpty() && !users->empty() && firstIdOf(*users) == firstIdOf(m_userPages.last()))
        return std::unexpected(sameAgain());
    m_userPages << std::move(*users);
    return {};
}

/// Users are listed page by page, for which another role is needed; else each client application is asked for
/// its own.
Result<void> KeycloakReading::writeUsers()
{
    // Whoever was asked about all of them ahead goes on with all.
    if (m_userPages.isEmpty() && m_accounts.size() == 1)
        m_onlyAccount = m_accounts.begin().value();
    for (qsizetype number = 0; !m_accounts.isEmpty(); ++number) {
        if (number == m_userPages.size()) {
            if (const auto taken = takeUsers(m_admin.send(userPage(number))); !taken)
                return taken;
        }
        const Json &users = m_userPages.at(number);
        if (users.is_null())
            return askForUsers();
        if (const auto done = writeListedUsers(users); !done || users.size() < pageSize)
            return done;
    }
    return {};
}

Result<void> KeycloakReading::writeListedUsers(const Json &users)
{
    Result<void> done;
    for (const Json &user : users) {
        const QString name = json::textAt(user, "username").toLower();
        if (const auto owner = m_accounts.constFind(name); done && owner != m_accounts.constEnd())
            done = writeUser(user, *owner);
    }
    return done;
}

Result<void> KeycloakReading::askForUsers()
{
    QList<KeycloakCall> calls;
    const QStringList clientIds = m_accounts.values();
    for (const QString &clientId : clientIds)
        calls << KeycloakCall{
            .path = {u"clients"_s, m_accountIds.value(clientId), u"service-account-user"_s}};
    return m_admin.contents(calls).and_then([&](const QList<Json> &users) {
        Result<void> done;
        for (qsizetype index = 0; done && index < users.size(); ++index)
            done = writeUser(users.at(index), clientIds.at(index));
        return done;
    });
}

Result<void> KeycloakReading::writeUser(Json user, const QString &clientId)
{
    user.erase("access");
    user["serviceAccountClientId"] = json::fromText(clientId);
    const QByteArray bytes = (m_isFirst ? "\n" : ",\n") + compact(user);
    m_isFirst = false;
    return put(bytes);
}

}
