#include "domain/formats/GlewlwydReader.h"

#include "domain/formats/GlewlwydClient.h"

namespace gatehouse {

Result<void> GlewlwydReader::readClient(ImportedClient &imported, const json::Json &object)
{
    return GlewlwydClient(imported, m_now).read(object);
}

}
