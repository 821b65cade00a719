#include "CrashState.h"
#include "store/Migrations.h"
#include "support/DatabaseContent.h"
#include "support/TestDatabase.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// Starts the saver, kills it `delay` after it has committed `saves` times, and gives its last committed
/// save: 0 when there was none, -1 when it ended by itself.
int killedAfter(const DatabaseUrl &url, int saves, std::chrono::microseconds delay)
{
    QProcess saver;
    saver.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    saver.start(QCoreApplication::applicationDirPath() + u"/crash_saver"_s, {url.text()});
    if (!saver.waitForStarted())
        return -1;
    QByteArray printed;
    while (printed.count('\n') < saves) {
        if (!saver.waitForReadyRead())
            return -1;
        printed += saver.readAllStandardOutput();
    }
    for (const QDeadlineTimer moment(delay); !moment.hasExpired();)
        QThread::yieldCurrentThread();
    saver.kill();
    if (!saver.waitForFinished() || saver.exitStatus() != QProcess::CrashExit)
        return -1;
    printed += saver.readAllStandardOutput();
    const QList<QByteArray> lines = printed.first(printed.lastIndexOf('\n') + 1).trimmed().split('\n');
    return lines.last().toInt();
}

/// Secrets get their keys when stored; everything else must be exactly what was saved.
ClientApplication withoutKeys(ClientApplication client)
{
    for (ClientSecret &secret : client.secrets)
        secret.key.clear();
    return client;
}

}

/// A program that is killed in the middle of a save leaves the old or the new state, whole.
class TestCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { SKIP_ON_POSTGRESQL("It is about the file of a database."); }
    void killedWhileSaving();
    void killedWhileMakingTheDatabase();
};

void TestCrash::killedWhileSaving()
{
    constexpr int rounds = 60;
    QTemporaryDir folder;
    const DatabaseUrl url = *DatabaseUrl::parse(u"sqlite:"_s + folder.filePath(u"crash.sqlite"_s));
    QRandomGenerator random(20260131);
    int before = 0;
    int inTheMiddle = 0;
    for (int round = 0; round < rounds; ++round) {
        const std::chrono::microseconds delay(random.bounded(8000));
        const int printed = killedAfter(url, 1 + round % 4, delay);
        QVERIFY(printed > before);

        auto database = Database::open(url, Database::IfMissing::Refuse);
        VERIFY_DONE(database);
        QCOMPARE(textsOf(*database, u"PRAGMA integrity_check"_s), QStringList{u"ok"_s});
        QCOMPARE(textsOf(*database, u"PRAGMA foreign_key_check"_s), QStringList());
        const auto stored = store::findClient(*database, u"crash"_s);
        VERIFY_DONE(stored);
        QVERIFY(stored->has_value());
        const int save = saveOf(**stored);
        QVERIFY2(save == printed || save == printed + 1,
                 qPrintable(u"printed %1, stored %2"_s.arg(printed).arg(save)));
        QCOMPARE((*stored)->version, save);
        QCOMPARE(withoutKeys(**stored), crashState(save, **stored));
        inTheMiddle += save == printed + 1;
        before = save;
    }
    qInfo("%d saves; %d of %d kills came once the save in hand was committed", before, inTheMiddle, rounds);
}

void TestCrash::killedWhileMakingTheDatabase()
{
    constexpr int rounds = 40;
    QTemporaryDir folder;
    QRandomGenerator random(20260131);
    for (int round = 0; round < rounds; ++round) {
        const QString path = folder.filePath(u"made-%1.sqlite"_s.arg(round));
        const DatabaseUrl url = *DatabaseUrl::parse(u"sqlite:"_s + path);
        QVERIFY(killedAfter(url, 0, std::chrono::microseconds(random.bounded(60000))) >= 0);

        auto database = Database::open(url, Database::IfMissing::Create);
        VERIFY_DONE(database);
        QCOMPARE(textsOf(*database, u"PRAGMA integrity_check"_s), QStringList{u"ok"_s});
        QCOMPARE(textsOf(*database, u"SELECT count(*) FROM schema_version"_s),
                 QStringList{QString::number(latestSchemaVersion())});
        QCOMPARE(textsOf(*database, u"SELECT name FROM api_scope"_s), QStringList{u"api"_s});
    }
}

GATEHOUSE_TEST(TestCrash)
#include "tst_crash.moc"
