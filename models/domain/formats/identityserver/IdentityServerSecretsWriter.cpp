#include "domain/formats/identityserver/IdentityServerSecrets.h"

#include "domain/HiddenSecrets.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/SecretsInClear.h"

#include <algorithm>
#include <cstring>
#include <functional>

using namespace Qt::StringLiterals;

namespace gatehouse::identityserver {

using json::Json;

namespace {

Json secretObject(const ClientSecret &secret)
{
    Json object{{secretIdentity, json::fromText(secret.hash)}};
    json::addText(object, "Description", secret.description);
    if (secret.expires.isValid())
        object["Expiration"] = json::fromText(secret.expires.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss"_s));
    object["Type"] = sharedSecretType;
    return object;
}

/// The plain texts of the secrets that can be read.
QHash<QString, QByteArray> secretsInClear(const ClientApplication &client, const ExportHead &head,
                                          QStringList &losses)
{
    QHash<QString, QByteArray> texts;
    for (const ClientSecret &secret : client.secrets) {
        if (secret.isKnownToServerOnly())
            continue;
        if (!secret.isRecoverable()) {
            losses << FormatText::tr(
                          "Secret …%1 is kept as a hash, and this format has secrets in clear only. Add a "
                          "new one encrypted, and export with secrets.")
                          .arg(secret.lastFour);
        } else if (auto inClear = head.secrets(client, secret)) {
            texts.insert(secret.hash, *inClear);
        } else {
            losses << inClear.error().text;
        }
    }
    return texts;
}

/// In front of the other members.
Json withValue(const Json &secret, Json &&value)
{
    Json object = Json::object();
    object[valueName] = std::move(value);
    for (const auto &[name, other] : secret.items()) {
        if (name != secretIdentity && name != valueName)
            object[name] = other;
    }
    return object;
}

/// Null where it is not ours.
const Json *identityOf(const Json &secret)
{
    const auto found = secret.is_object() ? secret.find(secretIdentity) : secret.end();
    return found != secret.end() && found->is_string() ? &*found : nullptr;
}

/// `known` is of secretsWithIdentity().
bool isKnown(const Json &identity, const Json &known)
{
    return std::ranges::any_of(known, [&](const Json &one) { return one[secretIdentity] == identity; });
}

}

Json secretsWithIdentity(const ClientApplication &client)
{
    Json list = Json::array();
    if (client.clientAuthentication == ClientAuthentication::Secret) {
        for (const ClientSecret &secret : client.secrets) {
            if (!secret.isKnownToServerOnly() && !hidden::isHidden(secret))
                list.push_back(secretObject(secret));
        }
    } else if (client.clientAuthentication == ClientAuthentication::PrivateKey) {
        for (const QString &text : client.keys) {
            list.push_back({{secretIdentity, identityOfKey(text)},
                            {valueName, json::fromText(text)},
                            {"Type", jwkType}});
        }
    }
    return list.empty() ? Json() : list;
}

Json identityOfKey(const QString &key)
{
    const Json object = json::fromCompactText(key);
    const auto chain = object.is_object() ? object.find("x5c") : object.end();
    const bool hasCertificate = object.is_object() && chain != object.end() && chain->is_array() &&
                                !chain->empty() && chain->front().is_string();
    return hasCertificate ? chain->front() : Json(json::fromText(key));
}

void forgetStrangers(Json &section, const ClientApplication &client)
{
    const Json known = secretsWithIdentity(client);
    for (Json &secret : section) {
        const Json *const identity = identityOf(secret);
        if (identity && !isKnown(*identity, known))
            secret.erase(secretIdentity);
    }
}

void giveValues(Json &section, const ClientApplication &client, const IdentityServerVariant &variant,
                const ExportHead &head, QStringList &losses)
{
    const bool usesSecrets = client.clientAuthentication == ClientAuthentication::Secret;
    const bool knowsAny =
        std::ranges::any_of(client.secrets, std::not_fn(&ClientSecret::isKnownToServerOnly));
    QHash<QString, QByteArray> texts;
    if (!variant.secretsAreHashed && usesSecrets && head.secrets && knowsAny)
        texts = secretsInClear(client, head, losses);
    else if (!variant.secretsAreHashed || (!client.secrets.isEmpty() && !knowsAny))
        losses << chosenSecret(client, head, {"Value", "Expiration", true}).loss;
    for (const ClientSecret &secret : client.secrets) {
        if (variant.secretsAreHashed && usesSecrets && hidden::isHidden(secret))
            losses << hidden::leftOutText(secret);
    }
    if (!section.is_array())
        return;
    const Json known = secretsWithIdentity(client);
    Json list = Json::array();
    for (Json &secret : section) {
        const Json *const identity = identityOf(secret);
        if (!identity) {
            list.push_back(secret);
            continue;
        }
        if (!isKnown(*identity, known)) // it came twice, and was removed here
            continue;
        const auto text = texts.find(json::toText(identity->get<std::string>()));
        if (secret.contains(valueName))
            list.push_back(withValue(secret, std::move(secret[valueName])));
        else if (variant.secretsAreHashed)
            list.push_back(withValue(secret, Json(*identity)));
        else if (text != texts.end())
            list.push_back(withValue(secret, Json(text->toStdString()))); // it may stand there twice
    }
    for (QByteArray &text : texts)
        explicit_bzero(text.data(), std::size_t(text.size()));
    section = std::move(list);
}

}
