#include "CrashState.h"
#include "store/edit/ClientEdits.h"
#include "support/CertificateStorage.h"

#include <QCoreApplication>

#include <cstdio>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

int give(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(error.text));
    return 1;
}

Result<ClientApplication> saveNext(const Database &database, const ClientApplication &stored)
{
    return editing(database, [&](EditSession &session) {
        return edit::save(session, crashState(saveOf(stored) + 1, stored));
    });
}

}

/// Saves one client application over and over until it is killed, and prints the number of each save once it
/// is committed.
int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    auto database = DatabaseUrl::parse(app.arguments().value(1)).and_then([](const DatabaseUrl &url) {
        return Database::open(url, Database::IfMissing::Create);
    });
    if (!database)
        return give(database.error());
    if (const auto chosen = chooseCertificateStorage(*database); !chosen)
        return give(chosen.error());
    auto found = store::findClient(*database, QStringLiteral("crash"));
    if (!found)
        return give(found.error());
    for (ClientApplication stored = found->value_or(ClientApplication());;) {
        const auto saved = saveNext(*database, stored);
        if (!saved)
            return give(saved.error());
        stored = *saved;
        std::printf("%d\n", saveOf(stored));
        std::fflush(stdout);
    }
}
