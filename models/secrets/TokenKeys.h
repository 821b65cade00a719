#pragma once

#include "domain/Error.h"
#include "domain/json/JsonText.h"
#include "secrets/SecretBytes.h"

namespace gatehouse {

/// Signatures of JSON Web Tokens (RFC 7515, RFC 7518 3, RFC 8037 3.1).
class TokenKeys
{
public:
    enum class Check {
        Valid,
        Invalid,
        UnknownAlgorithm, ///< none, one with a shared secret, or one that is not known
        UnfitKey,         ///< of another kind than the algorithm's, too short, or not whole
    };

    /// What signs, without the key itself.
    struct Signer
    {
        QByteArray algorithm; ///< `RS256`
        QString publicKey;    ///< JSON Web Key
        QString keyId;        ///< as the private key says it; empty: it does not
    };

    virtual ~TokenKeys() = default;

    /// `key` is one JSON Web Key; the algorithm is the token's, and only a key of its kind is asked.
    virtual Check check(const json::Json &key, const QByteArray &algorithm, QByteArrayView text,
                        QByteArrayView signature) = 0;

    /// Of a private key: PEM (PKCS#8, PKCS#1 or SEC 1) without passphrase, or a JSON Web Key. Refused: what
    /// is none, and a kind that JSON Web Tokens are not signed with.
    virtual Result<Signer> signer(const SecretBytes &privateKey) = 0;
    virtual Result<QByteArray> sign(const SecretBytes &privateKey, const QByteArray &algorithm,
                                    QByteArrayView text) = 0;
};

}
