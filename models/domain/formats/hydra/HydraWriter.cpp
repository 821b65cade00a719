#include "domain/formats/Formats.h"

#include "domain/formats/ConsentProperties.h"
#include "domain/formats/ExportLosses.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/JsonArrayWriter.h"
#include "domain/formats/KeptSettings.h"
#include "domain/formats/hydra/Hydra.h"
#include "domain/formats/rfc7591/Rfc7591.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// Scheme, host and port as Hydra compares them: letter by letter but for the scheme.
QString origin(const QString &uri)
{
    const qsizetype colon = uri.indexOf(u':');
    const QString scheme = uri.first(qMax<qsizetype>(colon, 0)).toLower();
    const QString rest = uri.sliced(colon + 1);
    if (!rest.startsWith("//"_L1))
        return scheme;
    const auto end =
        std::ranges::find_if(rest.cbegin() + 2, rest.cend(), [](QChar c) { return u"/?#"_s.contains(c); });
    return scheme + rest.first(end - rest.cbegin());
}

void moveConsentTexts(Json &object, const ClientApplication &client)
{
    if (client.isMachineToMachine())
        return;
    Json texts = Json::object();
    addConsentProperties(texts, client.consentTexts);
    for (const auto &[name, value] : texts.items())
        object.erase(name);
    if (!texts.empty())
        object["metadata"] = std::move(texts);
}

/// What RFC 7591 has no word for, and Hydra has.
void removeSaid(QList<Loss> &losses)
{
    const QStringList said{
        fieldLabel(ClientField::RequireConsent), fieldLabel(ClientField::AllowedCorsOrigins),
        fieldLabel(ClientField::AccessTokenLifetime), fieldLabel(ClientField::IdTokenLifetime),
        fieldLabel(ClientField::RefreshTokenLifetime)};
    losses.removeIf([&](const Loss &loss) { return said.contains(loss.field); });
}

void addNotes(Rfc7591Client &written)
{
    const ClientApplication &client = written.client;
    if (client.isMachineToMachine())
        return;
    ExportLosses losses(client);
    losses.add(ClientField::RequirePkce, client.requirePkce,
               FormatText::tr("It is on, but Hydra asks all client applications for it or none: set "
                              "oauth2.pkce.enforced in its configuration."));
    losses.add(ClientField::CustomResources, client.supportOpenId && !client.customResources.isEmpty(),
               FormatText::tr("Only their names are in the scope: %1. Let the consent application of "
                              "Hydra add their claims.")
                   .arg(client.customResources.join(", "_L1)));
    losses.add(ClientField::ConsentTexts, !client.consentTexts.isEmpty(),
               FormatText::tr("Written as metadata: let the consent application of Hydra show them."));
    written.losses << losses.all();
}

/// Hydra refuses a client application for one logout redirect elsewhere than its login redirects.
void takeRefusedByHydra(ClientApplication &client, ExportLosses &losses)
{
    if (client.isMachineToMachine())
        return;
    client.logoutRedirects.removeIf([&](const QString &uri) {
        const bool near = std::ranges::contains(client.loginRedirects, origin(uri), origin);
        losses.add(ClientField::LogoutRedirects, !near,
                   FormatText::tr("\"%1\" is left out, because Hydra refuses a logout redirect whose "
                                  "scheme, host and port are not those of a login redirect.")
                       .arg(uri));
        return !near;
    });
}

}

Json hydraMetadata(const ClientApplication &client)
{
    Json object = rfc7591Metadata(client);
    for (const char *name : {"application_type", "require_pkce"})
        object.erase(name);
    object["skip_consent"] = !client.requireConsent;
    if (!client.allowedCorsOrigins.isEmpty() && !client.isMachineToMachine())
        object["allowed_cors_origins"] = json::texts(client.allowedCorsOrigins);
    hydralifetimes::add(object, client);
    moveConsentTexts(object, client);
    return object;
}

namespace {

/// Writes client applications as Ory Hydra takes them: what would make it refuse one is left out and told.
class HydraWriter final : public JsonArrayWriter
{
public:
    using JsonArrayWriter::JsonArrayWriter;

    Result<QList<Loss>> add(const ClientApplication &typed) override
    {
        Rfc7591Client written = rfc7591Client(typed, m_head, u"hydra"_s, takeRefusedByHydra);
        if (written.isLeftOut)
            return written.losses;
        removeSaid(written.losses);
        addNotes(written);
        if (!std::exchange(m_toldOfIds, true)) {
            written.losses << Loss{
                written.client.clientId, fieldLabel(ClientField::ClientId),
                FormatText::tr("Hydra 2.0 and 2.1 refuse client IDs that they have not made, "
                               "of this and all client applications. Use 1 or 2.2 and later.")};
        }
        Json metadata = hydraMetadata(written.client);
        kept::restore(metadata, written.client, u"hydra"_s);
        addSecret(metadata, written, m_head, {"client_secret"});
        const auto done = m_clients.add(metadata);
        wipeSecret(metadata);
        return done.transform([&] { return written.losses; });
    }

private:
    bool m_toldOfIds = false;
};

}

std::unique_ptr<ClientWriter> hydraWriter(QIODevice &target)
{
    return std::make_unique<HydraWriter>(target);
}

}
