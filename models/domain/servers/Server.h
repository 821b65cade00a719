#pragma once

#include "domain/Field.h"

#include <QByteArray>
#include <QString>

namespace gatehouse {

/// What kind of authorization server, and so by which interface it is read and written.
enum class ServerKind {
    Keycloak,     ///< its admin REST API
    Hydra,        ///< its admin API
    Glewlwyd,     ///< its admin API
    Registration, ///< OpenID dynamic registration: RFC 7591 with RFC 7592
    File,         ///< a file in a server's format, which somebody else brings there
};

/// How Gatehouse signs in there.
enum class ServerSignIn {
    Nothing,           ///< the network guards it, or it is a file
    ClientCredentials, ///< RFC 6749 4.4, of a client that may administrate
    Password,          ///< user and password
    BearerToken,       ///< RFC 6750; for registration an initial access token (RFC 7591 3)
};

/// An authorization server that Gatehouse talks to.
struct Server
{
    QString key; ///< empty or chosen beforehand until first stored
    int version = 0;
    QString name; ///< as people call it; unique whatever the case
    ServerKind kind = ServerKind::Keycloak;
    QString url;    ///< of its base; of a file its path
    QString realm;  ///< of Keycloak
    QString format; ///< of a file, by ClientFormat::name()
    ServerSignIn signIn = ServerSignIn::Nothing;
    QString account;     ///< client ID or user name there
    QByteArray sealed;   ///< secret, password or token as SecretCipher made it; empty: none
    QString certificate; ///< PEM of an own authority; empty: those that the system trusts
    /// secretPurpose() of the server that `sealed` was made for: what was read from the database, or sealed
    /// since. Not stored; empty where nothing is sealed.
    QString sealedFor = {};
    /// Sealed for the same, where there is no secret: that it is what somebody with the encryption key saved.
    /// Empty: nothing says so.
    QByteArray proof = {};

    bool operator==(const Server &) const = default;
};

QString enumText(ServerKind kind);     ///< `keycloak`
QString enumText(ServerSignIn signIn); ///< `client_credentials`
template<>
std::optional<ServerKind> enumFrom(const QString &name);
template<>
std::optional<ServerSignIn> enumFrom(const QString &name);

template<>
struct FieldMember<Server>
{
    using Type =
        std::variant<QString Server::*, QByteArray Server::*, ServerKind Server::*, ServerSignIn Server::*>;
};

/// None of it stands in files.
template<>
struct FieldTable<Server>
{
    static constexpr QLatin1StringView name{"server"};
    static constexpr const char *title = QT_TRANSLATE_NOOP("Field", "Server \"%1\"");
    static constexpr std::array fields{
        Field<Server>{"name", QT_TRANSLATE_NOOP("Field", "Name"), &Server::name, nullptr},
        Field<Server>{"kind", QT_TRANSLATE_NOOP("Field", "Kind"), &Server::kind, nullptr},
        Field<Server>{"url", QT_TRANSLATE_NOOP("Field", "Base URL or file"), &Server::url, nullptr},
        Field<Server>{"realm", QT_TRANSLATE_NOOP("Field", "Realm"), &Server::realm, nullptr},
        Field<Server>{"format", QT_TRANSLATE_NOOP("Field", "Format"), &Server::format, nullptr},
        Field<Server>{"sign_in", QT_TRANSLATE_NOOP("Field", "Sign in by"), &Server::signIn, nullptr},
        Field<Server>{"account", QT_TRANSLATE_NOOP("Field", "Client ID or user name"), &Server::account,
                      nullptr},
        Field<Server>{"secret", QT_TRANSLATE_NOOP("Field", "Secret"), &Server::sealed, nullptr,
                      Telling::Fingerprint, "sealed"},
        Field<Server>{"certificate", QT_TRANSLATE_NOOP("Field", "Certificate authority"),
                      &Server::certificate, nullptr, Telling::Fingerprint},
        Field<Server>{"proof", "", &Server::proof, nullptr, Telling::Nothing},
    };
};

/// The format in which it tells and takes client applications.
inline QString formatOf(const Server &server)
{
    using namespace Qt::StringLiterals;
    switch (server.kind) {
    case ServerKind::Keycloak:
        return u"keycloak"_s;
    case ServerKind::Hydra:
        return u"hydra"_s;
    case ServerKind::Glewlwyd:
        return u"glewlwyd"_s;
    case ServerKind::Registration:
        return u"rfc7591"_s;
    case ServerKind::File:
        break;
    }
    return server.format;
}

}
