#include "services/export/OutputFile.h"
#include "services/import/ImportFile.h"
#include "store/Descriptor.h"
#include "support/FileContent.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

}

class TestOutputFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void whatIsImportedIsNotWrittenOver();
    void wayThatIsTurnedMeanwhileIsRefused();
    void settingsAndKeysAreNeeded();
    void programAndPasswordsAreNeeded();
    void databaseIsMadeBesideWhatIsNeeded_data();
    void databaseIsMadeBesideWhatIsNeeded();
    void pipeWithoutReaderCanBeCancelled();
    void pipeThatNobodyEmptiesCanBeCancelled();
    void writingAtOnceGivesUpInTime_data();
    void writingAtOnceGivesUpInTime();
    void fullDeviceIsTold();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestOutputFile::whatIsImportedIsNotWrittenOver()
{
    const QByteArray clients = R"({"format": "gatehouse", "version": 1, "clients": []})";
    const QString name = path(u"clients.json"_s);
    QVERIFY(write(name, clients));
    QVERIFY(QFile::link(name, path(u"link"_s)));
    const auto writeTo = [](const QString &output) {
        return OutputFile::write(output, NeededFiles(), OutputFile::Readers::AsUsual, "other");
    };
    {
        const auto import = ImportFile::open(name, {}, testTime());
        VERIFY_DONE(import);
        for (const QString &output : {name, path(u"link"_s)}) {
            const auto written = writeTo(output);
            QVERIFY(!written);
            QVERIFY2(written.error().text.contains(u"import"_s), qPrintable(written.error().text));
        }
        QCOMPARE(contentOf(name), clients);
    }
    VERIFY_DONE(writeTo(name));
}

void TestOutputFile::wayThatIsTurnedMeanwhileIsRefused()
{
    SKIP_ON_POSTGRESQL("A database on a server has no file.");
    TestDatabase database;
    const auto needed = NeededFiles::of(*database, AppSettings(path(u"settings.json"_s)));
    VERIFY_DONE(needed);
    const QByteArray before = contentOf(database.path());
    const QString link = path(u"link"_s);
    QVERIFY(QFile::link(path(u"harmless"_s), link));

    OutputFile file(link, *needed);
    QVERIFY(file.open(OutputFile::Readers::OwnerAlone));
    QVERIFY(file.device().write("clients") > 0);
    QVERIFY(QFile::remove(link) && QFile::link(database.path(), link));
    QVERIFY(!file.commit());
    QVERIFY2(file.reason().contains(u"database"_s), qPrintable(file.reason()));
    QCOMPARE(contentOf(database.path()), before);
}

void TestOutputFile::settingsAndKeysAreNeeded()
{
    TestDatabase database;
    const AppSettings settings(path(u"settings.json"_s));
    VERIFY_DONE(settings.setEncryption({.folder = path(u"keys"_s), .keyName = u"key"_s}));
    QVERIFY(QDir(m_folder->path()).mkdir(u"keys"_s));
    QVERIFY(write(path(u"keys/key.1"_s), "key"));
    QVERIFY(::link(QFile::encodeName(path(u"keys/key.1"_s)).constData(),
                   QFile::encodeName(path(u"other"_s)).constData()) == 0);
    const auto needed = NeededFiles::of(*database, settings);
    VERIFY_DONE(needed);

    for (const QString &name : {u"settings.json"_s, u"keys/key.1"_s, u"keys/key.2"_s, u"other"_s, u"keys"_s,
                                u"keys/../keys/key.1"_s, u"keys/"_s})
        QVERIFY2(!needed->reasonAgainst(path(name)).isEmpty(), qPrintable(name));
    for (const QString &name : {u"settings.json.old"_s, u"keys/clients.json"_s, u"no/such/folder"_s})
        QVERIFY2(needed->reasonAgainst(path(name)).isEmpty(), qPrintable(name));
}

void TestOutputFile::programAndPasswordsAreNeeded()
{
    const NeededFiles needed = NeededFiles::of(AppSettings(path(u"settings.json"_s)));
    const QString program = QCoreApplication::applicationFilePath();
    const QString plugin = QCoreApplication::applicationDirPath() + u"/gatehouse_certificates.so"_s;
    QVERIFY(QFile::link(program, path(u"link"_s)));
    for (const QString &name : {program, path(u"link"_s), plugin, QDir::homePath() + u"/.pgpass"_s})
        QVERIFY2(!needed.check(name), qPrintable(name));
    QVERIFY(needed.check(QCoreApplication::applicationDirPath() + u"/clients.json"_s));
}

void TestOutputFile::databaseIsMadeBesideWhatIsNeeded_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("mayBeMade");
    QTest::newRow("new") << u"new.sqlite"_s << true;
    QTest::newRow("empty") << u"empty.sqlite"_s << true;
    QTest::newRow("there") << u"there-wal"_s << true; // is opened, or refused as no database
    for (const char *suffix : {"-wal", "-shm", "-journal"})
        QTest::newRow(suffix) << u"new.sqlite"_s + QLatin1StringView(suffix) << false;
    QTest::newRow("empty file of another database") << u"empty-wal"_s << false;
    QTest::newRow("link to it") << u"link"_s << false;
    QTest::newRow("settings") << u"settings.json"_s << false;
    QTest::newRow("its journal would be the settings") << u"settings"_s << false;
    QTest::newRow("key") << u"keys/key.1"_s << false;
}

void TestOutputFile::databaseIsMadeBesideWhatIsNeeded()
{
    QFETCH(const QString, name);
    QFETCH(const bool, mayBeMade);
    const QString settingsName = name == "settings"_L1 ? u"settings-journal"_s : u"settings.json"_s;
    const AppSettings settings(path(settingsName));
    QVERIFY(QDir(m_folder->path()).mkdir(u"keys"_s));
    VERIFY_DONE(settings.setEncryption({.folder = path(u"keys"_s), .keyName = u"key"_s}));
    QVERIFY(write(path(u"empty.sqlite"_s), {}) && write(path(u"empty-wal"_s), {}));
    QVERIFY(write(path(u"there-wal"_s), "content") && QFile::link(path(u"empty-wal"_s), path(u"link"_s)));
    const NeededFiles needed = NeededFiles::of(settings);
    if (name == "settings.json"_L1)
        QVERIFY(QFile::remove(settings.path())); // there would be one next time
    const auto checked = needed.checkNewDatabase(DatabaseUrl::ofFile(path(name)));
    QCOMPARE(checked.has_value(), mayBeMade);
    if (!name.startsWith("settings"_L1) && !name.startsWith("keys"_L1))
        QCOMPARE(Database::open(DatabaseUrl::ofFile(path(name)), Database::IfMissing::Create).has_value(),
                 mayBeMade && name != "there-wal"_L1);
}

void TestOutputFile::pipeWithoutReaderCanBeCancelled()
{
    QVERIFY(::mkfifo(QFile::encodeName(path(u"pipe"_s)).constData(), 0600) == 0);
    int asked = 0;
    OutputFile file(path(u"pipe"_s), NeededFiles(), [&](int, int) { return ++asked < 3; });
    QVERIFY(!file.open(OutputFile::Readers::OwnerAlone));
    QVERIFY(file.wasCancelled());
}

void TestOutputFile::pipeThatNobodyEmptiesCanBeCancelled()
{
    const QByteArray name = QFile::encodeName(path(u"pipe"_s));
    QVERIFY(::mkfifo(name.constData(), 0600) == 0);
    const Descriptor reader(::open(name.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    bool isFull = false;
    OutputFile file(path(u"pipe"_s), NeededFiles(), [&](int, int) { return !isFull; });
    QVERIFY(file.open(OutputFile::Readers::OwnerAlone));
    isFull = true;
    std::ignore = file.device().write(QByteArray(1024 * 1024, 'x'));
    QVERIFY(!file.commit());
    QVERIFY(file.wasCancelled());
    QVERIFY(file.hasFailed());
}

void TestOutputFile::writingAtOnceGivesUpInTime_data()
{
    QTest::addColumn<bool>("hasReader");
    QTest::newRow("nobody reads") << false;
    QTest::newRow("nobody empties it") << true;
}

void TestOutputFile::writingAtOnceGivesUpInTime()
{
    QFETCH(const bool, hasReader);
    const QByteArray name = QFile::encodeName(path(u"pipe"_s));
    QVERIFY(::mkfifo(name.constData(), 0600) == 0);
    const Descriptor reader(hasReader ? ::open(name.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1);
    QCOMPARE(reader.isOpen(), hasReader);
    const auto written =
        OutputFile::write(path(u"pipe"_s), NeededFiles(), OutputFile::Readers::OwnerAlone,
                          QByteArray(1024 * 1024, 'x'), QDeadlineTimer(std::chrono::milliseconds(200)));
    QVERIFY(!written);
    QVERIFY2(written.error().text.contains(u"nobody reads"_s), qPrintable(written.error().text));
}

void TestOutputFile::fullDeviceIsTold()
{
    const auto written = OutputFile::write(u"/dev/full"_s, NeededFiles(), OutputFile::Readers::AsUsual, "x");
    QVERIFY(!written);
    QVERIFY2(written.error().text.contains(u"No space left"_s), qPrintable(written.error().text));
}

GATEHOUSE_TEST(TestOutputFile)
#include "tst_outputfile.moc"
