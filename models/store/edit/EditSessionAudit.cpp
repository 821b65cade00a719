#include "store/edit/EditSession.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

Result<void> EditSession::append(AuditEntry entry)
{
    entry.at = store::toColumn(m_now).toString();
    return m_audit.append(m_database, std::move(entry));
}

Result<void> EditSession::note(const std::optional<audit::Record> &before,
                               const std::optional<audit::Record> &after)
{
    auto entry = audit::entryOf(before, after);
    return entry ? append(*std::move(entry)) : Result<void>();
}

Result<void> EditSession::noteSettings(const QString &name, const json::Json &before, const json::Json &after)
{
    return note(audit::Record{u"setting"_s, {}, name, before}, audit::Record{u"setting"_s, {}, name, after});
}

Result<void> EditSession::noteEvent(QLatin1StringView action, const audit::Record &what)
{
    AuditEntry entry;
    entry.action = action;
    entry.subject = what.subject;
    entry.recordId = what.id;
    entry.name = what.name;
    entry.changes = audit::differences(nullptr, what.fields);
    return append(std::move(entry)).or_else([&](const Error &error) -> Result<void> {
        return refused(error);
    });
}

}
