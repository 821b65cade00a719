#include "CertificateFixture.h"
#include "services/certificates/CertificateFiles.h"

#include <memory>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

/// What a crash leaves in the folder for certificates goes at the next start, and nothing else does.
class TestCertificateFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fixture.reset(); }
    void notesLiveAsLongAsTheirFiles();
    void copyOfTheDatabaseRemovesNothing();
    void movedDatabaseRemovesNothing();
    void fileWithoutNoteStays();
    void changedFileStays();
    void copyMovesAway();
    void nothingIsWrittenOver();
    void killedBeforeTheRow();
    void killedBeforeTheRename();
    void killedBeforeTheFileIsRemoved();
    void killedAfterTheMove();
    void whatIsNotCertainStays_data();
    void whatIsNotCertainStays();
    void usedFileStays();
    void anotherDatabasesFileStays_data();
    void anotherDatabasesFileStays();
    void oneAlteredValueRemovesNothing_data();
    void oneAlteredValueRemovesNothing();
    void damagedRowKeepsAll();
    void noKeyRemovesNothing();
    void proofsOutliveTheirKey();
    void earlierVersionsFileIsKeptAndTold();
    void nobodyTidiesWhileAnotherWorks();
    void thumbprintsAreNoPaths_data();
    void thumbprintsAreNoPaths();

private:
    QString folder() const { return m_fixture->path(u"certificates"_s); }
    QString path(const QString &thumbprint) const { return folder() + u'/' + thumbprint + u".p12"_s; }
    QStringList names() const { return QDir(folder()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }
    qsizetype notes() { return store::loadCertificateFiles(m_fixture->database()).value().size(); }
    /// Gives what is said of files that stay.
    Result<QString> tidy() { return certificatefiles::tidy(m_fixture->database(), m_fixture->encryption()); }
    certificatefiles::Prover prover()
    {
        return *certificatefiles::Prover::of(m_fixture->database(), m_fixture->encryption());
    }
    Result<void> execute(const QString &sql, const QVariantList &values = {})
    {
        return m_fixture->database().execute(sql, values);
    }
    store::CertificateFile stray()
    {
        const auto written = certificatefiles::write(m_fixture->database(), prover(), folder(), m_thumbprint,
                                                     secretCopy("content"));
        if (!written)
            qFatal("%s", qPrintable(written.error().text));
        return *written;
    }
    void add(const QString &name, const QByteArray &content)
    {
        QFile file(folder() + u'/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
    Result<Database> copied(const QString &name)
    {
        const QString target = m_fixture->path(name);
        return m_fixture->database().execute(u"VACUUM INTO ?"_s, {target}).and_then([&] {
            return Database::open(*DatabaseUrl::parse(u"sqlite:"_s + target), Database::IfMissing::Refuse);
        });
    }
    void noteObsolete(const QString &thumbprint, const QByteArray &content)
    {
        const auto file = certificatefiles::noteOf(prover(), folder(), thumbprint, secretCopy(content));
        note(prover().proven(file, store::CertificateFile::State::Obsolete));
    }
    void note(const store::CertificateFile &file)
    {
        VERIFY_DONE(editing(m_fixture->database(),
                            [&](EditSession &session) { return edit::noteCertificateFile(session, file); }));
    }

    std::unique_ptr<CertificateFixture> m_fixture;
    const QString m_thumbprint = QString(64, u'a');
};

void TestCertificateFiles::init()
{
    SKIP_ON_POSTGRESQL("A database on a server removes no files: it cannot be told from a restored one");
    m_fixture = std::make_unique<CertificateFixture>();
    VERIFY_DONE(certificates::setUp(m_fixture->database(), m_fixture->encryption(), CertificateStorage::Local,
                                    folder()));
}

void TestCertificateFiles::notesLiveAsLongAsTheirFiles()
{
    const auto first = m_fixture->rollOver(testTime());
    const auto second = m_fixture->rollOver(testTime());
    VERIFY_DONE(second);
    VERIFY_DONE(certificates::remove(m_fixture->database(), m_fixture->encryption(), *second, testTime()));
    QCOMPARE(names(), QStringList{first->thumbprint + u".p12"_s});
    VERIFY_DONE(certificates::setUp(m_fixture->database(), m_fixture->encryption(), CertificateStorage::Local,
                                    m_fixture->path(u"elsewhere"_s)));
    QCOMPARE(names(), QStringList());
    QCOMPARE(notes(), 1);
    VERIFY_DONE(tidy());
    QVERIFY(QFile::exists(m_fixture->path(u"elsewhere/"_s) + first->thumbprint + u".p12"_s));
    QCOMPARE(notes(), 1);
}

/// Two databases name the same files, but one of them alone wrote them.
void TestCertificateFiles::copyOfTheDatabaseRemovesNothing()
{
    const auto first = m_fixture->rollOver(testTime());
    const auto next = m_fixture->rollOver(testTime());
    VERIFY_DONE(next);
    auto copy = copied(u"copy.sqlite"_s);
    const auto removed = certificates::remove(*copy, m_fixture->encryption(), *next, testTime());
    VERIFY_DONE(removed);
    QVERIFY2(removed->contains(path(next->thumbprint)), qPrintable(*removed));
    VERIFY_DONE(certificatefiles::tidy(*copy, m_fixture->encryption()));
    QCOMPARE(store::loadCertificates(*copy)->size(), 1);
    QVERIFY(QFile::exists(path(next->thumbprint)));
    VERIFY_DONE(certificates::open(m_fixture->database(), m_fixture->encryption(), *next));
    // The original may.
    const auto gone = certificates::remove(m_fixture->database(), m_fixture->encryption(), *next, testTime());
    VERIFY_DONE(gone);
    QCOMPARE(*gone, QString());
    QCOMPARE(names(), QStringList{first->thumbprint + u".p12"_s});
}

void TestCertificateFiles::movedDatabaseRemovesNothing()
{
    VERIFY_DONE(m_fixture->rollOver(testTime()));
    const auto next = m_fixture->rollOver(testTime());
    VERIFY_DONE(next);
    const QString moved = m_fixture->path(u"moved.sqlite"_s);
    VERIFY_DONE(execute(u"VACUUM INTO ?"_s, {moved}));
    auto database = Database::open(DatabaseUrl::ofFile(moved), Database::IfMissing::Refuse);
    VERIFY_DONE(database);
    const auto removed = certificates::remove(*database, m_fixture->encryption(), *next, testTime());
    VERIFY_DONE(removed);
    QVERIFY(removed->contains(path(next->thumbprint)));
    QVERIFY(QFile::exists(path(next->thumbprint)));
    // That is said once.
    QCOMPARE(certificatefiles::tidy(*database, m_fixture->encryption()).value(), QString());
}

/// Made by a version that kept no notes.
void TestCertificateFiles::fileWithoutNoteStays()
{
    VERIFY_DONE(m_fixture->rollOver(testTime()));
    const auto next = m_fixture->rollOver(testTime());
    VERIFY_DONE(next);
    VERIFY_DONE(m_fixture->database().execute(u"DELETE FROM certificate_file"_s));
    const auto removed =
        certificates::remove(m_fixture->database(), m_fixture->encryption(), *next, testTime());
    VERIFY_DONE(removed);
    QVERIFY(removed->contains(path(next->thumbprint)));
    QVERIFY(QFile::exists(path(next->thumbprint)));
}

void TestCertificateFiles::changedFileStays()
{
    VERIFY_DONE(m_fixture->rollOver(testTime()));
    const auto next = m_fixture->rollOver(testTime());
    VERIFY_DONE(next);
    QVERIFY(QFile::remove(path(next->thumbprint)));
    add(next->thumbprint + u".p12"_s, "another's");
    const auto removed =
        certificates::remove(m_fixture->database(), m_fixture->encryption(), *next, testTime());
    VERIFY_DONE(removed);
    QVERIFY(removed->contains(path(next->thumbprint)));
    QVERIFY(QFile::exists(path(next->thumbprint)));
}

void TestCertificateFiles::copyMovesAway()
{
    const auto made = m_fixture->rollOver(testTime());
    VERIFY_DONE(made);
    auto copy = copied(u"copy.sqlite"_s);
    const QString elsewhere = m_fixture->path(u"elsewhere"_s);
    const auto moved =
        certificates::setUp(*copy, m_fixture->encryption(), CertificateStorage::Local, elsewhere);
    VERIFY_DONE(moved);
    QVERIFY2(moved->contains(path(made->thumbprint)), qPrintable(*moved));
    for (Database *database : {&m_fixture->database(), &*copy})
        VERIFY_DONE(certificates::open(*database, m_fixture->encryption(), *made));
}

void TestCertificateFiles::nothingIsWrittenOver()
{
    const auto made = m_fixture->rollOver(testTime());
    VERIFY_DONE(made);
    const QString elsewhere = m_fixture->path(u"elsewhere"_s);
    QVERIFY(QDir().mkpath(elsewhere) &&
            QFile::setPermissions(elsewhere, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    add(u"../elsewhere/"_s + made->thumbprint + u".p12"_s, "another's");
    add(m_thumbprint + u".p12"_s, "another's");
    const auto moved = certificates::setUp(m_fixture->database(), m_fixture->encryption(),
                                           CertificateStorage::Local, elsewhere);
    QVERIFY(!moved);
    QCOMPARE(moved.error().kind, Error::Kind::Conflict);
    QVERIFY(moved.error().text.contains(elsewhere));
    VERIFY_DONE(certificates::open(m_fixture->database(), m_fixture->encryption(), *made));
    const auto written = certificatefiles::write(m_fixture->database(), prover(), folder(), m_thumbprint,
                                                 secretCopy("content"));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Conflict);
    VERIFY_DONE(tidy());
    for (const QString &name : {elsewhere + u'/' + made->thumbprint + u".p12"_s, path(m_thumbprint)}) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "another's"_ba);
    }
    QCOMPARE(notes(), 1);
}

void TestCertificateFiles::killedBeforeTheRow()
{
    stray();
    QCOMPARE(names().size(), 1);
    VERIFY_DONE(tidy());
    QCOMPARE(names(), QStringList());
    QCOMPARE(notes(), 0);
}

void TestCertificateFiles::killedBeforeTheRename()
{
    const store::CertificateFile file = stray();
    QVERIFY(QFile::remove(path(m_thumbprint)));
    add(m_thumbprint + u".p12."_s + QString(32, u'0') + u".tmp"_s, "cont");
    add(u"notes.txt"_s, "mine");
    VERIFY_DONE(tidy());
    QCOMPARE(names(), QStringList{u"notes.txt"_s});
}

void TestCertificateFiles::killedBeforeTheFileIsRemoved()
{
    const auto first = m_fixture->rollOver(testTime());
    const auto second = m_fixture->rollOver(testTime());
    VERIFY_DONE(second);
    QFile file(path(second->thumbprint));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    VERIFY_DONE(certificates::remove(m_fixture->database(), m_fixture->encryption(), *second, testTime()));
    add(second->thumbprint + u".p12"_s, content);
    noteObsolete(second->thumbprint, content);
    VERIFY_DONE(tidy());
    QCOMPARE(names(), QStringList{first->thumbprint + u".p12"_s});
}

void TestCertificateFiles::killedAfterTheMove()
{
    const auto made = m_fixture->rollOver(testTime());
    VERIFY_DONE(made);
    QFile file(path(made->thumbprint));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    VERIFY_DONE(certificates::setUp(m_fixture->database(), m_fixture->encryption(), CertificateStorage::Local,
                                    m_fixture->path(u"elsewhere"_s)));
    add(made->thumbprint + u".p12"_s, content);
    noteObsolete(made->thumbprint, content);
    QCOMPARE(tidy().value(), QString());
    QCOMPARE(names(), QStringList());
    VERIFY_DONE(certificates::open(m_fixture->database(), m_fixture->encryption(), *made));
}

void TestCertificateFiles::whatIsNotCertainStays_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("value");
    // A database that names the file of another, or that is a copy.
    QTest::newRow("other content") << u"digest"_s << QString(64, u'0');
    QTest::newRow("no digest") << u"digest"_s << QString();
    QTest::newRow("copy of the database") << u"database_file"_s << u"/elsewhere.sqlite"_s;
    QTest::newRow("no proof") << u"database_file"_s << u"obsolete:"_s;
    QTest::newRow("made up proof") << u"database_file"_s << u"obsolete:"_s + QString(64, u'0');
    QTest::newRow("place in clear, as an earlier version noted it") << u"database_file"_s << u"place"_s;
    QTest::newRow("thumbprint that leads elsewhere")
        << u"thumbprint"_s << u"../certificates/"_s + QString(64, u'a');
    QTest::newRow("folder that is not there") << u"folder"_s << u"/nowhere"_s;
}

void TestCertificateFiles::whatIsNotCertainStays()
{
    QFETCH(const QString, column);
    QFETCH(const QString, value);
    stray();
    VERIFY_DONE(execute(u"UPDATE certificate_file SET %1 = ?"_s.arg(column),
                        {value == "place"_L1 ? m_fixture->database().place() : value}));
    VERIFY_DONE(tidy());
    QCOMPARE(names(), QStringList{m_thumbprint + u".p12"_s});
}

void TestCertificateFiles::usedFileStays()
{
    const auto made = m_fixture->rollOver(testTime());
    VERIFY_DONE(made);
    QFile file(path(made->thumbprint));
    QVERIFY(file.open(QIODevice::ReadOnly));
    noteObsolete(made->thumbprint, file.readAll());
    QVERIFY(tidy().value().contains(path(made->thumbprint)));
    VERIFY_DONE(certificates::open(m_fixture->database(), m_fixture->encryption(), *made));
    QCOMPARE(notes(), 1);
}

void TestCertificateFiles::anotherDatabasesFileStays_data()
{
    QTest::addColumn<QString>("column");
    QTest::addColumn<bool>("isCopied"); // else written as an earlier version did
    QTest::newRow("its note") << QString() << true;
    QTest::newRow("its note, that it is to go") << u"obsolete"_s << true;
    QTest::newRow("own place in clear") << QString() << false;
}

/// Plain SQL in one database must not remove the private key of another.
void TestCertificateFiles::anotherDatabasesFileStays()
{
    QFETCH(const QString, column);
    QFETCH(const bool, isCopied);
    const auto made = m_fixture->rollOver(testTime());
    VERIFY_DONE(made);
    const auto notes = store::loadCertificateFiles(m_fixture->database()).value();
    CertificateFixture other;
    const QString proof = isCopied ? store::proofColumn(notes.first()) : other.database().place();
    const QString state = column.isEmpty() ? proof : column + u':' + proof.section(u':', -1);
    const auto &file = notes.first();
    VERIFY_DONE(other.database().execute(
        u"INSERT INTO certificate_file (folder, thumbprint, digest, database_file) VALUES (?, ?, ?, ?)"_s,
        {file.folder, file.thumbprint, file.digest, state}));
    const auto told = certificatefiles::tidy(other.database(), other.encryption());
    VERIFY_DONE(told);
    QVERIFY2(told->contains(path(made->thumbprint)), qPrintable(*told));
    VERIFY_DONE(certificates::open(m_fixture->database(), m_fixture->encryption(), *made));
}

void TestCertificateFiles::oneAlteredValueRemovesNothing_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("back");
    QTest::newRow("folder") << u"UPDATE setting SET value = '/elsewhere' WHERE name = 'certificate_folder'"_s
                            << u"UPDATE setting SET value = '%1' WHERE name = 'certificate_folder'"_s;
    QTest::newRow("storage") << u"UPDATE signing_certificate SET storage = 'database'"_s
                             << u"UPDATE signing_certificate SET storage = 'local'"_s;
    QTest::newRow("thumbprint") << u"UPDATE signing_certificate SET thumbprint = upper(thumbprint)"_s
                                << u"UPDATE signing_certificate SET thumbprint = lower(thumbprint)"_s;
    QTest::newRow("other thumbprint")
        << u"UPDATE signing_certificate SET thumbprint = 'a' || thumbprint"_s
        << u"UPDATE signing_certificate SET thumbprint = substr(thumbprint, 2)"_s;
    QTest::newRow("no row") << u"DELETE FROM signing_certificate"_s << QString();
    QTest::newRow("note") << u"UPDATE certificate_file SET database_file = replace(database_file, 'kept:', "
                             "'new:')"_s
                          << QString();
}

void TestCertificateFiles::oneAlteredValueRemovesNothing()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, back);
    const auto made = m_fixture->rollOver(testTime());
    VERIFY_DONE(made);
    VERIFY_DONE(execute(sql));
    for (int i = 0; i < 2; ++i) {
        const auto told = tidy();
        VERIFY_DONE(told);
        QVERIFY2(told->contains(path(made->thumbprint)), qPrintable(*told));
    }
    QCOMPARE(names(), QStringList{made->thumbprint + u".p12"_s});
    if (back.isEmpty())
        return;
    VERIFY_DONE(execute(back.contains(u"%1") ? back.arg(folder()) : back));
    QCOMPARE(tidy().value(), QString());
    VERIFY_DONE(certificates::open(m_fixture->database(), m_fixture->encryption(), *made));
}

/// It may be the row of any file.
void TestCertificateFiles::damagedRowKeepsAll()
{
    VERIFY_DONE(m_fixture->rollOver(testTime()));
    stray();
    VERIFY_DONE(execute(u"UPDATE signing_certificate SET not_after = 'soon'"_s));
    QVERIFY(tidy().value().contains(path(m_thumbprint)));
    QCOMPARE(names().size(), 2);
}

void TestCertificateFiles::noKeyRemovesNothing()
{
    stray();
    const QString keys = m_fixture->path(u"keys"_s);
    QVERIFY(QDir().rename(keys, keys + u".away"_s));
    QVERIFY(tidy().value().contains(path(m_thumbprint)));
    QVERIFY(QFile::exists(path(m_thumbprint)));
    QVERIFY(QDir().rename(keys + u".away"_s, keys));
    QCOMPARE(tidy().value(), QString());
    QCOMPARE(names(), QStringList());
}

void TestCertificateFiles::proofsOutliveTheirKey()
{
    stray();
    VERIFY_DONE(m_fixture->rollOver(testTime()));
    const auto next = m_fixture->rollOver(testTime());
    VERIFY_DONE(next);
    stray();
    VERIFY_DONE(m_fixture->encryption().replaceKey(m_fixture->database()));
    QCOMPARE(certificates::remove(m_fixture->database(), m_fixture->encryption(), *next, testTime()).value(),
             QString());
    QCOMPARE(tidy().value(), QString());
    QCOMPARE(names().size(), 1);
}

/// It noted its place in clear, which anybody can write.
void TestCertificateFiles::earlierVersionsFileIsKeptAndTold()
{
    VERIFY_DONE(m_fixture->rollOver(testTime()));
    const auto next = m_fixture->rollOver(testTime());
    VERIFY_DONE(next);
    VERIFY_DONE(execute(u"UPDATE certificate_file SET database_file = ?"_s, {m_fixture->database().place()}));
    QCOMPARE(tidy().value(), QString());
    const auto removed =
        certificates::remove(m_fixture->database(), m_fixture->encryption(), *next, testTime());
    QVERIFY(removed.value().contains(path(next->thumbprint)));
    QVERIFY(QFile::exists(path(next->thumbprint)));
    QCOMPARE(names().size(), 2);
}

void TestCertificateFiles::nobodyTidiesWhileAnotherWorks()
{
    using certificatefiles::FolderLock;
    stray();
    {
        const auto lock = FolderLock::of(folder(), FolderLock::Kind::Shared);
        VERIFY_DONE(lock);
        VERIFY_DONE(tidy());
        QCOMPARE(names().size(), 1);
        QCOMPARE(notes(), 1);
    }
    VERIFY_DONE(tidy());
    QCOMPARE(names(), QStringList());
}

void TestCertificateFiles::thumbprintsAreNoPaths_data()
{
    QTest::addColumn<QString>("thumbprint");
    QTest::newRow("empty") << QString();
    QTest::newRow("parent") << u"../../x"_s;
    QTest::newRow("upper case") << QString(64, u'A');
    QTest::newRow("short") << QString(63, u'a');
    QTest::newRow("long") << QString(65, u'a');
    QTest::newRow("slash") << QString(63, u'a') + u'/';
}

void TestCertificateFiles::thumbprintsAreNoPaths()
{
    QFETCH(const QString, thumbprint);
    QVERIFY(!certificatefiles::pathOf(folder(), thumbprint));
    QVERIFY(!certificatefiles::pathOf(u"relative"_s, m_thumbprint));
    QVERIFY(certificatefiles::pathOf(folder(), m_thumbprint));
}

GATEHOUSE_TEST(TestCertificateFiles)
#include "tst_certificatefiles.moc"
