#include "services/PlannedClients.h"

#include "services/PlanStream.h"
#include "services/Spool.h"

namespace gatehouse {

PlannedClients::PlannedClients() : m_spool(std::make_shared<Spool>()) {}

Result<void> PlannedClients::add(const PlannedClient &planned)
{
    const bool hasDetails =
        !planned.differences.isEmpty() || !planned.notes.isEmpty() || !planned.losses.isEmpty();
    const QString &clientId = planned.client.clientId;
    return m_spool->append(planstream::toBytes(planned)).transform([&](qint64 place) {
        m_entries << Entry{{.name = clientId.isEmpty() ? planned.place : clientId,
                            .status = planned.status,
                            .hasDetails = hasDetails},
                           place};
    });
}

void PlannedClients::refuse(qsizetype index, const Error &reason)
{
    m_entries[index].outline.status = ImportStatus::Refused;
    m_refusals.insert(index, reason);
}

Result<PlannedClient> PlannedClients::at(qsizetype index) const
{
    return m_spool->at(m_entries.at(index).place).transform([&](const QByteArray &bytes) {
        PlannedClient planned = planstream::fromBytes(bytes);
        if (const auto refused = m_refusals.constFind(index); refused != m_refusals.constEnd()) {
            planned.status = ImportStatus::Refused;
            planned.refusal = *refused;
        }
        return planned;
    });
}

int PlannedClients::count(ImportStatus status) const
{
    return int(
        std::ranges::count(m_entries, status, [](const Entry &entry) { return entry.outline.status; }));
}

}
