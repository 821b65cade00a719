#include "domain/formats/Formats.h"

#include "domain/formats/ConsentProperties.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/JsonArrayWriter.h"
#include "domain/formats/KeptSettings.h"
#include "domain/formats/rfc7591/ApplicationType.h"
#include "domain/formats/rfc7591/Rfc7591.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// What the server has to be told beside the array of clients.
QList<Loss> neededOnServer(const ClientApplication &client)
{
    QList<Loss> losses;
    if (client.requirePkce) {
        losses << Loss{
            client.clientId, fieldLabel(ClientField::RequirePkce),
            FormatText::tr(
                "Written as require_pkce, which a server drops and does not heed by itself. Declare "
                "it as extra client metadata, and have the server demand PKCE by it, as in the code "
                "of oidc-provider: %1.")
                .arg(demandsPkce)};
    }
    if (client.supportOpenId && !client.customResources.isEmpty()) {
        losses << Loss{
            client.clientId, fieldLabel(ClientField::CustomResources),
            FormatText::tr("Only their names are in the scope: %1. Define their claims on the server, or "
                           "export as oidc-provider.")
                .arg(client.customResources.join(", "_L1))};
    }
    if (!client.isMachineToMachine() && !client.consentTexts.isEmpty()) {
        losses << Loss{
            client.clientId, fieldLabel(ClientField::ConsentTexts),
            FormatText::tr("Written as extra properties such as %1. A server drops them unless they are "
                           "declared to it.")
                .arg(json::toText(consentProperty("api", client.consentTexts.firstKey())))};
    }
    return losses;
}

/// Other servers take it.
void tellOfProvider(ClientApplication &client, ExportLosses &losses)
{
    if (!client.isMachineToMachine())
        applicationtype::tellOfOthers(client, losses);
}

/// Writes RFC 7591 client metadata. What would make a server refuse the whole file, or allow more than was
/// configured, is left out and told.
class Rfc7591Writer final : public JsonArrayWriter
{
public:
    using JsonArrayWriter::JsonArrayWriter;

    Result<QList<Loss>> add(const ClientApplication &typed) override
    {
        Rfc7591Client written = rfc7591Client(typed, m_head, u"rfc7591"_s, tellOfProvider);
        if (written.isLeftOut)
            return written.losses;
        json::Json metadata = rfc7591Metadata(written.client);
        kept::restore(metadata, written.client, u"rfc7591"_s);
        addSecret(metadata, written, m_head);
        const auto done = m_clients.add(metadata);
        wipeSecret(metadata);
        return done.transform([&] { return written.losses + neededOnServer(written.client); });
    }
};

}

std::unique_ptr<ClientWriter> rfc7591Writer(QIODevice &target)
{
    return std::make_unique<Rfc7591Writer>(target);
}

}
