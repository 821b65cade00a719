#include "Measure.h"

#include "services/security/stores/KeyStore.h"
#include "support/SealedClients.h"

#include <QCoreApplication>

#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::bench;
using namespace gatehouse::test;

namespace {

constexpr int rounds = 7;
constexpr int secretsInAll = 10000;

/// Both in turn, so that what else the machine does meets both alike.
void compare(const char *name, const char *what, const std::function<void()> &work, const char *with,
             const std::function<void()> &other)
{
    QList<double> times;
    QList<double> others;
    QList<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        times << milliseconds(work);
        others << milliseconds(other);
        ratios << times.last() / others.last();
    }
    std::printf("%-28s %s %.3f ms, %s %.3f ms: %.3f times\n", name, what, median(times), with, median(others),
                median(ratios));
}

/// One secret more for a client application that has a few, as the window and the command line do it.
void storeSecret(TestDatabase &database, ClientApplication &client, const ClientSecret &secret)
{
    client.secrets = {client.secrets.first(), secret};
    client = need(database.save(client, QDateTime::currentDateTimeUtc()));
}

void measureStoring(TestDatabase &database, const EncryptionKeyBytes &key)
{
    const QString databaseId = need(store::loadEncryption(*database)).databaseId;
    ClientApplication client = need(database.save(sealedClient(key, databaseId, u"stored"_s, 1)));
    const SecretBytes plain = takeSecret(generateSecret());
    const auto sealOne = [&] {
        return need(sealedSecret(key, databaseId, client.key, plain, {}, testTime(), {}));
    };
    QList<ClientSecret> ready;
    for (int i = 0; i < rounds * 20; ++i)
        ready << sealOne();
    compare(
        "Encrypt 20 secrets:", "encrypting",
        [&] {
            for (int i = 0; i < 20; ++i)
                sealOne();
        },
        "storing",
        [&] {
            for (int i = 0; i < 20; ++i)
                storeSecret(database, client, ready.takeFirst());
        });
}

/// What replacing does to the database, but every seal stays as it is.
void updateAll(Database &database)
{
    const auto record = need(store::loadEncryption(database));
    auto session = need(EditSession::begin(database));
    need(edit::replaceEncryptionKey(
        session, *record.key,
        [](const auto &all, qsizetype index) -> Result<QByteArray> { return all.at(index).sealed; }));
    need(session.commit());
}

}

/// What encryption costs, as ratios of what is done anyway.
int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QTemporaryDir folder;
    TestDatabase database;
    const Encryption encryption(settingsIn(folder.path()));
    need(encryption.create(*database));
    const EncryptionKeyBytes key = need(encryption.key(*database));
    need(addSealedClients(*database, key, 100, secretsInAll / 100));
    measureStoring(database, key);
    compare(
        "Replace the key of 10,000:", "replacing", [&] { need(encryption.replaceKey(*database)); },
        "the same updates", [&] { updateAll(*database); });
}
