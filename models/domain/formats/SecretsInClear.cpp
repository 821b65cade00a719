#include "domain/formats/SecretsInClear.h"

#include "domain/formats/AuthenticationNames.h"
#include "domain/formats/FormatText.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/Placeholder.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/secrets/SecretStrength.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// The newest first.
QList<ClientSecret> usable(const ClientApplication &client, const QDateTime &now)
{
    QList<ClientSecret> secrets = client.secrets;
    secrets.removeIf(
        [&](const ClientSecret &secret) { return !secret.usableAt(now) || secret.isKnownToServerOnly(); });
    std::ranges::reverse(secrets); // of the same second the one that was added last
    std::ranges::stable_sort(secrets, std::greater{}, &ClientSecret::created);
    return secrets;
}

QString endNotSaidText(const ClientSecret &secret)
{
    return FormatText::tr(
               "Secret …%1 expires on %2, but the format cannot say that. Replace it on the server by then.")
        .arg(secret.lastFour, secret.expires.toUTC().date().toString(Qt::ISODate));
}

QString expiryText(const ClientSecret &secret, const SecretNames &names)
{
    if (!secret.expires.isValid())
        return {};
    if (!names.end)
        return u' ' + endNotSaidText(secret);
    const QDateTime end = secret.expires.toUTC();
    return u' ' + FormatText::tr("It expires on %1: add %2 %3.")
                      .arg(end.date().toString(Qt::ISODate), QLatin1StringView(names.end),
                           names.endIsDate ? end.toString(u"yyyy-MM-ddTHH:mm:ss"_s)
                                           : QString::number(end.toSecsSinceEpoch()));
}

QString othersText(qsizetype count)
{
    if (count < 2)
        return {};
    return u' ' + FormatText::tr("The server takes one of the %1 secrets.").arg(count);
}

QString noneText(const ClientApplication &client, const SecretNames &names)
{
    const bool isOnServer = std::ranges::any_of(client.secrets, &ClientSecret::isKnownToServerOnly);
    if (isOnServer) {
        return FormatText::tr("Left out: only the server knows it, which keeps its own. A new server needs "
                              "a secret that was added here, as %1.")
            .arg(QLatin1StringView(names.secret));
    }
    const QString text =
        client.secrets.isEmpty()
            ? FormatText::tr("There is none. Add a secret, and give it to the server as %1.")
            : FormatText::tr("All have expired. Add a secret, and give it to the server as %1.");
    return text.arg(QLatin1StringView(names.secret));
}

QString handOverText(const ClientSecret &secret, const SecretNames &names)
{
    const QString text =
        secret.isRecoverable()
            ? FormatText::tr("Not asked for. Export with secrets, or give the server the secret …%1 as %2.")
            : FormatText::tr("Kept as a hash that this format cannot hold. Give the server the secret …%1 as "
                             "%2, as it was handed over, or add a new one encrypted and export with "
                             "secrets.");
    return text.arg(secret.lastFour, QLatin1StringView(names.secret)) + expiryText(secret, names);
}

/// What to know of a file that has a secret in clear, where it is not the only one or ends unsaid.
QString writtenText(const ClientSecret &written, const QList<ClientSecret> &secrets,
                    const QStringList &faults, const SecretNames &names)
{
    QStringList texts = faults;
    if (written != secrets.first() || secrets.size() > 1) {
        texts << FormatText::tr("The file has one of the %1 secrets: …%2.")
                     .arg(QString::number(secrets.size()), written.lastFour);
    }
    if (!names.end && written.expires.isValid())
        texts << endNotSaidText(written);
    return texts.join(u' ');
}

}

json::Json takeText(QByteArray &&secret)
{
    json::Json text = secret.toStdString();
    explicit_bzero(secret.data(), std::size_t(secret.size()));
    return text;
}

void wipeText(json::Json &text)
{
    auto &bytes = text.get_ref<std::string &>();
    explicit_bzero(bytes.data(), bytes.size());
}

void wipeSecretsInClear(ImportedClient &imported)
{
    for (QByteArray &inClear : imported.secretsInClear)
        explicit_bzero(inClear.data(), std::size_t(inClear.size()));
    imported.secretsInClear.clear();
}

QString onlyHashedText(const ClientSecret &secret)
{
    return FormatText::tr("Secret …%1 is kept as a hash: the file has that, and nobody can read the secret "
                          "again. Add a new one encrypted where the secret itself is needed.")
        .arg(secret.lastFour);
}

TakenSecret takeInClear(ImportedClient &imported, const QByteArray &secret, const QString &hash)
{
    const bool isMasked = !secret.isEmpty() && std::ranges::all_of(secret, [](char c) { return c == '*'; });
    if (isMasked) {
        return {FormatText::tr("Not taken: it is masked, so only the server knows it. To know it here, too, "
                               "export it unmasked, or add a new secret and hand it over."),
                true};
    }
    if (isPlaceholder(secret)) {
        return {FormatText::tr("Not taken: \"%1\" names where the secret is. To know it here, too, put it "
                               "in its place, or add a new secret and hand it over.")
                    .arg(rules::shortened(shownPlaceholder(secret))),
                true};
    }
    if (const auto findings = rules::checkSecretText(secret); !findings.isEmpty())
        return {FormatText::tr("Not taken. %1").arg(findings.first().text)};
    imported.secretsInClear.insert(hash, secret);
    return {};
}

void judgeSecrets(ImportedClient &imported)
{
    for (ClientSecret &secret : imported.client.secrets) {
        const auto inClear = imported.secretsInClear.constFind(secret.hash);
        if (inClear == imported.secretsInClear.constEnd())
            continue;
        const bool isGuessable = secretBits(*inClear) < leastSecretBits || isInstruction(*inClear);
        secret.weakLength = isGuessable ? int(inClear->size()) : 0;
    }
}

QString placeholderText(const ClientApplication &client, const json::Json &object, const char *name)
{
    const auto found = object.find(name);
    const auto *const text = found == object.end() ? nullptr : found->get_ptr<const std::string *>();
    if (!text || !isPlaceholder(*text) ||
        !std::ranges::all_of(client.secrets, &ClientSecret::isKnownToServerOnly))
        return {};
    return FormatText::tr("The file has \"%1\" in its place, as it came: that names where the server finds "
                          "the secret. A server without it needs a secret that was added here, as %2.")
        .arg(rules::shortened(shownPlaceholder(*text)), QLatin1StringView(name));
}

ChosenSecret chosenSecret(const ClientApplication &client, const ExportHead &head, const SecretNames &names)
{
    if (!sendsSecret(client))
        return {};
    const QList<ClientSecret> secrets = usable(client, head.now);
    if (secrets.isEmpty())
        return {.loss = noneText(client, names)};
    if (!head.secrets)
        return {.loss = handOverText(secrets.first(), names) + othersText(secrets.size())};
    QStringList faults;
    for (const ClientSecret &secret : secrets) {
        if (!secret.isRecoverable())
            continue;
        auto inClear = head.secrets(client, secret);
        if (inClear)
            return {std::move(*inClear), secret.expires, writtenText(secret, secrets, faults, names)};
        faults << inClear.error().text;
    }
    if (!faults.isEmpty())
        return {.loss = faults.join(u' ')};
    return {.loss = handOverText(secrets.first(), names) + othersText(secrets.size())};
}

}
