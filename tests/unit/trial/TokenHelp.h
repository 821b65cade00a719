#pragma once

#include "certificates/TokenSignature.h"
#include "domain/json/JsonText.h"

#include <QByteArray>

/// Keys and tokens to test with.
namespace gatehouse::test {

inline QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// RFC 7515 A.3.1.
inline const QByteArray ecKey = R"({"kty":"EC","crv":"P-256","kid":"ec",
    "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    "d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"})";
/// RFC 8037 A.1.
inline const QByteArray edwardsKey = R"({"kty":"OKP","crv":"Ed25519","kid":"ed",
    "d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";

inline json::Json publicPart(const QByteArray &key)
{
    json::Json json = json::Json::parse(key.toStdString());
    json.erase("d");
    return json;
}

/// Signed by the key, whatever the header says.
inline QByteArray signedToken(const QByteArray &header, const QByteArray &claims,
                              const QByteArray &key = ecKey)
{
    const QByteArray text = base64Url(header) + '.' + base64Url(claims);
    const SecretBytes secret = secretCopy(key);
    const auto signer = tokensignature::signer(secret);
    return text + '.' + base64Url(tokensignature::sign(secret, signer->algorithm, text).value_or("none"));
}

inline QByteArray signedToken(const json::Json &claims)
{
    return signedToken(R"({"alg":"ES256","kid":"ec"})", QByteArray::fromStdString(claims.dump()));
}

}
