#include "servers/trial/ParsedToken.h"

#include "servers/trial/TrialText.h"

namespace gatehouse::trial {

namespace {

using json::Json;

constexpr qsizetype signedParts = 3;
constexpr qsizetype encryptedParts = 5;

QList<QByteArrayView> partsOf(QByteArrayView token)
{
    QList<QByteArrayView> parts;
    for (qsizetype dot = token.indexOf('.'); dot >= 0 && parts.size() < encryptedParts;
         dot = token.indexOf('.')) {
        parts << token.first(dot);
        token = token.sliced(dot + 1);
    }
    return parts << token;
}

/// Base64url without padding (RFC 7515 2); nothing where it is none.
std::optional<QByteArray> decodedPart(QByteArrayView part)
{
    if (part.contains('='))
        return {};
    auto decoded = QByteArray::fromBase64Encoding(
        part.toByteArray(), QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return {};
    return decoded.decoded;
}

/// Null where it is no JSON object.
Json objectIn(const std::optional<QByteArray> &part, QString &fault)
{
    if (!part) {
        fault = TrialText::tr("A part of the token is no base64url.");
        return {};
    }
    auto object = json::parse(*part);
    if (!object)
        fault = TrialText::tr("A part of the token is no JSON: %1").arg(object.error().text);
    else if (!object->is_object())
        fault = TrialText::tr("A part of the token is no JSON object.");
    return object && object->is_object() ? *object : Json();
}

/// Whether somebody meant it to be a JSON Web Token.
bool looksLikeHeader(const std::optional<QByteArray> &part)
{
    return part && part->trimmed().startsWith('{');
}

}

QByteArray ParsedToken::algorithm() const
{
    return json::textAt(header, "alg").toUtf8();
}

QByteArray ParsedToken::keyId() const
{
    return json::textAt(header, "kid").toUtf8();
}

ParsedToken parsedToken(const SecretBytes &token)
{
    ParsedToken parsed;
    const QByteArrayView text = viewOf(token);
    if (text.size() > longestToken) {
        parsed.fault = TrialText::tr("The token is larger than %1 KiB.").arg(longestToken / 1024);
        return parsed;
    }
    const QList<QByteArrayView> parts = partsOf(text);
    const auto header = decodedPart(parts.first());
    if ((parts.size() != signedParts && parts.size() != encryptedParts) || !looksLikeHeader(header))
        return parsed;
    parsed.form = parts.size() == signedParts ? ParsedToken::Form::Signed : ParsedToken::Form::Encrypted;
    const Json opened = objectIn(header, parsed.fault);
    if (!parsed.fault.isEmpty())
        return parsed;
    parsed.header = opened;
    if (parsed.form == ParsedToken::Form::Encrypted)
        return parsed;
    const Json claims = objectIn(decodedPart(parts.at(1)), parsed.fault);
    const auto signature = decodedPart(parts.at(2));
    if (!signature)
        parsed.fault = TrialText::tr("A part of the token is no base64url.");
    if (!parsed.fault.isEmpty())
        return parsed;
    parsed.claims = claims;
    parsed.signature = *signature;
    parsed.signedText = text.first(parts.at(0).size() + 1 + parts.at(1).size()).toByteArray();
    return parsed;
}

}
