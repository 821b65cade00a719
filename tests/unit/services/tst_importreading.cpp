#include "services/ImportReading.h"

#include "domain/formats/JsonText.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// Reading a file and recognizing its format.
class TestImportReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognizesOrTakesTheNamedFormat_data();
    void recognizesOrTakesTheNamedFormat();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void limitsTheSize();

private:
    QString write(const QByteArray &content);

    QTemporaryDir m_folder;
};

QString TestImportReading::write(const QByteArray &content)
{
    QFile file(m_folder.filePath(u"clients.json"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write the test's file");
    return file.fileName();
}

void TestImportReading::recognizesOrTakesTheNamedFormat_data()
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

void TestImportReading::recognizesOrTakesTheNamedFormat()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, named);
    QFETCH(QString, format);
    const auto file = readImportFile(write(content), named, testTime());
    VERIFY_DONE(file);
    QCOMPARE(file->format->name(), format);
    QCOMPARE(file->content.clients.size(), 1);
    QCOMPARE(file->content.clients.first().client.clientId, u"a"_s);
}

void TestImportReading::tellsWhatIsWrong_data()
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

void TestImportReading::tellsWhatIsWrong()
{
    QFETCH(QString, path);
    QFETCH(QString, format);
    QFETCH(Error::Kind, kind);
    const auto file = readImportFile(path, format, testTime());
    QVERIFY(!file);
    QCOMPARE(file.error().kind, kind);
    QVERIFY2(file.error().text.contains(path), qPrintable(file.error().text));
}

void TestImportReading::limitsTheSize()
{
    QFile file(m_folder.filePath(u"large.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(json::largestDocument + 1));
    auto large = readImportFile(file.fileName(), {}, testTime());
    QVERIFY(!large);
    QVERIFY2(large.error().text.contains(u"64 MiB"_s), qPrintable(large.error().text));
    large = readImportFile(u"/dev/zero"_s, {}, testTime());
    QVERIFY(!large);
    QVERIFY2(large.error().text.contains(u"64 MiB"_s), qPrintable(large.error().text));
}

QTEST_GUILESS_MAIN(TestImportReading)
#include "tst_importreading.moc"
