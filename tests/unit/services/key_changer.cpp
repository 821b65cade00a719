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

Result<QString> changeKey(const Encryption &encryption, Database &database, const QString &folder)
{
    if (folder.isEmpty())
        return encryption.replaceKey(database).transform([](int) { return QString(); });
    return encryption.settings().encryption().and_then([&](EncryptionSettings settings) {
        settings.folder = folder;
        return encryption.moveTo(database, settings);
    });
}

}

/// Replaces the encryption key, or moves it: key_changer URL SETTINGS WRITE [TO [KEPT]]. It kills itself
/// before the write of that number to any file, or prints how many there were. No file in the folder KEPT can
/// be removed. What stays is printed, too.
int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    auto database = DatabaseUrl::parse(app.arguments().value(1)).and_then([](const DatabaseUrl &url) {
        return Database::open(url, Database::IfMissing::Refuse);
    });
    if (!database)
        return give(database.error());
    const Encryption encryption(AppSettings(app.arguments().value(2)));
    if (const QString kept = app.arguments().value(5); !kept.isEmpty())
        test::keepFilesIn(kept.toLocal8Bit().constData());
    std::puts("opened");
    std::fflush(stdout);
    test::killBeforeWrite(app.arguments().value(3).toInt());
    const auto changed = changeKey(encryption, *database, app.arguments().value(4));
    const int writes = test::killBeforeWrite(0);
    if (!changed)
        return give(changed.error());
    std::printf("%d\n%s\n", writes, qPrintable(*changed));
}
