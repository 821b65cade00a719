#include "services/import/ImportSource.h"

#include <algorithm>

namespace gatehouse {

WholeFileSource::WholeFileSource(const ImportedFile &file)
    : m_file(file)
    , m_survey{.head = file,
               .clients = int(file.clients.size()),
               .hasSecretsInClear = std::ranges::any_of(file.clients, [](const ImportedClient &imported) {
                   return !imported.refusal && !imported.secretsInClear.isEmpty();
               })}
{
}

Result<void> WholeFileSource::visit(const ClientReader::Visitor &visitor)
{
    for (const ImportedClient &imported : m_file.clients) {
        if (const auto done = visitor(imported); !done)
            return done;
    }
    return {};
}

}
