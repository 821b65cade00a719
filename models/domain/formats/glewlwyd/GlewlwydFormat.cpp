#include "domain/formats/glewlwyd/GlewlwydFormat.h"

#include "domain/formats/glewlwyd/GlewlwydReader.h"
#include "domain/formats/glewlwyd/GlewlwydWriter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

QString GlewlwydFormat::name() const
{
    return u"glewlwyd"_s;
}

QString GlewlwydFormat::title() const
{
    return QCoreApplication::translate("GlewlwydFormat", "Glewlwyd clients (POST /api/client/)");
}

std::vector<JsonFormat::Path> GlewlwydFormat::clientPaths() const
{
    return {{}};
}

bool GlewlwydFormat::isClient(const json::Json &object) const
{
    return object.contains("client_id") &&
           (object.contains("confidential") || object.contains("authorization_type"));
}

QString GlewlwydFormat::strangeText() const
{
    return QCoreApplication::translate("GlewlwydFormat",
                                       "The file holds no clients of Glewlwyd. It looks like "
                                       "[{\"client_id\": \"...\", \"confidential\": true}]: choose another "
                                       "file or format.");
}

std::unique_ptr<ClientWriter> GlewlwydFormat::writer(QIODevice &target) const
{
    return std::make_unique<GlewlwydWriter>(target);
}

std::unique_ptr<JsonReader> GlewlwydFormat::jsonReader(ImportedHead &head, const QDateTime &now) const
{
    return std::make_unique<GlewlwydReader>(head, now);
}

}
