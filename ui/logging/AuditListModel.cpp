#include "ui/logging/AuditListModel.h"

#include "domain/TimeText.h"

namespace gatehouse {

namespace {

QString timeText(const AuditEntry &entry)
{
    return localTime(entry.at);
}

QString userText(const AuditEntry &entry)
{
    return entry.userId.isEmpty() ? AuditListModel::tr("(nobody signed in)") : entry.userId;
}

QString whatText(const AuditEntry &entry)
{
    return AuditListModel::tr("%1: %2").arg(audit::actionLabel(entry.action),
                                            audit::subjectLabel(entry.subject));
}

}

AuditListModel::AuditListModel(DatabaseThread &database, QObject *parent)
    : PagedModel(
          database,
          {{tr("When"), timeText},
           {tr("Who"), userText},
           {tr("What"), whatText},
           {tr("Name"), &AuditEntry::name}},
          [](const AuditEntry &entry) { return QString::number(entry.number); }, parent)
{
}

void AuditListModel::show(const store::AuditFilter &filter)
{
    m_filter = filter;
    m_isCleared = false;
    readAgain();
}

void AuditListModel::clear()
{
    m_isCleared = true;
    forgetRows();
}

void AuditListModel::follow()
{
    if (!m_isCleared)
        readQuietly();
}

std::function<AuditListModel::Page(Database &)> AuditListModel::reader(const AuditEntry *last, int size) const
{
    const auto before = last ? std::optional(last->number) : std::nullopt;
    return [filter = m_filter, before, size](Database &database) {
        return store::loadAuditPage(database, filter, before, size);
    };
}

}
