#include "domain/formats/rfc7591/Rfc7591Format.h"

#include "domain/formats/rfc7591/Rfc7591Reader.h"
#include "domain/formats/rfc7591/Rfc7591Writer.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// What stands around the client applications says nothing that we keep.
class MetadataReader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readClient(ImportedClient &imported, const Json &object) override
    {
        return Rfc7591Reader(imported, m_now).read(object);
    }
};

}

QString Rfc7591Format::name() const
{
    return u"rfc7591"_s;
}

QString Rfc7591Format::title() const
{
    return QCoreApplication::translate("Rfc7591Format", "RFC 7591 client metadata (oidc-provider)");
}

bool Rfc7591Format::isClient(const Json &object) const
{
    return object.contains("client_id");
}

bool Rfc7591Format::mayBeClient(const Json &object) const
{
    return isClient(object) && !object.contains("clients");
}

bool Rfc7591Format::mayBeDocument(const Json &root) const
{
    return root.is_array() || (root.is_object() && root.value("clients", Json()).is_array());
}

/// An empty array may be of any format, but only of this one without anything around it.
bool Rfc7591Format::isBeginning(const Json &start) const
{
    if (start.is_object() && start.contains("format"))
        return false;
    const Json clients = start.is_object() ? start.value("clients", Json()) : start;
    return (clients.is_array() && clients.empty()) || JsonFormat::isBeginning(start);
}

QString Rfc7591Format::strangeText() const
{
    return QCoreApplication::translate("Rfc7591Format",
                                       "The file holds no client metadata by RFC 7591. It looks like "
                                       "[{\"client_id\": \"...\"}]: choose another file or format.");
}

std::unique_ptr<ClientWriter> Rfc7591Format::writer(QIODevice &target) const
{
    return std::make_unique<Rfc7591Writer>(target);
}

std::unique_ptr<JsonReader> Rfc7591Format::jsonReader(ImportedHead &head, const QDateTime &now) const
{
    return std::make_unique<MetadataReader>(head, now);
}

}
