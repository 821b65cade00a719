#include "EncryptionFixture.h"
#include "store/audit/AuditCheck.h"
#include "store/edit/EncryptionEdits.h"
#include "support/SignedIn.h"

#include <QProcess>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

using State = EncryptionStatus::State;
using store::KeyCopy;

}

/// The key storage is moved with the knowledge of the audit trail, and whatever cuts it off or stands in its
/// way, the keys are in one place afterwards, or it is said where else.
class TestKeyMove : public QObject, private EncryptionFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void auditTrailNamesBothPlaces_data();
    void auditTrailNamesBothPlaces();
    void refusedToWhoMayNot_data();
    void refusedToWhoMayNot();
    void whatCannotBeDoneIsTakenBack();
    void nothingIsBroughtWhereItCannotBeTold();
    void killedBeforeEachWrite();
    void whatCannotBeRemovedIsSaidAndGoesLater();
    void leftCopyIsKnownBeyondAReplacement();
    void movesBackToWhereACopyWasLeft();
    void leavesWhatIsNotProven_data();
    void leavesWhatIsNotProven();
    void leavesPlacesOfOtherSettings();
    void damagedNotesAreNamed_data();
    void damagedNotesAreNamed();

private:
    QString elsewhere() const { return folder(u"elsewhere"_s); }
    EncryptionSettings settingsTo(const QString &path) const
    {
        EncryptionSettings settings = this->settings();
        settings.folder = path;
        return settings;
    }
    Result<QString> moveTo(const QString &path) const
    {
        return encryption().moveTo(*database(), settingsTo(path));
    }
    QList<AuditEntry> entries() { return store::loadAuditPage(*database(), {}, std::nullopt, 20).value(); }
    QString keyFile() const { return settings().keyName + u'.' + record().key->id; }
    Result<void> setCopies(const QList<KeyCopy> &copies) const
    {
        return editing(*database(),
                       [&](EditSession &session) { return edit::setKeyCopies(session, copies); });
    }
    void startStuck(QProcess &changer, const QString &to, const QString &kept) const
    {
        changer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        changer.start(QCoreApplication::applicationDirPath() + u"/key_changer"_s,
                      {database().url().text(), settingsPath(), u"0"_s, to, kept});
        QVERIFY(changer.waitForFinished());
        QCOMPARE(changer.exitCode(), 0);
    }
    /// The key, and the one that was replaced last, are where the settings lead to and nowhere else.
    void verifyInOnePlace(const QStringList &folders);
};

void TestKeyMove::init()
{
    reset();
    VERIFY_DONE(encryption().create(*database()));
    VERIFY_DONE(addSealedClients(*database(), *key(), 1, 3));
}

void TestKeyMove::verifyInOnePlace(const QStringList &folders)
{
    const EncryptionStatus status = encryption().status(*database());
    QVERIFY2(status.state == State::Ready, qPrintable(status.text));
    QCOMPARE(status.notice, QString());
    QCOMPARE(openedSecrets(*database(), *key()).value(), 3);
    QCOMPARE(record().keyCopies, QList<KeyCopy>());
    QStringList expected{keyFile()};
    for (const store::SpareKey &spare : record().spareKeys)
        expected << settings().keyName + u'.' + spare.id;
    for (const QString &path : folders)
        QCOMPARE(filesIn(path), path == settings().folder ? sorted(expected) : QStringList());
    QVERIFY(store::checkAuditTrail(*database())->isWhole());
}

void TestKeyMove::auditTrailNamesBothPlaces_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("folder") << u"key_storage"_s << u"keys"_s << u"elsewhere"_s;
    QTest::newRow("name") << u"key_name"_s << u"first"_s << u"second"_s;
    QTest::newRow("switched off") << u"encryption_active"_s << u"true"_s << u"false"_s;
}

void TestKeyMove::auditTrailNamesBothPlaces()
{
    QFETCH(const QString, field);
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    EncryptionSettings first = settings();
    first.keyName = u"first"_s;
    VERIFY_DONE(encryption().moveTo(*database(), first));
    const auto count = entries().size();
    EncryptionSettings next = first;
    if (field == "key_storage"_L1)
        next.folder = elsewhere();
    else if (field == "key_name"_L1)
        next.keyName = after;
    else
        next.active = false;
    workAs(*database(), u"maria"_s);
    const auto others = entries().size() - count;
    VERIFY_DONE(encryption().moveTo(*database(), next));
    QCOMPARE(entries().size(), count + others + 1);
    const AuditEntry entry = entries().first();
    QCOMPARE(entry.action, u"change"_s);
    QCOMPARE(entry.subject, u"encryption_key"_s);
    QCOMPARE(entry.recordId, record().key->id);
    QCOMPARE(entry.userId, u"maria"_s);
    const QList<AuditChange> changes = audit::changesOf(entry);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().field, field);
    QVERIFY(QString::fromStdString(changes.first().before.dump()).remove(u'"').endsWith(before));
    QVERIFY(QString::fromStdString(changes.first().after.dump()).remove(u'"').endsWith(after));
}

void TestKeyMove::refusedToWhoMayNot_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<bool>("isMove");
    for (const bool isMove : {true, false}) {
        const char *what = isMove ? "moves" : "switches off";
        QTest::addRow("demoted, %s", what)
            << u"main_administrator = 0"_s << Error::Kind::NotSignedIn << isMove;
        QTest::addRow("disabled, %s", what) << u"enabled = 0"_s << Error::Kind::NotSignedIn << isMove;
        QTest::addRow("auditor, %s", what)
            << u"main_administrator = 0, auditor = 1"_s << Error::Kind::Rule << isMove;
    }
}

void TestKeyMove::refusedToWhoMayNot()
{
    QFETCH(const QString, change);
    QFETCH(const Error::Kind, kind);
    QFETCH(const bool, isMove);
    workAs(*database(), u"maria"_s);
    VERIFY_DONE(database()->execute(u"UPDATE iam_user SET %1 WHERE user_id = 'maria'"_s.arg(change)));
    const EncryptionSettings before = settings();
    EncryptionSettings wanted = settingsTo(isMove ? elsewhere() : before.folder);
    wanted.active = isMove;
    const auto count = entries().size();
    const auto moved = encryption().moveTo(*database(), wanted);
    QVERIFY(!moved);
    QCOMPARE(moved.error().kind, kind);
    QCOMPARE(settings(), before);
    QCOMPARE(filesIn(folder()), QStringList{keyFile()});
    QVERIFY(!QFileInfo::exists(elsewhere()));
    QCOMPARE(entries().size(), count);
}

/// The audit trail says that, too.
void TestKeyMove::whatCannotBeDoneIsTakenBack()
{
    const auto count = entries().size();
    QVERIFY(!moveTo(u"/proc/nowhere"_s));
    verifyInOnePlace({folder()});
    QCOMPARE(entries().size(), count + 2);
    const QList<AuditChange> changes = audit::changesOf(entries().first());
    QVERIFY(std::ranges::any_of(changes, [&](const AuditChange &change) {
        return change.field == "key_storage"_L1 && change.after == json::fromText(folder());
    }));
}

void TestKeyMove::nothingIsBroughtWhereItCannotBeTold()
{
    QVERIFY(QDir().mkdir(elsewhere()));
    QVERIFY(QFile::setPermissions(elsewhere(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner |
                                                   QFile::ReadOther | QFile::ExeOther));
    const auto count = entries().size();
    const auto moved = moveTo(elsewhere());
    QVERIFY(!moved);
    QVERIFY2(moved.error().text.contains(u"not yours alone"_s), qPrintable(moved.error().text));
    QCOMPARE(entries().size(), count);
    verifyInOnePlace({folder(), elsewhere()});
}

void TestKeyMove::killedBeforeEachWrite()
{
    SKIP_ON_POSTGRESQL("It counts what is written to files.");
    VERIFY_DONE(encryption().replaceKey(*database())); // the replaced one goes along
    const QStringList folders{folder(), elsewhere()};
    int moved = 0;
    int kills = 0;
    for (int write = 1;; ++write) {
        const QString before = settings().folder;
        const QString to = before == folder() ? elsewhere() : folder();
        QProcess changer;
        changer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        changer.start(QCoreApplication::applicationDirPath() + u"/key_changer"_s,
                      {database().url().text(), settingsPath(), QString::number(write), to});
        QVERIFY(changer.waitForFinished());
        if (write % 2 == 0)
            encryption().tidy(*database()); // as at a start; else the look at the encryption does it
        verifyInOnePlace(folders);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(u"killed before write %1"_s.arg(write)));
        moved += settings().folder != before;
        if (changer.exitStatus() == QProcess::NormalExit) {
            QCOMPARE(changer.exitCode(), 0);
            QCOMPARE(settings().folder, to);
            break;
        }
        ++kills;
    }
    qInfo("%d kills, %d of them after the settings led to the new place", kills, moved - 1);
    // Notes, two key files, settings, two removals and their notes each write more than once.
    QVERIFY2(kills > 20, qPrintable(QString::number(kills)));
    QVERIFY(moved > 1 && moved < kills);
}

void TestKeyMove::whatCannotBeRemovedIsSaidAndGoesLater()
{
    SKIP_ON_POSTGRESQL("Another program opens the database by its file.");
    QProcess changer;
    startStuck(changer, elsewhere(), folder());
    const QString said = QString::fromLocal8Bit(changer.readAllStandardOutput());
    QVERIFY2(said.contains(folder() + u'/' + keyFile()), qPrintable(said));
    QCOMPARE(settings().folder, elsewhere());
    QCOMPARE(filesIn(folder()), QStringList{keyFile()});
    const auto notice = encryption().notice(*database());
    VERIFY_DONE(notice);
    QVERIFY2(notice->contains(folder() + u'/' + keyFile()), qPrintable(*notice));
    verifyInOnePlace({folder(), elsewhere()}); // it can be removed by now
}

/// Its note is proven by the new key then.
void TestKeyMove::leftCopyIsKnownBeyondAReplacement()
{
    SKIP_ON_POSTGRESQL("Another program opens the database by its file.");
    QProcess changer;
    startStuck(changer, elsewhere(), folder());
    const QString replaced = keyFile();
    startStuck(changer, {}, folder()); // replaces the key
    QVERIFY(keyFile() != replaced);
    QCOMPARE(record().keyCopies.size(), 1);
    QCOMPARE(filesIn(folder()), QStringList{replaced});
    verifyInOnePlace({folder(), elsewhere()});
}

void TestKeyMove::movesBackToWhereACopyWasLeft()
{
    SKIP_ON_POSTGRESQL("Another program opens the database by its file.");
    QProcess changer;
    startStuck(changer, elsewhere(), folder());
    QCOMPARE(record().keyCopies.size(), 1);
    const auto count = entries().size();
    startStuck(changer, folder(), folder());
    QCOMPARE(entries().size(), count + 1);
    verifyInOnePlace({folder(), elsewhere()});
}

void TestKeyMove::leavesWhatIsNotProven_data()
{
    QTest::addColumn<QString>("proof");
    QTest::addColumn<KeyCopy::State>("state");
    for (const auto state : {KeyCopy::State::New, KeyCopy::State::Obsolete, KeyCopy::State::Left}) {
        QTest::addRow("none, %d", int(state)) << QString() << state;
        QTest::addRow("made up, %d", int(state)) << QString(64, u'a') << state;
        QTest::addRow("of another place, %d", int(state)) << u"another"_s << state;
    }
}

/// Whoever writes into the database has no key to prove anything with.
void TestKeyMove::leavesWhatIsNotProven()
{
    SKIP_ON_POSTGRESQL("Another program opens the database by its file.");
    QFETCH(QString, proof);
    QFETCH(const KeyCopy::State, state);
    QProcess changer;
    startStuck(changer, elsewhere(), folder());
    QList<KeyCopy> noted = record().keyCopies;
    QCOMPARE(noted.size(), 1);
    const QString kept = folder(u"kept by somebody"_s);
    QVERIFY(QFile::rename(folder(), kept));
    noted.first().folder = kept;
    noted.first().state = state;
    if (proof != "another"_L1)
        noted.first().proof = proof;
    VERIFY_DONE(setCopies(noted));
    const EncryptionStatus status = encryption().status(*database());
    QCOMPARE(status.state, State::Ready);
    QVERIFY2(status.notice.contains(kept), qPrintable(status.notice));
    VERIFY_DONE(key());
    encryption().tidy(*database());
    QCOMPARE(filesIn(kept), QStringList{keyFile()});
    // Who knows better removes it, and hears no more of it.
    QVERIFY(QDir(kept).removeRecursively());
    verifyInOnePlace({elsewhere()});
}

/// Of one database, each with a place of its own for the same key.
void TestKeyMove::leavesPlacesOfOtherSettings()
{
    SKIP_ON_POSTGRESQL("Another program opens the database by its file.");
    const AppSettings others(folder(u"others.json"_s));
    VERIFY_DONE(others.setEncryption(settings()));
    QProcess changer;
    startStuck(changer, elsewhere(), folder());
    const QList<KeyCopy> noted = record().keyCopies;
    const Encryption theirs(others);
    const EncryptionStatus status = theirs.status(*database());
    QCOMPARE(status.state, State::Ready);
    QCOMPARE(status.notice, QString());
    QCOMPARE(record().keyCopies, noted);
    QCOMPARE(filesIn(elsewhere()), QStringList{keyFile()});
}

void TestKeyMove::damagedNotesAreNamed_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"{", "{}", "[1]", "[{}]", R"([{"settings":1}])"})
        QTest::newRow(text) << QString::fromLatin1(text);
    QTest::newRow("unknown state")
        << uR"([{"settings":"","folder":"/a","name":"n","key":"k","proof":"","state":"gone"}])"_s;
    QTest::newRow("more than there is")
        << uR"([{"settings":"","folder":"/a","name":"n","key":"k","proof":"","state":"new","more":1}])"_s;
}

void TestKeyMove::damagedNotesAreNamed()
{
    QFETCH(const QString, text);
    VERIFY_DONE(database()->execute(
        u"INSERT INTO setting (name, value) VALUES ('encryption_key_copies', ?)"_s, {text}));
    const auto opened = key();
    QVERIFY(!opened);
    QVERIFY2(opened.error().text.contains(u"encryption_key_copies"_s), qPrintable(opened.error().text));
}

GATEHOUSE_TEST(TestKeyMove)
#include "tst_keymove.moc"
