#include "domain/formats/keycloak/KeycloakClientParts.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/formats/keycloak/KeycloakClient.h"
#include "domain/formats/keycloak/KeycloakNames.h"

#include <algorithm>

namespace gatehouse {

using json::Json;

namespace {

constexpr const char *secretProperty = "secret";
constexpr SecretNames secretNames{secretProperty, "attributes[\"client.secret.expiration.time\"]"};
constexpr SecretNames rotatedNames{"attributes[\"client.secret.rotated\"]",
                                   "attributes[\"client.secret.rotated.expiration.time\"]"};

/// As one that is known by these secrets alone.
ClientApplication withSecrets(ClientApplication client, const QList<ClientSecret> &secrets)
{
    client.clientAuthentication = ClientAuthentication::Secret;
    client.secrets = secrets;
    return client;
}

void tellOfEnd(const QDateTime &end, ExportLosses &losses)
{
    if (!end.isValid())
        return;
    losses.addSecrets(FormatText::tr("Keycloak heeds that it expires on %1 only where a client policy "
                                     "rotates secrets. Set one up, or remove the secret there by "
                                     "then.")
                          .arg(end.toUTC().date().toString(Qt::ISODate)));
}

/// Those of a secret that is not in the file.
void removeTimes(Json &representation, std::initializer_list<const char *> names)
{
    const auto attributes = representation.find("attributes");
    if (attributes == representation.end() || !attributes->is_object())
        return;
    for (const char *name : names)
        attributes->erase(name);
}

/// One that has expired, too, where there is no other: the file says when, and Keycloak heeds it or not.
ExportHead atItsTime(ExportHead head, const QList<ClientSecret> &secrets)
{
    const auto isUsable = [&](const ClientSecret &secret) { return secret.usableAt(head.now); };
    if (!secrets.isEmpty() && std::ranges::none_of(secrets, isUsable))
        head.now = std::ranges::max(secrets, {}, &ClientSecret::expires).expires;
    return head;
}

}

namespace keycloak {

void addSecrets(Json &representation, const ClientApplication &client, const ExportHead &head,
                ExportLosses &losses)
{
    if (!hasSecret(client))
        return;
    if (const QString text = placeholderText(client, representation, secretProperty); !text.isEmpty()) {
        losses.addSecrets(text);
        return;
    }
    const Secrets known = secretsOf(client);
    QList<ClientSecret> others = client.secrets;
    if (known.rotated)
        others.removeIf([&](const ClientSecret &secret) { return secret == *known.rotated; });
    ChosenSecret current = chosenSecret(withSecrets(client, others), atItsTime(head, others), secretNames);
    losses.addSecrets(current.loss);
    if (!known.current) {
        losses.addSecrets(FormatText::tr(
            "Keycloak makes a new secret when the file comes in. It refuses a client application that it "
            "has: leave ifResourceExists at FAIL, because OVERWRITE deletes it with its ID, secret and "
            "roles."));
    }
    if (known.current && !current.inClear)
        removeTimes(representation, {secretCreation, secretExpiration});
    if (current.inClear) {
        representation[secretProperty] = takeText(std::move(*current.inClear));
        tellOfEnd(current.expires, losses);
    }
    if (!known.rotated)
        return;
    const QList<ClientSecret> rotated{*known.rotated};
    ChosenSecret second = chosenSecret(withSecrets(client, rotated), atItsTime(head, rotated), rotatedNames);
    losses.addSecrets(second.loss);
    if (!second.inClear)
        removeTimes(representation, {rotatedCreation, rotatedExpiration});
    if (second.inClear)
        representation["attributes"][rotatedSecret] = takeText(std::move(*second.inClear));
}

}

void wipeKeycloakSecrets(Json &representation)
{
    if (const auto secret = representation.find(secretProperty); secret != representation.end())
        wipeText(*secret);
    Json &attributes = representation["attributes"];
    if (const auto secret = attributes.find(keycloak::rotatedSecret); secret != attributes.end())
        wipeText(*secret);
}

}
