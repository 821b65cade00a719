#include "domain/formats/ImportedClients.h"

#include <QCoreApplication>

namespace gatehouse {

namespace {

struct ImportedClients
{
    Q_DECLARE_TR_FUNCTIONS(ImportedClients)
};

}

Loss unknownProperty(const QString &clientId, const QString &property)
{
    return {clientId, property, ImportedClients::tr("Gatehouse has no such field and does not keep it.")};
}

Error missing(const QString &place, const QString &property)
{
    return {Error::Kind::Rule, ImportedClients::tr("%1 has no %2. Add it in the file.").arg(place, property),
            property};
}

}
