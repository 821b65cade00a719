#include "ui/client/ClientRecords.h"

#include "store/ReadSnapshot.h"
#include "store/records/RecordStore.h"

namespace gatehouse {

Result<ClientRecords> loadClientRecords(Database &database)
{
    const auto snapshot = store::ReadSnapshot::begin(database);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    ClientRecords records;
    const auto take = [](auto &target) { return [&target](const auto &loaded) { target = loaded; }; };
    return store::loadUsers(database)
        .transform(take(records.users))
        .and_then([&] { return store::loadApiScopes(database); })
        .transform(take(records.apiScopes))
        .and_then([&] { return store::loadLanguages(database); })
        .transform(take(records.languages))
        .and_then([&] { return store::loadCustomResources(database); })
        .transform(take(records.customResources))
        .transform([&] { return records; });
}

}
