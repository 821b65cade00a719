#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

/// What reading client applications has in common for all formats.
namespace gatehouse {

/// The loss of a property that we do not keep.
Loss unknownProperty(const QString &clientId, const QString &property);
/// Whether a property of that value says nothing: false, empty, none.
bool saysNothing(const json::Json &value);
Error missing(const QString &place, const QString &property);

/// The client IDs of a file up to here. One that comes back, whatever its case, is refused.
class SeenClientIds
{
public:
    void refuseRepeated(ImportedClient &imported);

private:
    struct First
    {
        QByteArray clientId; ///< as it is written
        QString place;
    };

    static QString repeatedText(const ImportedClient &imported, const First &first);

    QHash<QByteArray, First> m_first; ///< by client ID, in lower case
};

}
