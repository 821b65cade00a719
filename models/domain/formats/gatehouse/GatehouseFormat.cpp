#include "domain/formats/gatehouse/GatehouseFormat.h"

#include "domain/formats/gatehouse/GatehouseProperties.h"
#include "domain/formats/gatehouse/GatehouseReader.h"
#include "domain/formats/gatehouse/GatehouseWriter.h"

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

bool GatehouseFormat::isStart(const json::Json &root) const
{
    const auto format = root.find("format");
    return format != root.end() && *format == gatehouseproperties::formatName;
}

std::unique_ptr<ClientWriter> GatehouseFormat::writer(QIODevice &target) const
{
    return std::make_unique<GatehouseWriter>(target);
}

std::unique_ptr<JsonReader> GatehouseFormat::jsonReader(ImportedHead &head, const QDateTime &now) const
{
    return std::make_unique<GatehouseReader>(head, now);
}

}
