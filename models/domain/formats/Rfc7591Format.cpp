#include "domain/formats/Rfc7591Format.h"

#include "domain/formats/ImportedClients.h"
#include "domain/formats/JsonText.h"
#include "domain/formats/Rfc7591Reader.h"
#include "domain/formats/Rfc7591Writer.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// The array of client applications in the document, made from a single one where need be; null when there is
/// none.
Json clientsIn(Json root)
{
    if (root.is_array())
        return root;
    if (!root.is_object())
        return nullptr;
    if (const auto clients = root.find("clients"); clients != root.end())
        return std::move(*clients);
    if (!root.contains("client_id"))
        return nullptr;
    Json array = Json::array();
    array.push_back(std::move(root));
    return array;
}

}

QString Rfc7591Format::name() const
{
    return u"rfc7591"_s;
}

QString Rfc7591Format::title() const
{
    return QCoreApplication::translate("Rfc7591Format", "RFC 7591 client metadata (oidc-provider)");
}

bool Rfc7591Format::recognizes(const QByteArray &document) const
{
    Json start = json::beginning(document);
    if (start.is_object() && start.contains("format"))
        return false;
    const Json clients = clientsIn(std::move(start));
    if (!clients.is_array())
        return false;
    return clients.empty() || (clients.front().is_object() && clients.front().contains("client_id"));
}

std::unique_ptr<ClientWriter> Rfc7591Format::writer(QIODevice &target) const
{
    return std::make_unique<Rfc7591Writer>(target);
}

Result<ImportedFile> Rfc7591Format::read(const QByteArray &document, const QDateTime &now) const
{
    return json::parse(document).and_then([&](Json &&root) -> Result<ImportedFile> {
        const Json clients = clientsIn(std::move(root));
        if (!clients.is_array()) {
            return fail(Error::Kind::Rule,
                        QCoreApplication::translate(
                            "Rfc7591Format", "The file holds no client metadata by RFC 7591. It looks like "
                                             "[{\"client_id\": \"...\"}]: choose another file or format."));
        }
        ImportedFile file;
        file.clients = readClients(clients, [&](ImportedClient &imported, const Json &object) {
            return Rfc7591Reader(imported, now).read(object);
        });
        return file;
    });
}

}
