#include "domain/formats/keycloak/KeycloakClientParts.h"

#include "domain/formats/KeptSettings.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/rules/FieldRules.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::keycloak {

namespace {

using json::Json;

constexpr const char *redirectsName = "redirectUris";
constexpr const char *originsName = "webOrigins";
constexpr const char *alwaysName = "defaultClientScopes";
constexpr const char *askedName = "optionalClientScopes";

QStringList namesIn(const Json &object, const char *name)
{
    const auto list = object.find(name);
    return list == object.end() ? QStringList() : json::read<QStringList>(*list, {}).value_or(QStringList());
}

QStringList united(QStringList names, const QStringList &others)
{
    names += others;
    names.removeDuplicates();
    return names;
}

/// Puts what our writer says and what was kept together, where Keycloak makes one of several properties.
class Restored
{
public:
    Restored(Json &object, const ClientApplication &client)
        : m_object(object), m_said(object), m_client(client)
    {
        kept::restore(object, client, u"keycloak"_s);
    }

    void settle()
    {
        settleRedirects();
        settleOrigins();
        settleScopes();
        settleAttributes();
        settleServiceAccount();
        dropMask();
    }

private:
    std::optional<kept::Spelling> spelling(const char *name) const
    {
        return kept::spellingOf(m_client, u"keycloak"_s, '/' + std::string(name));
    }

    /// The names in the list as it was said when the client application was taken.
    QStringList then(const char *name) const
    {
        const auto known = spelling(name);
        return known ? json::read<QStringList>(known->said, {}).value_or(QStringList())
                     : namesIn(m_said, name);
    }

    bool isAsTaken(const char *name) const { return namesIn(m_said, name) == then(name); }

    bool wasAbsent(const char *name) const
    {
        const auto known = spelling(name);
        return known && known->there.is_null();
    }

    QString resolvedHere(const QString &uri) const
    {
        return resolved(uri, json::textAt(m_object, "rootUrl"));
    }

    /// Other settings of a machine may hold some: once it is no machine, the field alone counts.
    void settleRedirects()
    {
        if (m_client.isMachineToMachine() || !m_object.contains(redirectsName))
            return;
        QStringList redirects = namesIn(m_object, redirectsName);
        redirects.removeIf(
            [&](const QString &uri) { return !m_client.loginRedirects.contains(resolvedHere(uri)); });
        m_object[redirectsName] = json::texts(redirects);
    }

    /// The origins of all redirects, as long as none of them was taken away here.
    void settleOrigins()
    {
        if (!namesIn(m_object, originsName).contains(originsOfRedirects) || isAsTaken(originsName))
            return;
        const auto isMissing = [&](const QString &uri) {
            const QString origin = originOf(resolvedHere(uri));
            return !origin.isEmpty() && !m_client.allowedCorsOrigins.contains(origin);
        };
        if (std::ranges::any_of(m_client.loginRedirects, isMissing))
            m_object[originsName] = m_said[originsName];
    }

    /// Keycloak gives a client scope always or when asked for, but not both, and takes an absent list for an
    /// empty one where it has the other.
    void settleScopes()
    {
        if (wasAbsent(alwaysName) && wasAbsent(askedName) &&
            m_object.contains(alwaysName) != m_object.contains(askedName))
            sayScopesOfRealm();
        if (isAsTaken(alwaysName) && isAsTaken(askedName))
            return;
        const QStringList now = united(namesIn(m_said, alwaysName), namesIn(m_said, askedName));
        QStringList gone = united(then(alwaysName), then(askedName));
        gone.removeIf([&](const QString &name) { return now.contains(name); });
        const QStringList always = leave(alwaysName, gone);
        leave(askedName, gone + always);
    }

    void sayScopesOfRealm()
    {
        QStringList always = namesIn(m_said, alwaysName);
        for (const QLatin1StringView name : newRealmScopes) {
            if (isBuiltInScope(QString(name)))
                always << name;
        }
        always.removeDuplicates();
        m_object[alwaysName] = json::texts(always);
        QStringList asked = namesIn(m_said, askedName);
        for (const QLatin1StringView name : newRealmOptionalScopes)
            asked << name;
        asked.removeDuplicates();
        m_object[askedName] = json::texts(asked);
    }

    QStringList leave(const char *name, const QStringList &gone)
    {
        if (!m_object.contains(name))
            return {};
        QStringList left = namesIn(m_object, name);
        left.removeIf([&](const QString &scope) { return gone.contains(scope); });
        m_object[name] = json::texts(left);
        return left;
    }

    void settleAttributes()
    {
        Json &attributes = m_object["attributes"];
        const Json &said = m_said["attributes"];
        if (attributes.contains(keys) && said.contains(keys))
            attributes[useKeys] = said[useKeys];
    }

    /// Partial import makes none by itself.
    void settleServiceAccount()
    {
        if (!m_client.usesClientCredentials())
            m_object.erase(serviceAccountUser);
        else if (!m_object.contains(serviceAccountUser) || !m_object[serviceAccountUser].contains("username"))
            m_object[serviceAccountUser] = m_said[serviceAccountUser];
    }

    /// Keycloak would take it for the secret itself.
    void dropMask()
    {
        const QString secret = json::textAt(m_object, "secret");
        if (std::ranges::all_of(secret, [](QChar c) { return c == u'*'; }))
            m_object.erase("secret");
    }

    Json &m_object;
    const Json m_said;
    const ClientApplication &m_client;
};

}

void restoreKept(Json &representation, const ClientApplication &client)
{
    Restored(representation, client).settle();
}

}
