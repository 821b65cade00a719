#include "services/security/Encryption.h"
#include "support/KillSwitch.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

int give(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(error.text));
    return 1;
}

}

/// Replaces the encryption key: key_replacer URL SETTINGS [WRITE]. It kills itself before the write of
/// that number to any file, or prints how many there were.
int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    auto database = DatabaseUrl::parse(app.arguments().value(1)).and_then([](const DatabaseUrl &url) {
        return Database::open(url, Database::IfMissing::Refuse);
    });
    if (!database)
        return give(database.error());
    const Encryption encryption(AppSettings(app.arguments().value(2)));
    std::puts("opened");
    std::fflush(stdout);
    test::killBeforeWrite(app.arguments().value(3).toInt());
    const auto replaced = encryption.replaceKey(*database);
    const int writes = test::killBeforeWrite(0);
    if (!replaced)
        return give(replaced.error());
    std::printf("%d\n", writes);
}
