#include "domain/formats/ImportedClients.h"

#include "domain/RuleText.h"

#include <QHash>

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

Error notAnObject(const json::Json &value, const QString &place)
{
    return json::wrongType(value, place, ImportedClients::tr("an object"));
}

Error missing(const QString &place, const QString &property)
{
    return {Error::Kind::Rule, ImportedClients::tr("%1 has no %2. Add it in the file.").arg(place, property),
            property};
}

void refuseRepeated(QList<ImportedClient> &clients)
{
    QHash<QString, QString> firstPlaces;
    for (ImportedClient &imported : clients) {
        const QString clientId = imported.client.clientId.toLower();
        if (clientId.isEmpty())
            continue;
        const QString first = firstPlaces.value(clientId);
        if (first.isEmpty()) {
            firstPlaces.insert(clientId, imported.place);
        } else if (!imported.refusal) {
            imported.refusal = Error{
                Error::Kind::Rule,
                ImportedClients::tr("Client ID \"%1\" stands in %2 and %3. Keep one of them in the file.")
                    .arg(rules::shortened(imported.client.clientId), first, imported.place),
                QStringLiteral("client_id")};
        }
    }
}

}
