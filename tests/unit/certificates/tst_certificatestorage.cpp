#include "CertificateFixture.h"
#include "OpenSsl.h"
#include "services/certificates/CertificateToolsLoader.h"

#include <QDirIterator>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

QFile::Permissions rights(const QString &path)
{
    return QFileInfo(path).permissions();
}

constexpr QFile::Permissions owner =
    QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;

bool fileHolds(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.readAll().contains(bytes);
}

}

/// Where private keys are kept, and that nobody reads them there.
class TestCertificateStorage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CertificateFixture>(); }
    void cleanup() { m_fixture.reset(); }
    void setsUpEncryption();
    void localFiles();
    void folderOfOthersIsRefused();
    void folderMoves();
    void switchingKeepsWhatIsThere();
    void damagedFile();
    void removesTheFile();
    void noPrivateKeyIsReadable_data();
    void noPrivateKeyIsReadable();

private:
    Result<certificates::Notice> setUp(CertificateStorage storage, const QString &folder = {})
    {
        return certificates::setUp(m_fixture->database(), m_fixture->encryption(), storage, folder);
    }
    Result<KeyedCertificate> opened(const SigningCertificate &certificate)
    {
        return certificates::open(m_fixture->database(), m_fixture->encryption(), certificate);
    }
    QString folder() const { return m_fixture->path(u"certificates"_s); }
    QString fileOf(const SigningCertificate &certificate) const
    {
        return folder() + u'/' + certificate.thumbprint + u".p12"_s;
    }

    std::unique_ptr<CertificateFixture> m_fixture;
};

void TestCertificateStorage::setsUpEncryption()
{
    TestDatabase fresh;
    QTemporaryDir home;
    const Encryption encryption(AppSettings(home.filePath(u"appsettings.json"_s)));
    EncryptionSettings settings = AppSettings::standardEncryption();
    settings.folder = home.filePath(u"keys"_s);
    VERIFY_DONE(encryption.settings().setEncryption(settings));
    QCOMPARE(encryption.status(*fresh).state, EncryptionStatus::State::NotSetUp);
    VERIFY_DONE(certificates::setUp(*fresh, encryption, CertificateStorage::Database));
    QCOMPARE(encryption.status(*fresh).state, EncryptionStatus::State::Ready);
    // A second time it keeps the key.
    const QString key = encryption.status(*fresh).keyId;
    VERIFY_DONE(certificates::setUp(*fresh, encryption, CertificateStorage::Database));
    QCOMPARE(encryption.status(*fresh).keyId, key);
    QVERIFY(!certificates::setUp(*fresh, encryption, CertificateStorage::None));
}

void TestCertificateStorage::localFiles()
{
    VERIFY_DONE(setUp(CertificateStorage::Local, folder()));
    QCOMPARE(rights(folder()), owner | QFile::ExeOwner | QFile::ExeUser);
    const auto made = m_fixture->rollOver(testTime());
    VERIFY_DONE(made);
    QCOMPARE(rights(fileOf(*made)), owner);
    const auto read = opened(*made);
    VERIFY_DONE(read);
    QCOMPARE(read->certificate, made->certificate);
    // Nobody opens the file without the passphrase, which stands sealed in the row.
    const OpenSsl openssl;
    QVERIFY(!openssl.tryRun(u"pkcs12 -noout -passin pass: -in %1"_s.arg(fileOf(*made))));
    QVERIFY(!textOf(setUp(CertificateStorage::Local, u"relative"_s)).isEmpty());
    QVERIFY(textOf(setUp(CertificateStorage::Local, u"relative"_s)).contains(u"absolute"_s));
}

void TestCertificateStorage::folderOfOthersIsRefused()
{
    QVERIFY(QDir().mkpath(folder()));
    QVERIFY(QFile::setPermissions(folder(), owner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup));
    QVERIFY2(textOf(setUp(CertificateStorage::Local, folder())).contains(u"chmod 700"_s),
             qPrintable(textOf(setUp(CertificateStorage::Local, folder()))));
    QCOMPARE(store::loadCertificateSettings(m_fixture->database())->storage, CertificateStorage::Database);
}

void TestCertificateStorage::folderMoves()
{
    VERIFY_DONE(setUp(CertificateStorage::Local, folder()));
    const auto made = m_fixture->rollOver(testTime());
    VERIFY_DONE(made);
    const QString target = m_fixture->path(u"elsewhere"_s);
    VERIFY_DONE(setUp(CertificateStorage::Local, target));
    QCOMPARE(QFile::exists(fileOf(*made)), isOnServer()); // a copy of that database cannot be told from it
    VERIFY_DONE(opened(*made));
    // The same folder again, by another name, loses nothing.
    VERIFY_DONE(setUp(CertificateStorage::Local, m_fixture->path(u"keys/../elsewhere"_s)));
    VERIFY_DONE(opened(*made));
}

void TestCertificateStorage::switchingKeepsWhatIsThere()
{
    const auto inDatabase = m_fixture->rollOver(testTime());
    VERIFY_DONE(inDatabase);
    VERIFY_DONE(setUp(CertificateStorage::Local, folder()));
    const auto local = m_fixture->rollOver(testTime());
    VERIFY_DONE(local);
    QCOMPARE(local->storage, CertificateStorage::Local);
    VERIFY_DONE(setUp(CertificateStorage::Database));
    const auto again = m_fixture->rollOver(testTime());
    VERIFY_DONE(again);
    QCOMPARE(again->storage, CertificateStorage::Database);
    for (const SigningCertificate &certificate : m_fixture->stored())
        VERIFY_DONE(opened(certificate));
}

void TestCertificateStorage::damagedFile()
{
    VERIFY_DONE(setUp(CertificateStorage::Local, folder()));
    const auto first = m_fixture->rollOver(testTime());
    const auto second = m_fixture->rollOver(testTime());
    VERIFY_DONE(second);
    QVERIFY(QFile::remove(fileOf(*first)));
    QVERIFY(textOf(opened(*first)).contains(first->thumbprint));
    QFile file(fileOf(*first));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("garbage") > 0);
    file.close();
    QVERIFY(textOf(opened(*first)).contains(first->thumbprint));
    VERIFY_DONE(opened(*second));
}

void TestCertificateStorage::removesTheFile()
{
    VERIFY_DONE(setUp(CertificateStorage::Local, folder()));
    const auto first = m_fixture->rollOver(testTime());
    const auto second = m_fixture->rollOver(testTime());
    VERIFY_DONE(second);
    VERIFY_DONE(certificates::remove(m_fixture->database(), m_fixture->encryption(), *second, testTime()));
    QCOMPARE(QFile::exists(fileOf(*second)), isOnServer());
    QVERIFY(QFile::exists(fileOf(*first)));
}

void TestCertificateStorage::noPrivateKeyIsReadable_data()
{
    QTest::addColumn<CertificateStorage>("storage");
    QTest::newRow("database") << CertificateStorage::Database;
    QTest::newRow("local") << CertificateStorage::Local;
}

void TestCertificateStorage::noPrivateKeyIsReadable()
{
    SKIP_ON_POSTGRESQL("It is about what stands in files.");
    QFETCH(const CertificateStorage, storage);
    VERIFY_DONE(setUp(storage, storage == CertificateStorage::Local ? folder() : QString()));
    const auto made = m_fixture->rollOver(testTime());
    VERIFY_DONE(made);
    const auto keyed = opened(*made);
    VERIFY_DONE(keyed);
    const auto numbers = certificateTools().value()->privateNumbers(keyed->privateKey);
    VERIFY_DONE(numbers);

    QStringList files{m_fixture->file().path(), m_fixture->file().path() + u"-wal"_s};
    for (QDirIterator it(m_fixture->path({}), QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        files << it.next();
    bool foundCertificate = false;
    for (const QString &file : std::as_const(files)) {
        // Its beginning: SQLite may go on on another page.
        foundCertificate = foundCertificate || fileHolds(file, made->certificate.toBase64().first(200));
        for (const SecretBytes &number :
             {numbers->d, numbers->p, numbers->q, numbers->dp, numbers->dq, numbers->qi}) {
            const QByteArray bytes = number.toByteArray();
            for (const QByteArray &encoded : {bytes, bytes.toHex(), bytes.first(90).toBase64(),
                                              bytes.first(90).toBase64(QByteArray::Base64UrlEncoding)})
                QVERIFY2(!fileHolds(file, encoded), qPrintable(file));
        }
        QVERIFY2(!fileHolds(file, keyed->privateKey.toByteArray().first(600).toBase64()), qPrintable(file));
    }
    QVERIFY2(foundCertificate, "what is public is found, so the search does find");
}

GATEHOUSE_TEST(TestCertificateStorage)
#include "tst_certificatestorage.moc"
