#include "domain/formats/gatehouse/GatehouseJson.h"

#include "domain/SecretMaker.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using namespace gatehouseproperties;

namespace {

bool isSha256(const QString &hash)
{
    constexpr qsizetype sha256Size = 32;
    const QByteArray text = hash.toUtf8();
    const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.size() == sha256Size && decoded.decoded.toBase64() == text;
}

/// What the plain text says of itself. It is taken only together with the hash that belongs to it.
Result<void> addInClear(ImportedClient &imported, ClientSecret &secret, const QByteArray &inClear,
                        const QString &place)
{
    const ClientSecret own = storedSecret(inClear, {}, {});
    if (const QString fault = takeInClear(imported, inClear, own.hash).text; !fault.isEmpty()) {
        imported.losses << Loss{imported.client.clientId, json::member(place, secretInClear), fault};
        if (secret.hash == own.hash)
            secret.hash.clear(); // what cannot be sent is not kept as a hash either
        return {};
    }
    if (!secret.hash.isEmpty() && secret.hash != own.hash) {
        return std::unexpected(json::wrongValue(json::member(place, secretInClear),
                                                FormatText::tr("the secret that its %1 is the hash of")
                                                    .arg(QLatin1StringView(secretTexts.front().name))));
    }
    secret.hash = own.hash;
    secret.lastFour = own.lastFour;
    return {};
}

Result<void> check(const ClientSecret &secret, const QString &place)
{
    if (!secret.isKnownToServerOnly() && !isSha256(secret.hash)) {
        return std::unexpected(json::wrongValue(json::member(place, secretTexts.front().name),
                                                FormatText::tr("base64 of the 32 bytes of a SHA-256")));
    }
    if (secret.lastFour.size() > 4)
        return std::unexpected(
            json::wrongValue(place + u".last_four"_s, FormatText::tr("at most four characters")));
    return {};
}

}

Result<std::optional<ClientSecret>> readSecret(ImportedClient &imported, const Json &object,
                                               const QString &place, const QDateTime &now)
{
    ClientSecret secret;
    std::optional<QByteArray> inClear;
    bool isServers = false;
    const auto takeOther = [&](const std::string &name, const Json &value,
                               const QString &where) -> Result<void> {
        if (name == secretOfServerOnly) {
            return json::read<bool>(value, where).transform([&](bool read) { isServers = read; });
        }
        if (name == secretWeakLength) {
            return json::read<qint64>(value, where).transform([&](qint64 read) {
                secret.weakLength = int(std::clamp<qint64>(read, 0, leastForLastFour * 10));
            });
        }
        if (name != secretInClear)
            imported.losses << unknownProperty(imported.client.clientId, where);
        else if (!value.is_null())
            return json::read<QString>(value, where).transform([&](const QString &read) {
                inClear = read.toUtf8();
            });
        return {};
    };
    const auto table = std::tuple_cat(secretTexts, secretTimes);
    if (const auto done = json::readRecord(secret, table, object, place, takeOther); !done)
        return std::unexpected(done.error());
    if (inClear) {
        if (const auto added = addInClear(imported, secret, *inClear, place); !added)
            return std::unexpected(added.error());
        if (secret.hash.isEmpty())
            return std::nullopt;
    }
    if (!isServers && secret.hash.isEmpty())
        return std::unexpected(missing(place, QString::fromLatin1(secretTexts.front().name)));
    if (const auto right = check(secret, place); !right)
        return std::unexpected(right.error());
    if (!secret.created.isValid())
        secret.created = now;
    return secret;
}

}
