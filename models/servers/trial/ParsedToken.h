#pragma once

#include "domain/json/JsonText.h"
#include "secrets/SecretBytes.h"

namespace gatehouse::trial {

/// A token taken apart (RFC 7515 3.1, RFC 7516 3.1). Nothing in it is believed yet.
struct ParsedToken
{
    enum class Form {
        Opaque,    ///< for the server alone to read
        Signed,    ///< three parts, or meant to be: see `fault`
        Encrypted, ///< five parts: for whoever has the key
    };

    Form form = Form::Opaque;
    json::Json header = json::Json::object();
    json::Json claims = json::Json::object();
    QByteArray signedText; ///< what the signature is of
    QByteArray signature;
    QString fault; ///< why it cannot be read; empty: it can

    QByteArray algorithm() const;
    QByteArray keyId() const;
};

inline constexpr qsizetype longestToken = 256 * 1024; ///< bytes

ParsedToken parsedToken(const SecretBytes &token);

}
