#include "services/security/KeyText.h"
#include "services/security/LocalKeyStore.h"
#include "services/security/PrivateFile.h"
#include "support/SealedClients.h"

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

int rightsOf(const QString &path)
{
    struct stat info = {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? int(info.st_mode & 07777) : -1;
}

bool giveRights(const QString &path, int rights)
{
    return ::chmod(QFile::encodeName(path).constData(), mode_t(rights)) == 0;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void replaceContent(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

}

/// Keys in files that are their owner's alone.
class TestKeyStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keeps();
    void makesFolderAndFilePrivate();
    void neverOverwritesAnotherKey();
    void replacesDamagedFile();
    void removes();
    void missing();
    void refusesWhatOthersReach_data();
    void refusesWhatOthersReach();
    void refusesLinksAndFolders();
    void everyBitOfTheFile();
    void everyCutOfTheFile();
    void tellsFaults_data();
    void tellsFaults();
    void refusesIdsThatLeadElsewhere_data();
    void refusesIdsThatLeadElsewhere();
    void leavesNothingBehindWhenItCannotWrite();

private:
    QString folder() const { return m_folder->filePath(u"made/keys"_s); }
    QString fileOf(const QString &id) const { return folder() + u"/name."_s + id; }
    LocalKeyStore store() const { return {folder(), u"name"_s}; }

    std::unique_ptr<QTemporaryDir> m_folder;
    EncryptionKeyBytes m_key;
};

void TestKeyStores::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_key = generateEncryptionKey().value();
}

void TestKeyStores::keeps()
{
    VERIFY_DONE(store().write(m_key));
    const auto read = store().read(m_key.id);
    VERIFY_DONE(read);
    QCOMPARE(read->id, m_key.id);
    QVERIFY(read->bytes == m_key.bytes);
    QCOMPARE(read->bytes.size(), 32);
    QCOMPARE(filesIn(folder()), QStringList{u"name."_s + m_key.id});
    QCOMPARE(store().place(), folder());
}

void TestKeyStores::makesFolderAndFilePrivate()
{
    const mode_t before = ::umask(0);
    const auto written = store().write(m_key);
    ::umask(before);
    VERIFY_DONE(written);
    QCOMPARE(rightsOf(folder()), 0700);
    QCOMPARE(rightsOf(fileOf(m_key.id)), 0600);
}

void TestKeyStores::neverOverwritesAnotherKey()
{
    EncryptionKeyBytes other = generateEncryptionKey().value();
    other.id = m_key.id;
    VERIFY_DONE(store().write(m_key));
    VERIFY_DONE(store().write(m_key));
    QCOMPARE(store().write(other).error().kind, Error::Kind::Conflict);
    QVERIFY(store().read(m_key.id)->bytes == m_key.bytes);
}

void TestKeyStores::replacesDamagedFile()
{
    VERIFY_DONE(store().write(m_key));
    replaceContent(fileOf(m_key.id), "gatehouse-key:1:broken");
    VERIFY_DONE(store().write(m_key));
    VERIFY_DONE(store().read(m_key.id));
}

void TestKeyStores::removes()
{
    VERIFY_DONE(store().write(m_key));
    VERIFY_DONE(store().remove(m_key.id));
    VERIFY_DONE(store().remove(m_key.id));
    QCOMPARE(filesIn(folder()), QStringList());
}

void TestKeyStores::missing()
{
    QCOMPARE(store().read(m_key.id).error().kind, Error::Kind::NotFound);
    VERIFY_DONE(store().remove(m_key.id));
    VERIFY_DONE(store().write(m_key));
    QCOMPARE(store().read(u"another"_s).error().kind, Error::Kind::NotFound);
}

void TestKeyStores::refusesWhatOthersReach_data()
{
    QTest::addColumn<int>("folderRights");
    QTest::addColumn<int>("fileRights");
    QTest::newRow("group reads the file") << 0700 << 0640;
    QTest::newRow("all read the file") << 0700 << 0604;
    QTest::newRow("group writes the file") << 0700 << 0620;
    QTest::newRow("group reads the folder") << 0750 << 0600;
    QTest::newRow("all enter the folder") << 0701 << 0600;
    QTest::newRow("all write the folder") << 0702 << 0600;
}

void TestKeyStores::refusesWhatOthersReach()
{
    QFETCH(int, folderRights);
    QFETCH(int, fileRights);
    VERIFY_DONE(store().write(m_key));
    QVERIFY(giveRights(folder(), folderRights) && giveRights(fileOf(m_key.id), fileRights));
    const auto read = store().read(m_key.id);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Unreachable);
    QVERIFY2(read.error().text.contains(u"not yours alone"_s), qPrintable(read.error().text));
    QVERIFY(!store().write(m_key));
    if (folderRights != 0700)
        QVERIFY(!store().write(generateEncryptionKey().value()));
    QVERIFY(giveRights(folder(), 0700) && giveRights(fileOf(m_key.id), 0600));
    VERIFY_DONE(store().read(m_key.id));
}

void TestKeyStores::refusesLinksAndFolders()
{
    VERIFY_DONE(store().write(m_key));
    const QString elsewhere = m_folder->filePath(u"elsewhere"_s);
    QVERIFY(QFile::rename(fileOf(m_key.id), elsewhere));
    QVERIFY(QFile::link(elsewhere, fileOf(m_key.id)));
    QCOMPARE(store().read(m_key.id).error().kind, Error::Kind::Unreachable);
    QVERIFY(QFile::remove(fileOf(m_key.id)));
    QVERIFY(QDir().mkpath(fileOf(m_key.id)));
    QCOMPARE(store().read(m_key.id).error().kind, Error::Kind::Unreachable);
    QCOMPARE(::mkfifo(QFile::encodeName(folder() + u"/name.pipe"_s).constData(), 0600), 0);
    QCOMPARE(store().read(u"pipe"_s).error().kind, Error::Kind::Unreachable);
}

void TestKeyStores::everyBitOfTheFile()
{
    VERIFY_DONE(store().write(m_key));
    const QByteArray content = contentOf(fileOf(m_key.id));
    QVERIFY(content.endsWith('\n'));
    for (qsizetype bit = 0; bit < (content.size() - 1) * 8; ++bit) {
        QByteArray flipped = content;
        flipped[bit / 8] = char(flipped.at(bit / 8) ^ (1 << (bit % 8)));
        const auto read = keytext::read(SecretBytes(flipped), m_key.id);
        QVERIFY2(!read, qPrintable(u"bit %1"_s.arg(bit)));
        QVERIFY2(read.error().text.contains(u"damaged"_s), qPrintable(read.error().text));
    }
}

void TestKeyStores::everyCutOfTheFile()
{
    VERIFY_DONE(store().write(m_key));
    const QByteArray content = contentOf(fileOf(m_key.id)).chopped(1);
    QVERIFY(keytext::read(SecretBytes(content), m_key.id));
    for (qsizetype size = 0; size < content.size(); ++size) {
        QVERIFY(!keytext::read(SecretBytes(content.first(size)), m_key.id));
        QVERIFY(!keytext::read(SecretBytes(content.last(size)), m_key.id));
    }
}

void TestKeyStores::tellsFaults_data()
{
    const QByteArray key(64, 'a');
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("expected");
    QTest::newRow("right") << "gatehouse-key:1:id:" + key << QString();
    QTest::newRow("newer") << "gatehouse-key:2:id:something else"_ba << u"newer version"_s;
    QTest::newRow("another key") << "gatehouse-key:1:other:" + key << u"under the name of another"_s;
    QTest::newRow("short key") << "gatehouse-key:1:id:" + key.chopped(2) << u"no whole encryption key"_s;
    QTest::newRow("no hexadecimal") << "gatehouse-key:1:id:" + key.chopped(1) + 'g'
                                    << u"no whole encryption key"_s;
    QTest::newRow("more fields") << "gatehouse-key:1:id:" + key + ":more" << u"no whole encryption key"_s;
    QTest::newRow("another file") << "something:1:id:" + key << u"no encryption key at all"_s;
}

void TestKeyStores::tellsFaults()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, expected);
    const auto read = keytext::read(keytext::withChecksum(secretCopy(line)), u"id"_s);
    QCOMPARE(read.has_value(), expected.isEmpty());
    if (!read)
        QVERIFY2(read.error().text.contains(expected), qPrintable(read.error().text));
}

void TestKeyStores::refusesIdsThatLeadElsewhere_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << QString();
    QTest::newRow("up") << u"../../etc/passwd"_s;
    QTest::newRow("slash") << u"a/b"_s;
    QTest::newRow("dot") << u"a.b"_s;
    QTest::newRow("zero") << u"a"_s + QChar(u'\0');
    QTest::newRow("letter beyond ASCII") << u"schlüssel"_s;
    QTest::newRow("long") << QString(65, u'a');
}

void TestKeyStores::refusesIdsThatLeadElsewhere()
{
    QFETCH(QString, id);
    QCOMPARE(store().read(id).error().kind, Error::Kind::Unreachable);
    QCOMPARE(store().write({id, m_key.bytes}).error().kind, Error::Kind::Unreachable);
    QCOMPARE(store().remove(id).error().kind, Error::Kind::Unreachable);
}

void TestKeyStores::leavesNothingBehindWhenItCannotWrite()
{
    VERIFY_DONE(privatefile::makeFolder(folder()));
    const QString path = folder() + u"/target"_s;
    QVERIFY(QDir().mkpath(path));
    QVERIFY(!privatefile::write(path, m_key.bytes));
    QCOMPARE(filesIn(folder()), QStringList());
    QVERIFY(!LocalKeyStore(u"/proc/nowhere"_s, u"name"_s).write(m_key));
}

QTEST_GUILESS_MAIN(TestKeyStores)
#include "tst_keystores.moc"
