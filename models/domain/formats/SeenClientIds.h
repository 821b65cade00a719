#pragma once

#include "domain/formats/ClientFormat.h"

namespace gatehouse {

/// The client IDs of a file up to here. One that comes back, whatever its case, is refused.
class SeenClientIds
{
public:
    void refuseRepeated(ImportedClient &imported);

private:
    QHash<QByteArray, QString> m_firstPlaces; ///< by client ID
};

}
