#include "services/import/ImportFile.h"

#include "support/TestDatabase.h"

#include <QUuid>

#include <sys/stat.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

Result<QStringList> clientIds(ImportFile &file)
{
    QStringList ids;
    const auto note = [&](const ImportedClient &imported) -> Result<void> {
        ids << imported.client.clientId;
        return {};
    };
    return file.visit(note).transform([&] { return ids; });
}

}

/// Reading a file and recognizing its format.
class TestImportFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognizesOrTakesTheNamedFormat_data();
    void recognizesOrTakesTheNamedFormat();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void pipesHaveALimit();
    void pipesAreReadToTheirEnd();
    void pipesThatNobodyWritesIntoCanBeCancelled();
    void canBeVisitedAgain();
    void filesMayBeLarge();
    void readingCanBeCancelled();
    void changedMeanwhile_data();
    void changedMeanwhile();
    void changedWhileItWasOpened_data();
    void changedWhileItWasOpened();
    void theVisitorsErrorEndsIt();

private:
    QString write(const QByteArray &content);
    QString pipe();

    QTemporaryDir m_folder;
};

QString TestImportFile::write(const QByteArray &content)
{
    QFile file(m_folder.filePath(u"clients.json"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write the test's file");
    return file.fileName();
}

QString TestImportFile::pipe()
{
    const QString path = m_folder.filePath(QUuid::createUuid().toString(QUuid::WithoutBraces));
    if (::mkfifo(QFile::encodeName(path).constData(), S_IRUSR | S_IWUSR) != 0)
        qFatal("cannot make the test's pipe");
    return path;
}

void TestImportFile::recognizesOrTakesTheNamedFormat_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("named");
    QTest::addColumn<QString>("format");
    const QByteArray ours = R"({"format": "gatehouse", "version": 1, "clients": [{"client_id": "a"}]})";
    const QByteArray metadata = R"([{"client_id": "a", "scope": "openid"}])";
    QTest::newRow("gatehouse") << ours << QString() << u"gatehouse"_s;
    QTest::newRow("rfc7591") << metadata << QString() << u"rfc7591"_s;
    QTest::newRow("named gatehouse") << ours << u"gatehouse"_s << u"gatehouse"_s;
    QTest::newRow("named, any case") << metadata << u"RFC7591"_s << u"rfc7591"_s;
}

void TestImportFile::recognizesOrTakesTheNamedFormat()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, named);
    QFETCH(QString, format);
    const auto file = ImportFile::open(write(content), named, testTime());
    VERIFY_DONE(file);
    QCOMPARE((*file)->format()->name(), format);
    QCOMPARE((*file)->survey().clients, 1);
    QCOMPARE(clientIds(**file).value(), QStringList{u"a"_s});
}

void TestImportFile::tellsWhatIsWrong_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("format");
    QTest::addColumn<Error::Kind>("kind");
    const QString garbage = m_folder.filePath(u"garbage"_s);
    QFile file(garbage);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("\x7f\x45\x4c\x46\0\xff garbage", 15) == 15);
    QTest::newRow("missing") << m_folder.filePath(u"missing.json"_s) << QString() << Error::Kind::Unreachable;
    QTest::newRow("folder") << m_folder.path() << QString() << Error::Kind::Unreachable;
    QTest::newRow("garbage") << garbage << QString() << Error::Kind::Rule;
    QTest::newRow("garbage of a named format") << garbage << u"gatehouse"_s << Error::Kind::Rule;
    QTest::newRow("empty") << u"/dev/null"_s << QString() << Error::Kind::Rule;
    QTest::newRow("unknown format") << garbage << u"excel"_s << Error::Kind::NotFound;
}

void TestImportFile::tellsWhatIsWrong()
{
    QFETCH(QString, path);
    QFETCH(QString, format);
    QFETCH(Error::Kind, kind);
    const auto file = ImportFile::open(path, format, testTime());
    QVERIFY(!file);
    QCOMPARE(file.error().kind, kind);
    QVERIFY2(file.error().text.contains(path), qPrintable(file.error().text));
}

void TestImportFile::pipesHaveALimit()
{
    const auto endless = ImportFile::open(u"/dev/zero"_s, {}, testTime());
    QVERIFY(!endless);
    QVERIFY2(endless.error().text.contains(u"64 MiB"_s), qPrintable(endless.error().text));
}

void TestImportFile::pipesAreReadToTheirEnd()
{
    const QString path = pipe();
    QByteArray content = "[";
    for (int i = 0; i < 5000; ++i)
        content += "{\"client_id\": \"client-" + QByteArray::number(i) + "\"},\n";
    content.replace(content.size() - 2, 2, "]");
    const std::jthread writer([&] {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            qFatal("the pipe cannot be opened");
        file.write(content);
    });
    const auto file = ImportFile::open(path, {}, testTime());
    VERIFY_DONE(file);
    QCOMPARE((*file)->survey().clients, 5000);
    QCOMPARE(clientIds(**file).value().size(), 5000);
}

void TestImportFile::pipesThatNobodyWritesIntoCanBeCancelled()
{
    int asked = 0;
    const auto file = ImportFile::open(pipe(), {}, testTime(), [&](int, int) { return ++asked < 3; });
    QVERIFY(!file);
    QCOMPARE(file.error().kind, Error::Kind::Cancelled);
    QVERIFY2(file.error().text.contains(u"Nothing was changed"_s), qPrintable(file.error().text));
}

void TestImportFile::canBeVisitedAgain()
{
    const auto file = ImportFile::open(write(R"([{"client_id": "a"}, {"client_id": "b"}])"), {}, testTime());
    VERIFY_DONE(file);
    for (int time = 0; time < 3; ++time)
        QCOMPARE(clientIds(**file).value(), QStringList({u"a"_s, u"b"_s}));
}

/// Larger than what is read at once, with a client application across each border.
void TestImportFile::filesMayBeLarge()
{
    constexpr int count = 20'000;
    QByteArray content = "[";
    for (int i = 0; i < count; ++i)
        content += "{\"client_id\": \"client-" + QByteArray::number(i) + "\", \"client_name\": \"Größe\"},\n";
    content.replace(content.size() - 2, 2, "]");
    int told = 0;
    const auto file = ImportFile::open(write(content), {}, testTime(), [&](int done, int total) {
        told = std::max(told, done);
        return done <= total;
    });
    VERIFY_DONE(file);
    QCOMPARE((*file)->survey().clients, count);
    QVERIFY2(told > content.size() / 1024 / 2, qPrintable(QString::number(told)));
    QCOMPARE(clientIds(**file).value().last(), u"client-19999"_s);
}

void TestImportFile::readingCanBeCancelled()
{
    const auto stop = [](int, int) { return false; };
    const auto file = ImportFile::open(write(R"([{"client_id": "a"}])"), u"rfc7591"_s, testTime(), stop);
    QVERIFY(!file);
    QCOMPARE(file.error().kind, Error::Kind::Cancelled);
}

void TestImportFile::changedMeanwhile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("longer") << R"([{"client_id": "another"}])"_ba;
    QTest::newRow("shorter") << "[]"_ba;
    QTest::newRow("as long") << R"([{"client_id": "b"}])"_ba;
    QTest::newRow("the same") << R"([{"client_id": "a"}])"_ba;
}

void TestImportFile::changedMeanwhile()
{
    QFETCH(const QByteArray, content);
    const QString path = write(R"([{"client_id": "a"}])");
    const auto file = ImportFile::open(path, {}, testTime());
    VERIFY_DONE(file);
    write(content);
    QFile changed(path); // whose time the system may have left as it was, if both came at once
    QVERIFY(changed.open(QIODevice::ReadWrite));
    QVERIFY(changed.setFileTime(testTime(), QFileDevice::FileModificationTime));
    const auto visited = clientIds(**file);
    QVERIFY(!visited);
    QCOMPARE(visited.error().kind, Error::Kind::Conflict);
}

void TestImportFile::changedWhileItWasOpened_data()
{
    QTest::addColumn<bool>("isCancelled");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("read on") << false << Error::Kind::Conflict;
    QTest::newRow("cancelled") << true << Error::Kind::Cancelled;
}

void TestImportFile::changedWhileItWasOpened()
{
    QFETCH(const bool, isCancelled);
    QFETCH(const Error::Kind, kind);
    const QString path = write(R"([{"client_id": "a"}])");
    bool wasChanged = false;
    const auto change = [&](int, int) {
        if (!std::exchange(wasChanged, true))
            write("no JSON");
        return !isCancelled;
    };
    const auto file = ImportFile::open(path, u"rfc7591"_s, testTime(), change);
    QVERIFY(!file);
    QCOMPARE(file.error().kind, kind);
}

void TestImportFile::theVisitorsErrorEndsIt()
{
    const auto file = ImportFile::open(write(R"([{"client_id": "a"}, {"client_id": "b"}])"), {}, testTime());
    VERIFY_DONE(file);
    int seen = 0;
    const auto visited = (*file)->visit([&](const ImportedClient &) -> Result<void> {
        ++seen;
        return fail(Error::Kind::Rule, u"enough"_s);
    });
    QVERIFY(!visited);
    QCOMPARE(visited.error().text, u"enough"_s);
    QCOMPARE(seen, 1);
}

GATEHOUSE_TEST(TestImportFile)
#include "tst_importfile.moc"
