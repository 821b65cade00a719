#include "store/DatabaseProbe.h"

#include "store/Migrations.h"
#include "store/StoreText.h"
#include "store/engine/postgresql/Libpq.h"
#include "store/engine/postgresql/PostgresAddress.h"
#include "store/engine/postgresql/PostgresDiagnosis.h"
#include "store/engine/postgresql/PostgresEngine.h"
#include "store/engine/postgresql/PostgresRefusal.h"

namespace gatehouse {

namespace {

/// With libpq itself, which can be left at any time, and which knows what refused.
Result<void> connectOnce(const DatabaseUrl &url, const Progress &progress)
{
    const PostgresAddress &address = url.server();
    const auto hosts = std::max<qsizetype>(1, address.hostList().size());
    const auto attempt = libpq::attempt(address.connectionText(url.password()),
                                        std::chrono::seconds(address.connectSeconds()) * hosts,
                                        [&] { return goesOn(progress, 0, 0); });
    if (attempt.isGivenUp)
        return fail(Error::Kind::Cancelled, StoreText::tr("The test was cancelled."));
    if (attempt.isConnected)
        return {};
    return std::unexpected(attempt.hasAnswer() ? whyRefused(address, attempt)
                                               : whyOutOfReach(address, progress));
}

DatabaseFound told(const Engine &engine, int version)
{
    QStringList texts;
    if (version == 0 && !engine.isReadOnly()) {
        texts << StoreText::tr("The server lets you in, and the database is empty. Opening it makes "
                               "Gatehouse's tables there.");
    } else if (version == 0) {
        texts << StoreText::tr("The server lets you in, but there is no Gatehouse database yet.");
    } else if (version < latestSchemaVersion()) {
        texts << StoreText::tr("The server lets you in. The database was made by an older Gatehouse (schema "
                               "%1, this one has %2): opening it brings it up to date, and older ones cannot "
                               "open it any more.")
                     .arg(version)
                     .arg(latestSchemaVersion());
    } else {
        texts << StoreText::tr("The server lets you in, and Gatehouse's database is there.");
    }
    if (engine.isReadOnly()) {
        texts
            << StoreText::tr("It can only be read. %1 %2").arg(engine.whyReadOnly(), engine.readOnlyRemedy());
    }
    return {texts.join(u' '), version == latestSchemaVersion() && !engine.isReadOnly()};
}

}

Result<DatabaseFound> probeDatabase(const DatabaseUrl &url, const Progress &progress)
{
    return connectOnce(url, progress).and_then([&]() -> Result<DatabaseFound> {
        DatabaseFound found;
        const auto look = [&](const std::shared_ptr<Engine> &engine) {
            return knownSchemaVersion(*engine).and_then([&](int version) {
                const bool migrates = version < latestSchemaVersion() && !engine->isReadOnly();
                return (migrates ? engine->checkMayMigrate() : Result<void>()).transform([&] {
                    found = told(*engine, version);
                });
            });
        };
        return PostgresEngine::open(url, true, {}, look).transform([&](const auto &) { return found; });
    });
}

}
