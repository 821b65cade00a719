#include "domain/servers/ServerNames.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct ServerText
{
    Q_DECLARE_TR_FUNCTIONS(Server)
};

template<typename Value>
struct Named
{
    Value value;
    QLatin1StringView name;
    const char *label; ///< to be translated
};

constexpr std::array kinds{
    Named{ServerKind::Keycloak, "keycloak"_L1, QT_TRANSLATE_NOOP("Server", "Keycloak")},
    Named{ServerKind::Hydra, "hydra"_L1, QT_TRANSLATE_NOOP("Server", "Ory Hydra")},
    Named{ServerKind::Glewlwyd, "glewlwyd"_L1, QT_TRANSLATE_NOOP("Server", "Glewlwyd")},
    Named{ServerKind::Registration, "registration"_L1,
          QT_TRANSLATE_NOOP("Server", "OpenID dynamic registration")},
    Named{ServerKind::File, "file"_L1, QT_TRANSLATE_NOOP("Server", "File")},
};

constexpr std::array signIns{
    Named{ServerSignIn::Nothing, "nothing"_L1, QT_TRANSLATE_NOOP("Server", "Nothing")},
    Named{ServerSignIn::ClientCredentials, "client_credentials"_L1,
          QT_TRANSLATE_NOOP("Server", "Client credentials")},
    Named{ServerSignIn::Password, "password"_L1, QT_TRANSLATE_NOOP("Server", "User and password")},
    Named{ServerSignIn::BearerToken, "bearer_token"_L1, QT_TRANSLATE_NOOP("Server", "Bearer token")},
};

template<typename Value, std::size_t size>
const Named<Value> &entryOf(const std::array<Named<Value>, size> &all, Value value)
{
    return *std::ranges::find(all, value, &Named<Value>::value);
}

template<typename Value, std::size_t size>
std::optional<Value> byName(const std::array<Named<Value>, size> &all, const QString &name)
{
    const auto found = std::ranges::find(all, name, &Named<Value>::name);
    return found == all.end() ? std::nullopt : std::optional(found->value);
}

}

QString enumText(ServerKind kind)
{
    return entryOf(kinds, kind).name;
}

template<>
std::optional<ServerKind> enumFrom(const QString &name)
{
    return byName(kinds, name);
}

const QList<ServerKind> &serverKinds()
{
    static const QList<ServerKind> all = [] {
        QList<ServerKind> values;
        std::ranges::transform(kinds, std::back_inserter(values), &Named<ServerKind>::value);
        return values;
    }();
    return all;
}

QString labelOf(ServerKind kind)
{
    return ServerText::tr(entryOf(kinds, kind).label);
}

QString enumText(ServerSignIn signIn)
{
    return entryOf(signIns, signIn).name;
}

template<>
std::optional<ServerSignIn> enumFrom(const QString &name)
{
    return byName(signIns, name);
}

QString labelOf(ServerSignIn signIn)
{
    return ServerText::tr(entryOf(signIns, signIn).label);
}

QList<ServerSignIn> signInsOf(ServerKind kind)
{
    switch (kind) {
    case ServerKind::Keycloak:
        return {ServerSignIn::ClientCredentials, ServerSignIn::Password, ServerSignIn::BearerToken};
    case ServerKind::Hydra:
        return {ServerSignIn::Nothing, ServerSignIn::BearerToken};
    case ServerKind::Glewlwyd:
        return {ServerSignIn::Password};
    case ServerKind::Registration:
        return {ServerSignIn::BearerToken, ServerSignIn::Nothing};
    case ServerKind::File:
        break;
    }
    return {ServerSignIn::Nothing};
}

bool hasAccount(ServerSignIn signIn)
{
    return signIn == ServerSignIn::ClientCredentials || signIn == ServerSignIn::Password;
}

}
