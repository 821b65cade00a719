#include "domain/rules/JsonWebKey.h"

#include "domain/Digests.h"
#include "domain/json/JsonText.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/secrets/SecretSetting.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <bit>
#include <span>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

using json::Json;

constexpr std::array privateMembers{std::string_view("d"),   std::string_view("p"),  std::string_view("q"),
                                    std::string_view("dp"),  std::string_view("dq"), std::string_view("qi"),
                                    std::string_view("oth"), std::string_view("k")};

constexpr int leastRsaBits = 2048;

/// What makes a key of its kind, in the order of RFC 7638 3.2.
struct KeyKind
{
    const char *name;
    std::span<const char *const> members;
    const char *section;
};
constexpr std::array<const char *, 3> rsaMembers{"e", "kty", "n"};
constexpr std::array<const char *, 4> ecMembers{"crv", "kty", "x", "y"};
constexpr std::array<const char *, 3> okpMembers{"crv", "kty", "x"};
constexpr std::array keyKinds{KeyKind{"RSA", rsaMembers, "RFC 7518 6.3.1"},
                              KeyKind{"EC", ecMembers, "RFC 7518 6.2.1"},
                              KeyKind{"OKP", okpMembers, "RFC 8037 2"}};

bool isBase64Url(const QString &text)
{
    return !text.isEmpty() &&
           QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::Base64UrlEncoding |
                                                               QByteArray::AbortOnBase64DecodingErrors)
                   .decodingStatus == QByteArray::Base64DecodingStatus::Ok;
}

/// Of a number in base64url.
int bits(const QString &text)
{
    const QByteArray bytes = QByteArray::fromBase64(text.toLatin1(), QByteArray::Base64UrlEncoding);
    const auto first = std::ranges::find_if(bytes, [](char byte) { return byte != 0; });
    const auto whole = int(bytes.cend() - first);
    return whole == 0 ? 0 : (whole - 1) * 8 + std::bit_width(unsigned(uchar(*first)));
}

QStringList missingMembers(const Json &key, const KeyKind &kind)
{
    QStringList names;
    for (const char *name : kind.members) {
        const QString text = json::textAt(key, name);
        const bool isNumber = qstrlen(name) == 1;
        if (text.isEmpty() || (isNumber && !isBase64Url(text)))
            names << QString::fromLatin1(name);
    }
    return names;
}

/// How many bytes a coordinate has: RFC 7518 6.2.1.2, RFC 8037 2, RFC 8812 3.1.
struct Curve
{
    QLatin1StringView name;
    qsizetype bytes;
};
constexpr std::array curves{Curve{"P-256"_L1, 32},     Curve{"P-384"_L1, 48},   Curve{"P-521"_L1, 66},
                            Curve{"secp256k1"_L1, 32}, Curve{"Ed25519"_L1, 32}, Curve{"Ed448"_L1, 57},
                            Curve{"X25519"_L1, 32},    Curve{"X448"_L1, 56}};

/// Empty: its coordinates are as long as its curve has them, or it has none.
QString faultOfCurve(const Json &key)
{
    const QString name = json::textAt(key, "crv");
    if (name.isEmpty())
        return {};
    const auto curve = std::ranges::find(curves, name, &Curve::name);
    if (curve == curves.end()) {
        return RuleText::tr(
                   "The key has the curve (crv) \"%1\", which is not known. Add one of P-256, P-384, "
                   "P-521 or Ed25519 (RFC 7518 6.2.1.1, RFC 8037 2).")
            .arg(shortened(name));
    }
    for (const char *coordinate : {"x", "y"}) {
        const QString text = json::textAt(key, coordinate);
        const QByteArray bytes = QByteArray::fromBase64(text.toLatin1(), QByteArray::Base64UrlEncoding);
        if (!text.isEmpty() && bytes.size() != curve->bytes) {
            return RuleText::tr(
                       "The key's %1 has %2 bytes, and %3 has %4, so that nothing can be checked with "
                       "it. Add the whole public key.")
                .arg(QLatin1StringView(coordinate), QString::number(bytes.size()), name,
                     QString::number(curve->bytes));
        }
    }
    return {};
}

QString thumbprint(const Json &key, const KeyKind &kind)
{
    nlohmann::json required; // which puts the names in order
    for (const char *name : kind.members)
        required[name] = json::fromText(json::textAt(key, name));
    const QByteArray hash =
        QCryptographicHash::hash(QByteArray::fromStdString(required.dump()), QCryptographicHash::Sha256);
    return QString::fromLatin1(base64Url(hash));
}

QString shownKind(const Json &key, const KeyKind &kind)
{
    if (kind.members.data() == rsaMembers.data())
        return RuleText::tr("RSA, %1 bits").arg(bits(json::textAt(key, "n")));
    return u"%1, %2"_s.arg(QLatin1StringView(kind.name), json::textAt(key, "crv"));
}

}

bool isPrivateMember(std::string_view name)
{
    return std::ranges::contains(privateMembers, name);
}

KeyFacts keyFacts(const QString &text)
{
    const Json key = json::fromCompactText(text);
    KeyFacts facts{.id = json::textAt(key, "kid"), .algorithm = json::textAt(key, "alg")};
    const QString type = json::textAt(key, "kty");
    const auto kind = std::ranges::find_if(
        keyKinds, [&](const KeyKind &known) { return type == QLatin1StringView(known.name); });
    if (kind == keyKinds.end()) {
        facts.kind = type;
        facts.fault =
            RuleText::tr("The key has the kind (kty) \"%1\". Add one of RSA, EC or OKP (RFC 7518 6.1).")
                .arg(shortened(type));
        return facts;
    }
    const QStringList missing = missingMembers(key, *kind);
    if (!missing.isEmpty()) {
        facts.kind = type;
        facts.fault =
            RuleText::tr("The key lacks %1, so that nothing can be checked with it (%2). Add the whole "
                         "public key.")
                .arg(missing.join(RuleText::tr(" and ")), QLatin1StringView(kind->section));
        return facts;
    }
    facts.kind = shownKind(key, *kind);
    facts.fault = faultOfCurve(key);
    if (facts.fault.isEmpty())
        facts.thumbprint = thumbprint(key, *kind);
    return facts;
}

Findings checkNothingPrivate(const QString &text)
{
    const Json key = json::fromCompactText(text);
    if (!key.is_object()) {
        return {{Severity::Error,
                 RuleText::tr("A key is no JSON Web Key. It looks like {\"kty\": \"EC\", ...} (RFC 7517).")}};
    }
    for (const auto &member : key.items()) {
        if (isPrivateMember(member.key()) || isSecret(member.key(), member.value())) {
            return {{Severity::Error,
                     RuleText::tr(
                         "A key holds its private part (%1), which nobody but the client application may "
                         "have. Add the public key alone.")
                         .arg(json::toText(member.key()))}};
        }
    }
    return {};
}

Findings checkPublicKey(const QString &text)
{
    if (const Findings findings = checkNothingPrivate(text); !findings.isEmpty())
        return findings;
    const Json key = json::fromCompactText(text);
    const KeyFacts facts = keyFacts(text);
    const bool isShort = facts.fault.isEmpty() && json::textAt(key, "kty") == "RSA"_L1 &&
                         bits(json::textAt(key, "n")) < leastRsaBits;
    if (!isShort)
        return {};
    return {{Severity::Error,
             RuleText::tr("A key has %1. Use RSA with %2 bits or more, or EC (RFC 7518 3.3).")
                 .arg(facts.kind, QString::number(leastRsaBits)),
             risks::shortKey, facts.thumbprint}};
}

}
