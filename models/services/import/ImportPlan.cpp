#include "services/import/ImportPlan.h"

#include "services/import/ImportText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Whether anything of the plan has such a status.
template<typename Matches>
bool anyStatus(const ImportPlan &plan, Matches matches)
{
    const auto hasOne = [&](const auto &planned) {
        return std::ranges::any_of(planned, [&](const auto &one) { return matches(one.status); });
    };
    const auto hasClient = [&] {
        for (qsizetype index = 0; index < plan.clients.size(); ++index) {
            if (matches(plan.clients.outline(index).status))
                return true;
        }
        return false;
    };
    return hasClient() || hasOne(plan.users) || hasOne(plan.apiScopes) || hasOne(plan.languages) ||
           hasOne(plan.customResources);
}

}

QString importStatusName(ImportStatus status)
{
    switch (status) {
    case ImportStatus::New:
        return u"new"_s;
    case ImportStatus::Changed:
        return u"changed"_s;
    case ImportStatus::Unchanged:
        return u"unchanged"_s;
    case ImportStatus::Skipped:
        return u"skipped"_s;
    case ImportStatus::Conflict:
        return u"conflict"_s;
    case ImportStatus::Refused:
        return u"refused"_s;
    }
    return {};
}

QString importStatusLabel(ImportStatus status)
{
    switch (status) {
    case ImportStatus::New:
        return ImportText::tr("New");
    case ImportStatus::Changed:
        return ImportText::tr("Changed");
    case ImportStatus::Unchanged:
        return ImportText::tr("Unchanged");
    case ImportStatus::Skipped:
        return ImportText::tr("Skipped");
    case ImportStatus::Conflict:
        return ImportText::tr("Conflict");
    case ImportStatus::Refused:
        return ImportText::tr("Refused");
    }
    return {};
}

int ImportPlan::count(ImportStatus status) const
{
    return clients.count(status);
}

bool ImportPlan::hasRefusals() const
{
    return anyStatus(*this, [](ImportStatus status) { return status == ImportStatus::Refused; });
}

bool ImportPlan::changesAnything() const
{
    return anyStatus(*this, isWritten);
}

ClientChoice ClientChoice::none()
{
    ClientChoice choice;
    choice.m_takesMost = false;
    return choice;
}

bool ClientChoice::takes(const QString &clientId) const
{
    return m_takesMost != m_exceptions.contains(clientId.toLower());
}

void ClientChoice::take(const QString &clientId)
{
    choose(clientId, true);
}

void ClientChoice::leaveOut(const QString &clientId)
{
    choose(clientId, false);
}

void ClientChoice::choose(const QString &clientId, bool taken)
{
    if (taken == m_takesMost)
        m_exceptions.remove(clientId.toLower());
    else
        m_exceptions.insert(clientId.toLower());
}

}
