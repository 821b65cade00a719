#include "domain/rules/secrets/SecretText.h"

#include "domain/explain/masking/SecretLooks.h"
#include "domain/explain/masking/SecretParameters.h"
#include "domain/rules/secrets/SecretName.h"

#include <QByteArray>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

constexpr std::size_t shortest = 8;

/// Letters, digits and what holds names and addresses together: nothing that could stand between the name of
/// a secret and the secret, as a space or a percent sign. A JSON Web Token has no more either.
bool isOfName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:").contains(c);
}

/// In PEM.
bool isArmoredKey(const std::string &text)
{
    return text.contains("-----BEGIN") && text.contains("PRIVATE KEY-----");
}

/// As Keycloak and others keep one without its armour: PKCS#1, PKCS#8, SEC 1 and PKCS#12 begin with a version
/// number, which certificates and public keys do not.
bool isBareKey(const std::string &text)
{
    constexpr std::size_t least = 64;
    constexpr char sequence = 0x30;
    if (text.size() < least || !text.starts_with('M'))
        return false;
    const auto decoded =
        QByteArray::fromBase64Encoding(QByteArray::fromStdString(text).simplified().replace(' ', ""),
                                       QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray &der = decoded.decoded;
    if (!decoded || der.size() < 8 || der.at(0) != sequence)
        return false;
    const int lengthBytes = uchar(der.at(1)) < 0x80 ? 0 : uchar(der.at(1)) & 0x7f;
    const QByteArrayView version =
        QByteArrayView(der).sliced(std::min<qsizetype>(2 + lengthBytes, der.size() - 3), 3);
    return version[0] == 2 && version[1] == 1 && version[2] <= 3;
}

/// What SecretLooks would mask, but for a user name alone, for prose (`Basic information`), and for what is
/// filled in elsewhere.
bool wouldBeMasked(QString text)
{
    static const QRegularExpression filledIn(
        uR"re(\$\{[^}]*\}|\$\([^)]*\)|#\{[^}]*\}|\{\{[^}]*\}\}|<[^>]*>|\*+)re"_s);
    static const QRegularExpression prose(
        uR"re(\b(?i:basic|bearer|dpop)(?=\s+[A-Za-z]?[a-z\-]{1,20}(?:[\s,.;:!?)]|\z)))re"_s);
    static const QRegularExpression userName(uR"re((?<=://)[^/?#@:\s]{1,19}@)re"_s);
    text.replace(filledIn, explain::mask);
    text.remove(userName);
    text.remove(prose);
    return explain::withMaskedLooks(text) != text;
}

/// `?access_token=...`, `;Password=...`
bool holdsNamedSecret(const QString &text)
{
    static const QRegularExpression parameter(
        uR"re((?:^|[?&;,#\s])([A-Za-z][A-Za-z0-9_.\-]{0,63})=([^&;,#\s"'<>]+))re"_s);
    if (!text.contains(u'='))
        return false;
    for (const QRegularExpressionMatch &match : parameter.globalMatch(text)) {
        if (isSecretByName(match.captured(1).toStdString(), match.captured(2).toStdString()))
            return true;
    }
    return false;
}

}

bool isSecretByLook(const std::string &text)
{
    if (text.size() < shortest)
        return false;
    if (isArmoredKey(text) || isBareKey(text))
        return true;
    if (std::ranges::all_of(text, isOfName) && !text.contains("eyJ"))
        return false; // most settings, and what follows takes ten times longer
    const QString whole = QString::fromStdString(text);
    return wouldBeMasked(whole) || holdsNamedSecret(whole);
}

}
