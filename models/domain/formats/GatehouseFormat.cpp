#include "domain/formats/GatehouseFormat.h"

#include "domain/formats/GatehouseProperties.h"
#include "domain/formats/GatehouseReader.h"
#include "domain/formats/GatehouseWriter.h"
#include "domain/formats/JsonText.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

QString GatehouseFormat::name() const
{
    return QString::fromLatin1(gatehouseproperties::formatName);
}

QString GatehouseFormat::title() const
{
    return QCoreApplication::translate("GatehouseFormat", "Gatehouse (everything)");
}

bool GatehouseFormat::recognizes(const QByteArray &document) const
{
    const json::Json start = json::beginning(document);
    const auto format = start.is_object() ? start.find("format") : start.end();
    return format != start.end() && *format == gatehouseproperties::formatName;
}

std::unique_ptr<ClientWriter> GatehouseFormat::writer(QIODevice &target) const
{
    return std::make_unique<GatehouseWriter>(target);
}

Result<ImportedFile> GatehouseFormat::read(const QByteArray &document, const QDateTime &now) const
{
    return json::parse(document).and_then(
        [&](const json::Json &root) { return GatehouseReader(now).read(root); });
}

}
