#include "domain/formats/identityserver/IdentityServer.h"

#include "domain/SecretMaker.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/formats/identityserver/Configuration.h"
#include "domain/rules/GuessableSecrets.h"
#include "domain/rules/Placeholder.h"
#include "domain/rules/RuleText.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct SecretsText
{
    Q_DECLARE_TR_FUNCTIONS(IdentityServerSecrets)
};

const QString sharedSecret = u"SharedSecret"_s;

struct Read
{
    std::optional<QString> value;
    std::optional<QString> description;
    std::optional<QString> expiration;
    std::optional<QString> type;
};
constexpr std::tuple secretTable{
    json::Property{"Value", &Read::value},
    json::Property{"Description", &Read::description},
    json::Property{"Expiration", &Read::expiration},
    json::Property{"Type", &Read::type},
};

Result<QDateTime> expiry(const Read &read, const QString &place)
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
                                                SecretsText::tr("a time in UTC, as 2026-01-31T23:59:59")));
    }
    return time.toUTC();
}

/// Gives why the hash is not taken; empty when it is.
QString takeHash(const QString &value, const QString &clientId, ClientSecret &secret)
{
    constexpr qsizetype sha256Size = 32;
    constexpr qsizetype sha512Size = 64;
    if (isPlaceholder(value.toUtf8())) {
        return SecretsText::tr(
                   "Not taken: \"%1\" is a placeholder, and no hash of a secret. Put the hash in its "
                   "place, or add a new secret.")
            .arg(rules::shortened(shownPlaceholder(value.toUtf8())));
    }
    const auto bytes =
        QByteArray::fromBase64Encoding(value.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (bytes && bytes.decoded.size() == sha512Size) {
        return SecretsText::tr(
            "Not taken: it is a SHA-512, and Gatehouse keeps SHA-256. Nobody can make one of the "
            "other: add a new secret.");
    }
    if (!bytes || bytes.decoded.size() != sha256Size) {
        return SecretsText::tr(
            "Not taken: it is not base64 of a SHA-256, which it is here. If it is the secret itself, "
            "the file is Skoruba's: import it as skoruba.");
    }
    secret.hash = QString::fromLatin1(bytes.decoded.toBase64());
    if (!isHashOfGuessable(secret.hash, clientId))
        return {};
    return SecretsText::tr(
        "Not taken: it is the hash of a secret that can be guessed at once, as \"secret\" or the "
        "client ID. Add a new one, and hand it over.");
}

QString takePlain(ImportedClient &imported, const QString &value, ClientSecret &secret)
{
    const QByteArray inClear = value.toUtf8();
    secret = storedSecret(inClear, {}, {});
    return takeInClear(imported, inClear, secret).text;
}

class Reader
{
public:
    Reader(ImportedClient &imported, const IdentityServerVariant &variant, const QDateTime &now)
        : m_imported(imported), m_variant(variant), m_now(now)
    {
    }

    Result<void> readOne(const Json &object, const QString &place, const QString &property)
    {
        Read read;
        QStringList unknown;
        if (const auto done = configuration::readRecord(read, secretTable, object, place, unknown); !done)
            return done;
        for (const QString &name : std::as_const(unknown))
            m_imported.losses << unknownProperty(m_imported.client.clientId, property + u'.' + name);
        return expiry(read, place).transform([&](const QDateTime &expires) {
            take(read, expires, property);
        });
    }

    /// What the file says of none is not overwritten.
    void finish()
    {
        QList<ClientSecret> &secrets = m_imported.client.secrets;
        if (secrets.isEmpty())
            return;
        m_imported.named << ClientField::Secrets;
        for (ClientSecret &secret : secrets) {
            if (!m_anyDescribed)
                secret.description = SecretsText::tr("Imported");
        }
    }

private:
    void take(const Read &read, const QDateTime &expires, const QString &property)
    {
        if (read.type.value_or(sharedSecret) != sharedSecret) {
            return lose(property, SecretsText::tr("\"%1\" is not kept: Gatehouse has shared secrets only.")
                                      .arg(rules::shortened(*read.type)));
        }
        ClientSecret secret;
        const QString value = read.value.value_or(QString());
        const QString fault = m_variant.secretsAreHashed ? takeHash(value, m_imported.client.clientId, secret)
                                                         : takePlain(m_imported, value, secret);
        if (!fault.isEmpty())
            return lose(property, fault);
        secret.description = read.description.value_or(QString());
        m_anyDescribed = m_anyDescribed || !secret.description.isEmpty();
        if (secret.description.isEmpty())
            m_imported.bareSecrets << secret.hash;
        secret.created = m_now;
        secret.expires = expires;
        m_imported.client.secrets << secret;
    }

    void lose(const QString &property, const QString &text)
    {
        m_imported.losses << Loss{m_imported.client.clientId, property, text};
    }

    ImportedClient &m_imported;
    const IdentityServerVariant &m_variant;
    QDateTime m_now;
    bool m_anyDescribed = false;
};

Json secretJson(const ClientSecret &secret, Json &&value)
{
    Json object = Json::object();
    object["Value"] = std::move(value);
    json::addText(object, "Description", secret.description);
    if (secret.expires.isValid())
        object["Expiration"] = json::fromText(secret.expires.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss"_s));
    object["Type"] = json::fromText(sharedSecret);
    return object;
}

Json secretsInClear(const ClientApplication &client, const ExportHead &head, QStringList &losses)
{
    Json section = Json::array();
    for (const ClientSecret &secret : client.secrets) {
        if (!secret.isRecoverable()) {
            losses << SecretsText::tr(
                          "Secret …%1 is kept as a hash, and this format has secrets in clear only. Add a "
                          "new one encrypted, and export with secrets.")
                          .arg(secret.lastFour);
        } else if (auto inClear = head.secrets(client, secret)) {
            section.push_back(secretJson(secret, takeText(std::move(*inClear))));
        } else {
            losses << inClear.error().text;
        }
    }
    return section;
}

}

Result<void> readIdentityServerSecrets(ImportedClient &imported, const Json *section,
                                       const IdentityServerVariant &variant, const QDateTime &now)
{
    if (!section)
        return {};
    const QString name = u"ClientSecrets"_s;
    imported.client.secrets.clear();
    Reader reader(imported, variant, now);
    std::size_t index = 0;
    const auto readOne = [&](const Json &object, const QString &place) {
        return reader.readOne(object, place, json::element(name, index++));
    };
    return configuration::eachChild(*section, json::member(imported.place, name.toStdString()), readOne)
        .transform([&] { reader.finish(); });
}

Json identityServerSecrets(const ClientApplication &client, const IdentityServerVariant &variant,
                           const ExportHead &head, QStringList &losses)
{
    Json section = Json::array();
    if (!variant.secretsAreHashed) {
        if (head.secrets && !client.secrets.isEmpty())
            return secretsInClear(client, head, losses);
        losses << chosenSecret(client, head, {"Value", "Expiration", true}).loss;
        return section;
    }
    for (const ClientSecret &secret : client.secrets)
        section.push_back(secretJson(secret, json::fromText(secret.hash)));
    return section;
}

void wipeIdentityServerSecrets(Json &section)
{
    for (Json &secret : section)
        wipeText(secret["Value"]);
}

}
