#include "store/watch/ChangeNotice.h"

#include "domain/audit/AuditEntry.h"

#include <algorithm>

namespace gatehouse {

namespace {

/// While a dialog is open for long.
constexpr qsizetype mostKept = 1000;

bool isSave(const SeenChange &change)
{
    return change.action == audit::added || change.action == audit::changed ||
           change.action == audit::removed;
}

template<typename Match>
const SeenChange *lastOf(const QList<SeenChange> &changes, Match match)
{
    const auto found = std::find_if(changes.rbegin(), changes.rend(), match);
    return found == changes.rend() ? nullptr : &*found;
}

}

bool ChangeNotice::isAbout(std::initializer_list<QLatin1StringView> subjects) const
{
    return isEverything || std::ranges::any_of(changes, [&](const SeenChange &change) {
               return std::ranges::any_of(
                   subjects, [&](QLatin1StringView subject) { return change.subject == subject; });
           });
}

bool ChangeNotice::isAboutRecord(const QString &key) const
{
    return isEverything || lastOf(changes, [&](const SeenChange &one) { return one.recordId == key; });
}

const SeenChange *ChangeNotice::lastSave(const QString &key) const
{
    return lastOf(changes, [&](const SeenChange &one) { return one.recordId == key && isSave(one); });
}

const SeenChange *ChangeNotice::lastSettings(const QString &name) const
{
    return lastOf(changes, [&](const SeenChange &one) {
        return one.recordId.isEmpty() && one.name == name && isSave(one);
    });
}

void ChangeNotice::add(const ChangeNotice &later)
{
    isEverything = isEverything || later.isEverything;
    changes += later.changes;
    if (changes.size() <= mostKept)
        return;
    isEverything = true;
    changes = changes.last(mostKept);
}

}
