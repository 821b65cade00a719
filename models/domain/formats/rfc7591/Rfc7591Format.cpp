#include "domain/formats/Formats.h"

#include "domain/formats/rfc7591/Rfc7591.h"

namespace gatehouse {

using json::Json;

namespace {

/// OAuth 2.0 Dynamic Client Registration metadata (RFC 7591, OpenID Connect Registration 1.0) as a JSON
/// array, as it stands in the configuration of npm `oidc-provider`. Reads a single object and `{"clients":
/// [...]}` too. Consent texts are language-tagged extras (RFC 7591 2.2): `consent_profile#nl`,
/// `consent_email#nl` and `consent_api#nl`.
class Rfc7591Format final : public JsonFormat
{
public:
    Rfc7591Format()
        : JsonFormat({.name = "rfc7591",
                      .title = QT_TRANSLATE_NOOP("Formats", "RFC 7591 client metadata (oidc-provider)"),
                      .idName = "client_id",
                      .clientPaths = {{"clients"}, {}},
                      .reader = readerBy<readRfc7591>,
                      .writer = rfc7591Writer,
                      .strangeText = QT_TRANSLATE_NOOP(
                          "Formats", "The file holds no client metadata by RFC 7591. It looks like "
                                     "[{\"client_id\": \"...\"}]: choose another file or format.")})
    {
    }

protected:
    bool saysByItself(const std::string &property, const Json &value) const override
    {
        return isSaidByServers(property, value);
    }

    Json written(const ClientApplication &client, const ExportHead &head) const override
    {
        return rfc7591Metadata(wholeClient(client, head));
    }

    bool isClient(const Json &object) const override { return object.contains("client_id"); }

    bool mayBeClient(const Json &object) const override
    {
        return isClient(object) && !object.contains("clients");
    }

    bool mayBeDocument(const Json &root) const override
    {
        return root.is_array() || (root.is_object() && root.contains("clients") && isList(root["clients"]));
    }

    /// An empty array may be of any format, but only of this one without anything around it.
    bool isBeginning(const Json &start) const override
    {
        if (start.is_object() && start.contains("format"))
            return false;
        const bool isAround = start.is_object() && start.contains("clients");
        const Json &clients = isAround ? start["clients"] : start;
        return ((isAround || start.is_array()) && isList(clients) && clients.empty()) ||
               JsonFormat::isBeginning(start);
    }

private:
    /// Programs write null for one that is empty.
    static bool isList(const Json &clients) { return clients.is_array() || clients.is_null(); }
};

}

std::unique_ptr<ClientFormat> rfc7591Format()
{
    return std::make_unique<Rfc7591Format>();
}

}
