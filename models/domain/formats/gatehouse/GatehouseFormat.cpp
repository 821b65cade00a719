#include "domain/formats/Formats.h"

#include "domain/formats/gatehouse/GatehouseProperties.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Our own JSON: everything there is to know about client applications, with users, API scopes, languages and
/// custom resources in front of them; older files lack the latter two. Secrets go as hashes, which
/// nobody reads, and where asked for in clear; written, read and written again it gives the same bytes.
class GatehouseFormat final : public JsonFormat
{
public:
    QString name() const override { return QString::fromLatin1(gatehouseproperties::formatName); }

    QString title() const override
    {
        return QCoreApplication::translate("GatehouseFormat", "Gatehouse (everything)");
    }

    bool carriesServers() const override { return true; }
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const override { return gatehouseWriter(target); }

protected:
    std::vector<Path> clientPaths() const override { return {{"clients"}}; }
    const char *idName() const override { return "client_id"; }
    bool isClient(const json::Json &) const override { return false; } // none stands alone

    bool isStart(const json::Json &root) const override
    {
        const auto format = root.find("format");
        return format != root.end() && *format == gatehouseproperties::formatName;
    }

    /// The reader tells better what is wrong.
    bool mayBeDocument(const json::Json &) const override { return true; }
    QString strangeText() const override { return {}; }

    std::unique_ptr<JsonReader> jsonReader(ImportedHead &head, const QDateTime &now) const override
    {
        return gatehouseReader(head, now);
    }
};

}

std::unique_ptr<ClientFormat> gatehouseFormat()
{
    return std::make_unique<GatehouseFormat>();
}

}
