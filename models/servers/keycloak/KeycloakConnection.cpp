#include "servers/keycloak/KeycloakConnection.h"

#include "domain/formats/keycloak/KeycloakConsent.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/rules/RuleText.h"
#include "servers/http/HttpText.h"
#include "servers/keycloak/KeycloakDifference.h"
#include "servers/keycloak/KeycloakNeeds.h"
#include "servers/keycloak/KeycloakReading.h"
#include "servers/keycloak/KeycloakSecretTimes.h"
#include "servers/keycloak/KeycloakWriting.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct KeycloakConnectionText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakConnection)
};

/// Since it every realm has the client scope `basic`, which client applications need.
constexpr int oldestVersion = 25;

Error standsInAnotherCase(const QString &clientId)
{
    return {Error::Kind::Rule, KeycloakConnectionText::tr(
                                   "It is \"%1\" there, where capitals and small letters count. Take what "
                                   "is there, or rename one of them.")
                                   .arg(rules::shortened(clientId))};
}

}

KeycloakConnection::KeycloakConnection(ServerAccess access, const HttpPatience &patience)
    : m_admin(std::move(access), patience)
{
}

KeycloakAdmin &KeycloakConnection::admin()
{
    m_admin.setGoesOn(goesOn());
    return m_admin;
}

Result<QString> KeycloakConnection::test()
{
    admin();
    QStringList missing;
    return checkRealm()
        .and_then([this] { return missingRoles(); })
        .and_then([&](const QStringList &roles) {
            missing = roles;
            return version();
        })
        .transform([&](const QString &version) {
            const QString name = version.isEmpty() ? u"Keycloak"_s : u"Keycloak "_s + version;
            const QString &account = m_admin.account().name; // a token says nobody's
            const QString text =
                account.isEmpty()
                    ? KeycloakConnectionText::tr("%1, realm \"%2\".").arg(name, m_admin.server().realm)
                    : KeycloakConnectionText::tr("%1, realm \"%2\", as \"%3\".")
                          .arg(name, m_admin.server().realm, account);
            return (QStringList{text} + missing).join(u' ');
        });
}

Result<void> KeycloakConnection::checkRealm()
{
    const QString realm = m_admin.server().realm;
    if (realm.isEmpty()) {
        return fail(
            Error::Kind::Rule,
            KeycloakConnectionText::tr("Keycloak has its client applications in realms. Say which one."),
            u"realm"_s);
    }
    HttpRequest request{.url = m_admin.at({u"realms"_s, realm}), .answer = HttpRequest::Answer::Any};
    return m_admin.sendPlain(request).and_then([&](const HttpAnswer &answer) -> Result<void> {
        const Json said = answer.content().value_or(Json());
        if (answer.isSuccess() && json::textAt(said, "realm") == realm)
            return {};
        const QString server = serverOf(QUrl(m_admin.server().url));
        if (answer.status == 404 && json::textAt(said, "error").contains("Realm"_L1)) {
            return fail(
                Error::Kind::Unreachable,
                KeycloakConnectionText::tr("Keycloak at %1 has no realm \"%2\". Upper and lower case count. "
                                           "Change the realm under Settings > Servers.")
                    .arg(server, realm),
                u"realm"_s);
        }
        if (answer.status >= 500)
            return std::unexpected(errorOf(answer));
        return fail(
            Error::Kind::Unreachable,
            KeycloakConnectionText::tr("There is no Keycloak at \"%1\" (%2). Check the base URL: older ones "
                                       "need /auth behind their name.")
                .arg(m_admin.server().url)
                .arg(answer.status),
            u"url"_s);
    });
}

/// Without a role to read, Keycloak says 200 and an empty list, as if there were nothing.
Result<QStringList> KeycloakConnection::missingRoles()
{
    using namespace keycloak;
    return m_admin.content({.path = {u"clients"_s}, .query = {{u"first"_s, u"0"_s}, {u"max"_s, u"1"_s}}})
        .and_then([this](const Json &clients) -> Result<QStringList> {
            if (!clients.is_array() || clients.empty())
                return std::unexpected(m_admin.missingRole(role::viewClients));
            QStringList missing;
            const auto lacks = [&](const char *name, const QString &text) {
                missing << text.arg(QLatin1StringView(name));
            };
            if (valueOf(valueOf(clients.front(), "access"), "manage") == Json(false)) {
                lacks(role::manageClients,
                      KeycloakConnectionText::tr(
                          "The role \"%1\" is missing, without which nothing can be pushed."));
            }
            const auto mayText = mayChangeTexts();
            if (!mayText)
                return std::unexpected(mayText.error());
            if (!*mayText) {
                lacks(role::manageRealm,
                      KeycloakConnectionText::tr("The role \"%1\" is missing, without which languages and "
                                                 "consent texts cannot be pushed."));
            }
            const auto mayUser = mayChangeUsers();
            if (!mayUser)
                return std::unexpected(mayUser.error());
            if (!*mayUser) {
                lacks(role::manageUsers, KeycloakConnectionText::tr(
                                             "The role \"%1\" is missing, without which client "
                                             "applications that have a service account cannot be pushed."));
            }
            return missing;
        });
}

/// Takes nothing away: nobody has such a text. A look at the realm says nothing of changing it.
Result<bool> KeycloakConnection::mayChangeTexts()
{
    return m_admin
        .send({.method = "DELETE",
               .path = {u"localization"_s, u"en"_s, keycloak::localizationPrefix + u"test"_s},
               .role = nullptr})
        .transform([](const HttpAnswer &answer) { return answer.status != 403; });
}

/// Makes nobody: a user without a name is refused, but only to who may make one.
Result<bool> KeycloakConnection::mayChangeUsers()
{
    return m_admin.send({.method = "POST", .path = {u"users"_s}, .body = Json::object(), .role = nullptr})
        .transform([](const HttpAnswer &answer) { return answer.status != 403; });
}

/// Empty where Keycloak does not tell it to this account.
Result<QString> KeycloakConnection::version()
{
    return m_admin.authorization()
        .and_then([this](const HttpAuthorization &authorization) {
            return m_admin.sendPlain(
                {.url = m_admin.at({u"admin"_s, u"serverinfo"_s}), .authorization = authorization});
        })
        .and_then([](const HttpAnswer &answer) -> Result<QString> {
            const auto said = answer.content();
            const QString version =
                said ? json::textAt(keycloak::valueOf(*said, "systemInfo"), "version") : QString();
            bool isNumber = false;
            const int major = version.section(u'.', 0, 0).toInt(&isNumber);
            if (isNumber && major < oldestVersion) {
                return fail(
                    Error::Kind::Unreachable,
                    KeycloakConnectionText::tr("This is Keycloak %1, which is too old: Gatehouse needs %2 or "
                                               "newer.")
                        .arg(version)
                        .arg(oldestVersion));
            }
            return version;
        });
}

Result<void> KeycloakConnection::read(QIODevice &document, const QStringList &clientIds,
                                      const Progress &progress)
{
    return KeycloakReading(admin(), document).read(clientIds, progress);
}

Result<QList<ServerStep>> KeycloakConnection::missing(const ServerNeeds &needs)
{
    return KeycloakNeeds(admin()).missing(needs);
}

Result<void> KeycloakConnection::make(const ServerStep &step)
{
    return KeycloakNeeds(admin()).make(step);
}

/// The text that is shown is that of the realm, where there is one in several languages.
void KeycloakConnection::fit(Json &after, const ClientApplication &client, const ServerNeeds &needs) const
{
    Q_UNUSED(needs)
    const auto attributes = after.find("attributes");
    if (client.isMachineToMachine() || attributes == after.end() ||
        keycloak::localizedTexts(client).isEmpty())
        return;
    (*attributes)[keycloak::displayOnConsent] = "true";
    (*attributes)[keycloak::consentText] = json::fromText(u"${%1}"_s.arg(keycloak::localizationKey(client)));
}

Result<QHash<QString, Error>> KeycloakConnection::refusedAdditions(const QStringList &clientIds)
{
    if (clientIds.size() > KeycloakReading::mostNamed) // all were read
        return QHash<QString, Error>();
    QList<KeycloakCall> calls;
    for (const QString &clientId : clientIds)
        calls << KeycloakCall{.path = {u"clients"_s},
                              .query = {{u"clientId"_s, clientId}, {u"search"_s, u"true"_s}}};
    return admin().contents(calls).transform([&](const QList<Json> &lists) {
        QHash<QString, Error> refused;
        for (qsizetype index = 0; index < lists.size(); ++index) {
            const QString &clientId = clientIds.at(index);
            for (const Json &client : lists.at(index)) {
                const QString there = json::textAt(client, "clientId");
                if (there != clientId && there.compare(clientId, Qt::CaseInsensitive) == 0)
                    refused.insert(clientId, standsInAnotherCase(there));
            }
        }
        return refused;
    });
}

QStringList KeycloakConnection::sideEffects(const Json &before, const Json &after, bool sendsSecret) const
{
    const bool isPut =
        before.is_object() && (sendsSecret || !keycloak::changeOf(before, after, false).members.empty());
    return isPut ? keycloak::forgottenOf(before) : QStringList();
}

Result<ServerWritten> KeycloakConnection::write(const ServerWrite &change)
{
    admin().forgetChanges();
    return KeycloakWriting(admin(), change).write();
}

}
