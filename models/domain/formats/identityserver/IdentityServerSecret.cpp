#include "domain/formats/identityserver/IdentityServerSecret.h"

#include "domain/SecretMaker.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/formats/identityserver/Configuration.h"
#include "domain/rules/Placeholder.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/secrets/GuessableSecrets.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace gatehouse::identityserver {

using json::Json;

namespace {

constexpr std::tuple secretTable{
    json::Property{valueName, &ReadSecret::value},
    json::Property{"Description", &ReadSecret::description},
    json::Property{"Expiration", &ReadSecret::expiration},
    json::Property{"Type", &ReadSecret::type},
};

Result<QDateTime> expiry(const ReadSecret &read, const QString &place)
{
    if (!read.expiration)
        return QDateTime();
    const auto parsed = [](const QString &text) { return QDateTime::fromString(text, Qt::ISODateWithMs); };
    QString text = *read.expiration;
    if (constexpr qsizetype dateEnd = 10; text.size() > dateEnd && text.at(dateEnd) == u' ')
        text[dateEnd] = u'T'; // .NET takes either
    QDateTime time = parsed(text);
    const bool hasZone = time.isValid() && time.timeSpec() != Qt::LocalTime;
    if (!hasZone) // not by the clock here, which skips an hour in spring
        time = parsed(text + (text.contains(u':') ? u"Z"_s : u"T00:00:00Z"_s));
    if (!time.isValid()) {
        return std::unexpected(json::wrongValue(json::member(place, "Expiration"),
                                                FormatText::tr("a time in UTC, as 2026-01-31T23:59:59")));
    }
    return time.toUTC();
}

qsizetype hashSize(const QString &value)
{
    const auto bytes =
        QByteArray::fromBase64Encoding(value.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return bytes ? bytes.decoded.size() : 0;
}
constexpr qsizetype sha256Size = 32;
constexpr qsizetype sha512Size = 64;

}

Result<ReadSecret> readSecret(const Json &object, const QString &place)
{
    ReadSecret read;
    QStringList others;
    return configuration::readRecord(read, secretTable, object, place, others)
        .and_then([&] { return expiry(read, place); })
        .transform([&](const QDateTime &expires) {
            read.expires = expires;
            read.asItCame = configuration::spelledAs(secretTable, object);
            read.asItCame.erase(secretIdentity);
            return read;
        });
}

bool isHash(const QString &value)
{
    return hashSize(value) == sha256Size || hashSize(value) == sha512Size;
}

Outcome takeHash(const QString &value, const QString &clientId, ClientSecret &secret)
{
    if (isPlaceholder(value.toUtf8())) {
        return {FormatText::tr("Not taken: \"%1\" is a placeholder, and no hash of a secret, which only the "
                               "server knows. To know it here, too, put the hash in its place.")
                    .arg(rules::shortened(shownPlaceholder(value.toUtf8()))),
                true, true};
    }
    if (hashSize(value) == sha512Size) {
        return {.fault = FormatText::tr("Not taken: it is a SHA-512, which stays under Other settings. "
                                        "Gatehouse keeps SHA-256, and nobody can make one of the other: add "
                                        "a new secret."),
                .stays = true};
    }
    if (hashSize(value) != sha256Size) {
        return {FormatText::tr(
            "Not taken: it is not base64 of a SHA-256, which it is here. If it is the secret itself, "
            "the file is Skoruba's: import it as skoruba, its sections in \"IdentityServerData\".")};
    }
    secret.hash = QString::fromLatin1(QByteArray::fromBase64(value.toLatin1()).toBase64());
    const std::optional<int> guessed = lengthOfGuessable(secret.hash, clientId);
    if (guessed == 0) {
        return {FormatText::tr("Not taken: it is the hash of nothing, which no client application can send. "
                               "Add a new secret, and hand it over.")};
    }
    secret.weakLength = guessed.value_or(0);
    return {};
}

Outcome takePlain(ImportedClient &imported, const QString &value, ClientSecret &secret)
{
    const QByteArray inClear = value.toUtf8();
    secret = storedSecret(inClear, {}, {});
    const TakenSecret taken = takeInClear(imported, inClear, secret.hash);
    return {taken.text, taken.isServers, isPlaceholder(inClear)};
}

}
