#pragma once

#include "domain/rules/FieldRules.h"

#include <QString>

/// Public keys of client applications as JSON Web Keys (RFC 7517, RFC 7518 6).
namespace gatehouse::rules {

struct KeyFacts
{
    QString id;         ///< `kid`; may be empty
    QString algorithm;  ///< `alg`; may be empty
    QString kind;       ///< as "RSA, 2048 bits" or "EC, P-256"
    QString thumbprint; ///< RFC 7638, SHA-256 as base64url; empty where the key is not whole
    QString fault;      ///< why nothing can be checked with it; empty: it is whole
};

/// Of the text of a JSON Web Key.
KeyFacts keyFacts(const QString &key);

/// Refuses what is no JSON object, and what holds a private or shared key.
Findings checkNothingPrivate(const QString &key);

/// Refuses that, too; a short RSA key is a risk. One that is not whole is kept: see KeyFacts::fault.
Findings checkPublicKey(const QString &key);

/// Whether it is a member that only the owner of the private key may know (RFC 7518 6.2.2, 6.3.2, 6.4).
bool isPrivateMember(std::string_view name);

}
