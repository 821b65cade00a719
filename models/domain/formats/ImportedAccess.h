#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

namespace gatehouse {

/// The end of a secret, in seconds since 1970, is no later than 9999-12-31T23:59:59Z.
inline constexpr qint64 lastMoment = 253402300799;

/// A JSON Web Key of nothing but the certificate (RFC 7517 4.7) or public key in a text, in PEM or its base64
/// alone, which stands for its key until the import is planned.
json::Json certificateAlone(const QString &text);

/// Takes what an imported client application may do, and its secret, from the names that the formats share
/// (RFC 7591 2). `property` is what the file calls it.
class ImportedAccess
{
public:
    explicit ImportedAccess(ImportedClient &imported) : m_imported(imported), m_client(imported.client) {}

    /// `authorization_code`, `client_credentials` or both, and `refresh_token`; the error refuses the client
    /// that has neither. Others are told, and are Other settings where the format keeps these.
    Result<void> takeGrantTypes(const QStringList &types, const QString &property);
    /// A grant type or response type that stays under Other settings.
    void tellOfOtherGrant(const QString &type, const QString &property);
    /// Default resources, `openid`, `offline_access`, and the rest as API scopes, of which the planner takes
    /// out those that are custom resources. After takeGrantTypes().
    void takeScopes(const QStringList &scopes, const QString &property);
    /// The same of a format in which no scope means none, instead of all that the server has.
    void takeAllScopes(const std::optional<QStringList> &scopes, const QString &property);
    /// By its name in RFC 7591 2, `client_secret_basic` and others.
    void takeAuthentication(const QString &method);
    /// Public keys, each as a JSON Web Key; the private part of one is left out and told.
    void takeKeys(const json::Json &keys, const QString &property);
    /// One secret in clear. A mask and a placeholder stand for one that only the server knows; what no client
    /// can send is left out and told. `expires` may be invalid: never.
    void takeSecret(const QByteArray &secret, const QDateTime &expires, const QDateTime &now,
                    const QString &property);

    /// The file has no secret, but the server does. `text` says why.
    void takeServersSecret(const QString &property, const QString &text);

    /// What the file says of a field, where it does.
    template<typename T>
    void take(ClientField field, T &member, const std::optional<T> &value)
    {
        if (!value)
            return;
        member = *value;
        m_imported.named << field;
    }
    /// An empty one says no more than none at all.
    void takeTitle(const std::optional<QString> &title);
    /// After a list was taken, of which some may have been left out and told: what is entered here instead is
    /// never overwritten by the `rest`.
    void nameList(ClientField field, const QString &property, qsizetype rest, bool isWhole);
    /// Says what a list holds more than once, and is taken of it as once.
    void noteRepeated(const QStringList &said, const QString &property);
    /// A new client application comes in disabled; in one that exists, that is not what the file says.
    void disable(const QString &property, const QString &text);

    void lose(const QString &property, const QString &text);
    std::unexpected<Error> refuse(const QString &property, const QString &text) const;
    /// What Gatehouse has no client applications of.
    std::unexpected<Error> refuseKind(const QString &property, const QString &text);
    /// `flow` is the server's name of it.
    std::unexpected<Error> refuseImplicit(const QString &property,
                                          const QString &flow = QStringLiteral("implicit")) const;

private:
    bool isMachine() const { return m_client.grantType == GrantType::ClientCredentials; }
    void distribute(QStringList scopes, const QString &property);
    void supportApiAlone();
    void takeMachineScopes(const QStringList &scopes, const QString &property);
    void takeUserScopes(const QStringList &scopes, const QString &property);

    ImportedClient &m_imported;
    ClientApplication &m_client;
};

}
