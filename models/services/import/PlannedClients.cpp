#include "services/import/PlannedClients.h"

#include "domain/ShortText.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/RuleText.h"
#include "services/import/PlanStream.h"
#include "services/import/Spool.h"

namespace gatehouse {

QString nameOf(const PlannedClient &planned)
{
    const QString &clientId = planned.client.clientId;
    if (clientId.size() > rules::longestClientId) // it is refused, and not worth its memory
        return rules::shortened(clientId);
    return clientId.isEmpty() ? planned.place : clientId;
}

PlannedClients::PlannedClients() : m_spool(std::make_shared<Spool>()) {}

Result<void> PlannedClients::add(const PlannedClient &planned)
{
    const bool hasDetails =
        !planned.differences.isEmpty() || !planned.notes.isEmpty() || !planned.losses.isEmpty();
    const quint32 reason = planned.refusal && !m_reasons.isFull() ? m_reasons.add(*planned.refusal) : 0;
    return m_spool->append(planstream::toBytes(planned)).transform([&](qint64 place) {
        m_entries << Entry{{.name = nameOf(planned),
                            .status = planned.status,
                            .hasDetails = hasDetails,
                            .isLeftOut = planned.isLeftOut,
                            .isKeptDisabled = planned.isKeptDisabled},
                           place,
                           reason};
    });
}

void PlannedClients::refuse(qsizetype index, const Error &reason)
{
    Entry &entry = m_entries[index];
    entry.outline.status = ImportStatus::Refused;
    entry.reason = m_reasons.add(reason);
    entry.isRefusedLater = true;
}

const Error *PlannedClients::reason(qsizetype index) const
{
    const quint32 number = m_entries.at(index).reason;
    return number == 0 ? nullptr : &m_reasons.at(number);
}

Result<PlannedClient> PlannedClients::at(qsizetype index) const
{
    const Entry &entry = m_entries.at(index);
    return m_spool->at(entry.place).transform([&](const QByteArray &bytes) {
        PlannedClient planned = planstream::fromBytes(bytes);
        if (entry.isRefusedLater) {
            planned.status = ImportStatus::Refused;
            planned.refusal = m_reasons.at(entry.reason);
        }
        return planned;
    });
}

int PlannedClients::count(ImportStatus status) const
{
    return int(
        std::ranges::count(m_entries, status, [](const Entry &entry) { return entry.outline.status; }));
}

namespace {

/// At most 100 MB, and a fifth of that as a rule.
constexpr qsizetype most = 100'000;

}

quint32 RefusalReasons::add(const Error &reason)
{
    const QString text = shortText(reason.text);
    quint32 &number = m_numbers[text];
    if (number == 0) {
        m_reasons << Error{reason.kind, text, reason.column};
        number = quint32(m_reasons.size());
    }
    return number;
}

bool RefusalReasons::isFull() const
{
    return m_reasons.size() >= most;
}

}
