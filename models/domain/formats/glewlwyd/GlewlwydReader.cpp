#include "domain/formats/glewlwyd/GlewlwydReader.h"

#include "domain/formats/glewlwyd/GlewlwydClient.h"

namespace gatehouse {

Result<void> GlewlwydReader::readClient(ImportedClient &imported, const json::Json &object)
{
    return GlewlwydClient(imported, m_now).read(object);
}

}
