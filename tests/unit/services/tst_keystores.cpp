#include "services/security/KeyText.h"
#include "services/security/PrivateFile.h"
#include "services/security/stores/LocalKeyStore.h"
#include "support/FileContent.h"
#include "support/SealedClients.h"

#include <QThread>

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
    void keepsNewKeysApart();
    void removesWhatWasCutOff();
    void leavesWhatIsNotCertain_data();
    void leavesWhatIsNotCertain();
    void writesBesideSomebodyWhoRemoves();

private:
    QString folder() const { return m_folder->filePath(u"made/keys"_s); }
    QString fileOf(const QString &id) const { return folder() + u"/name."_s + id; }
    LocalKeyStore store() const { return {folder(), u"name"_s}; }
    /// As a write leaves it that was cut off.
    QString halfWritten(const QString &file) const { return file + u'.' + QString(32, u'0') + u".tmp"_s; }
    void leaveBehind(const QString &path) const
    {
        replaceContent(path, "gatehouse-key:1:");
        QVERIFY(giveRights(path, 0600));
    }

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

void TestKeyStores::keepsNewKeysApart()
{
    VERIFY_DONE(store().write(m_key, KeyEntry::New));
    QCOMPARE(filesIn(folder()), QStringList{u"name."_s + m_key.id + u".new"_s});
    QCOMPARE(store().read(m_key.id).error().kind, Error::Kind::NotFound);
    QVERIFY(store().read(m_key.id, KeyEntry::New)->bytes == m_key.bytes);
    VERIFY_DONE(store().write(m_key));
    VERIFY_DONE(store().remove(m_key.id, KeyEntry::New));
    VERIFY_DONE(store().read(m_key.id));
}

void TestKeyStores::removesWhatWasCutOff()
{
    VERIFY_DONE(store().write(m_key));
    leaveBehind(halfWritten(fileOf(m_key.id)));
    leaveBehind(halfWritten(fileOf(m_key.id) + u".new"_s));
    store().removeHalfWritten(m_key.id);
    QCOMPARE(filesIn(folder()), QStringList{u"name."_s + m_key.id});
}

void TestKeyStores::leavesWhatIsNotCertain_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("rights");
    const QString id = u"ID"_s;
    const QString uuid(32, u'0');
    QTest::newRow("of another key") << u"name.other."_s + uuid + u".tmp"_s << 0600;
    QTest::newRow("of another name") << u"other.ID."_s + uuid + u".tmp"_s << 0600;
    QTest::newRow("that others read") << u"name.ID."_s + uuid + u".tmp"_s << 0640;
    QTest::newRow("no number") << u"name.ID.backup-of-2026-01-31-by-anna.tmp"_s << 0600;
    QTest::newRow("another ending") << u"name.ID."_s + uuid + u".bak"_s << 0600;
    QTest::newRow("more before the number") << u"name.ID.x."_s + uuid + u".tmp"_s << 0600;
    QTest::newRow("the key") << u"name.ID"_s << 0600;
}

void TestKeyStores::leavesWhatIsNotCertain()
{
    QFETCH(QString, name);
    QFETCH(const int, rights);
    VERIFY_DONE(store().write(m_key));
    name.replace(u"ID"_s, m_key.id);
    const QString path = folder() + u'/' + name;
    leaveBehind(path);
    QVERIFY(giveRights(path, rights));
    store().removeHalfWritten(m_key.id);
    QVERIFY(QFileInfo::exists(path));
    // Nor what is no file, nor what it leads to.
    const QString link = halfWritten(fileOf(m_key.id));
    QFile::remove(link);
    QVERIFY(QFile::link(fileOf(m_key.id), link));
    store().removeHalfWritten(m_key.id);
    QVERIFY(QFileInfo::exists(fileOf(m_key.id)));
}

void TestKeyStores::writesBesideSomebodyWhoRemoves()
{
    VERIFY_DONE(store().write(m_key));
    std::atomic<bool> isDone = false;
    const std::unique_ptr<QThread> remover(QThread::create([&] {
        while (!isDone)
            store().removeHalfWritten(m_key.id);
    }));
    remover->start();
    for (int i = 0; i < 200; ++i)
        VERIFY_DONE(store().write(m_key));
    isDone = true;
    QVERIFY(remover->wait());
    QCOMPARE(filesIn(folder()), QStringList{u"name."_s + m_key.id});
}

GATEHOUSE_TEST(TestKeyStores)
#include "tst_keystores.moc"
