#include "domain/formats/Formats.h"

#include "domain/formats/rfc7591/Rfc7591.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// The configuration of npm `oidc-provider` as far as JSON can say it: client metadata by RFC 7591, scopes,
/// and the claims of each scope (OpenID Connect Core 1.0, 5.4, and those of custom resources). Where the
/// claims get their values is code on the server.
class OidcProviderFormat final : public JsonFormat
{
public:
    QString name() const override { return u"oidc-provider"_s; }

    QString title() const override
    {
        return QCoreApplication::translate("OidcProviderFormat",
                                           "oidc-provider configuration (clients, scopes, claims)");
    }

    bool carriesSigningKeys() const override { return true; }

    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override
    {
        return oidcProviderWriter(target);
    }

protected:
    bool saysByItself(const std::string &property, const json::Json &value) const override
    {
        return isSaidByServers(property, value);
    }

    json::Json written(const ClientApplication &client, const ExportHead &head) const override
    {
        return rfc7591Metadata(wholeClient(client, head));
    }

    std::vector<Path> clientPaths() const override { return {{"clients"}}; }
    const char *idName() const override { return "client_id"; }
    bool isClient(const json::Json &) const override { return false; } // none stands alone

    bool isStart(const json::Json &root) const override
    {
        return !root.contains("format") && !root.contains("client_id") &&
               (root.contains("scopes") || root.contains("claims"));
    }

    /// The reader tells better what is wrong.
    bool mayBeDocument(const json::Json &) const override { return true; }
    QString strangeText() const override { return {}; }

    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const override
    {
        return oidcProviderReader(head, now);
    }
};

}

std::unique_ptr<ClientFormat> oidcProviderFormat()
{
    return std::make_unique<OidcProviderFormat>();
}

}
