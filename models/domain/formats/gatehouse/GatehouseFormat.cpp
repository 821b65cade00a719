#include "domain/formats/Formats.h"

#include "domain/formats/gatehouse/GatehouseProperties.h"

namespace gatehouse {

namespace {

/// Our own JSON: everything there is to know about client applications, with users, API scopes, languages and
/// custom resources in front of them; older files lack the latter two. Secrets go as hashes, which
/// nobody reads, and where asked for in clear; written, read and written again it gives the same bytes.
class GatehouseFormat final : public JsonFormat
{
public:
    GatehouseFormat()
        : JsonFormat({.name = gatehouseproperties::formatName,
                      .title = QT_TRANSLATE_NOOP("Formats", "Gatehouse (everything)"),
                      .idName = "client_id",
                      .clientPaths = {{"clients"}},
                      .reader = gatehouseReader,
                      .writer = gatehouseWriter})
    {
    }

    bool carriesServers() const override { return true; }

protected:
    bool isClient(const json::Json &) const override { return false; } // none stands alone

    bool isStart(const json::Json &root) const override
    {
        const auto format = root.find("format");
        return format != root.end() && *format == gatehouseproperties::formatName;
    }
};

}

std::unique_ptr<ClientFormat> gatehouseFormat()
{
    return std::make_unique<GatehouseFormat>();
}

}
