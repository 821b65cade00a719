#include "domain/explain/ServerHabits.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

struct ServerHabitsText
{
    Q_DECLARE_TR_FUNCTIONS(ServerHabits)
};

ServerHabits standard()
{
    return {.kind = JudgedAs::Standard,
            .name = u"standard"_s,
            .localhostPort = Habit::Differs,
            .missingRedirect = Habit::Differs,
            .openIdMissing = Habit::Differs,
            .promptNoneAndMore = Habit::Differs,
            .plainPkce = Habit::Differs,
            .otherSecretPlace = Habit::Differs,
            .secretTwice = Habit::Differs};
}

ServerHabits keycloak()
{
    return {.kind = JudgedAs::Keycloak,
            .name = u"keycloak"_s,
            .wildcards = true,
            .localhostPort = Habit::Takes,
            .missingRedirect = Habit::Takes,
            .openIdUnsupported = Habit::Takes,
            .promptNoneAndMore = Habit::Takes,
            .plainPkce = Habit::Takes,
            .secretOfPublic = Habit::Takes,
            .secretTwice = Habit::Takes,
            .emptyIsSent = true};
}

ServerHabits oidcProvider()
{
    return {.kind = JudgedAs::OidcProvider,
            .name = u"oidc-provider"_s,
            .localhostPort = Habit::Takes,
            .missingRedirect = Habit::Takes,
            .missingRedirectOpenId = Habit::Takes,
            .unknownScope = Habit::Takes,
            .offlineAccess = Habit::Takes};
}

ServerHabits hydra()
{
    return {.kind = JudgedAs::Hydra,
            .name = u"hydra"_s,
            .missingRedirect = Habit::Takes,
            .requiredPkce = Habit::Differs,
            .otherSecretPlace = Habit::Refuses,
            .logoutWithoutHint = Habit::Refuses,
            .leastState = 8};
}

ServerHabits glewlwyd()
{
    return {.kind = JudgedAs::Glewlwyd,
            .name = u"glewlwyd"_s,
            .anyClientIdCase = Habit::Takes,
            .loopbackPort = Habit::Refuses,
            .openIdMissing = Habit::Differs,
            .scopeBesideAllowed = Habit::Takes,
            .scopeMissing = Habit::Refuses,
            .nonceMissing = Habit::Refuses,
            .promptNoneAndMore = Habit::Differs,
            .plainPkce = Habit::Differs,
            .requiredPkce = Habit::Differs,
            .otherSecretPlace = Habit::Refuses,
            .secretTwice = Habit::Takes,
            .logoutWithoutHint = Habit::Refuses};
}

ServerHabits identityServer()
{
    return {.kind = JudgedAs::IdentityServer,
            .name = u"identityserver"_s,
            .anyCase = Habit::Differs,
            .loopbackPort = Habit::Differs,
            .scopeMissing = Habit::Refuses,
            .secretOfPublic = Habit::Takes,
            .secretTwice = Habit::Takes,
            .logoutWithoutHint = Habit::Refuses};
}

/// Formats of the same servers.
constexpr std::array otherNames{std::pair{"rfc7591"_L1, JudgedAs::Standard},
                                std::pair{"skoruba"_L1, JudgedAs::IdentityServer}};

}

QString titleOf(JudgedAs kind)
{
    switch (kind) {
    case JudgedAs::Standard:
        return ServerHabitsText::tr("Any server, by the standards");
    case JudgedAs::Keycloak:
        return u"Keycloak"_s;
    case JudgedAs::OidcProvider:
        return u"oidc-provider"_s;
    case JudgedAs::Hydra:
        return u"Ory Hydra"_s;
    case JudgedAs::Glewlwyd:
        return u"Glewlwyd"_s;
    case JudgedAs::IdentityServer:
        break;
    }
    return u"IdentityServer"_s;
}

const QList<ServerHabits> &allServerHabits()
{
    static const QList<ServerHabits> all{standard(), keycloak(), oidcProvider(),
                                         hydra(),    glewlwyd(), identityServer()};
    return all;
}

const ServerHabits &habitsOf(JudgedAs kind)
{
    return *std::ranges::find(allServerHabits(), kind, &ServerHabits::kind);
}

const ServerHabits *habitsByName(const QString &name)
{
    const QList<ServerHabits> &all = allServerHabits();
    const auto found = std::ranges::find(all, name, &ServerHabits::name);
    if (found != all.end())
        return &*found;
    for (const auto &[other, kind] : otherNames) {
        if (name == other)
            return &habitsOf(kind);
    }
    return nullptr;
}

JudgedAs judgedAs(const Server &server)
{
    const ServerHabits *habits = habitsByName(formatOf(server));
    return habits ? habits->kind : JudgedAs::Standard;
}

QStringList judgedAsNames()
{
    QStringList names;
    for (const ServerHabits &habits : allServerHabits())
        names << habits.name;
    for (const auto &[other, kind] : otherNames)
        names << QString(other);
    return names;
}

}
