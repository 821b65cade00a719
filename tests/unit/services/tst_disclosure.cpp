#include "services/export/Disclosure.h"
#include "store/audit/AuditCheck.h"
#include "support/SampleClients.h"
#include "support/SealedClients.h"
#include "support/SignedIn.h"
#include "support/Stranger.h"
#include "unit/services/ImportHelp.h"

#include <QBuffer>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QByteArray secretText = "A2s8vQp1-Zr6yTn4_Wb0mXc3Lh7Dg9Fj5Ae";

}

/// Nothing leaves in clear that the audit trail has not noted.
class TestDisclosure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void exportsInClearAreNoted();
    void otherExportsAreNotedToo();
    void unrecordedExportsSayThatTheyAre();
    void filesAreNotedWithTheirPath();
    void revealedSecretsAreNoted();
    void exportedKeysAreNoted();
    void nothingLeavesUnnoted();
    void nothingForWhoMayNotSignInAnyMore();
    void nothingWhereEntriesVanish();
    void backupsOfTheKeyAreNoted();

private:
    Result<exporter::Request> opened(const ClientSelection &clients);
    AuditEntry last() { return store::loadAuditPage(**m_database, {}, std::nullopt, 1)->value(0); }
    QString lastValue(const QString &field);
    Result<void> refuseEntries();

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<Encryption> m_encryption;
    ClientApplication m_client;
};

void TestDisclosure::init()
{
    m_database = std::make_unique<TestDatabase>();
    workAs(**m_database, u"maria"_s);
    m_folder = std::make_unique<QTemporaryDir>();
    m_encryption.emplace(settingsIn(m_folder->path()));
    VERIFY_DONE(m_encryption->create(**m_database));
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.key = newRecordKey();
    client.secrets = {sealedSecret(m_encryption->key(**m_database).value(),
                                   store::loadEncryption(**m_database)->databaseId, client.key,
                                   secretCopy(secretText), u"sealed"_s, testTime(), {})
                          .value()};
    const auto saved = m_database->save(client);
    VERIFY_DONE(saved);
    m_client = *saved;
}

Result<exporter::Request> TestDisclosure::opened(const ClientSelection &clients)
{
    const exporter::Request request{clients, formatByName(u"gatehouse"_s).value()};
    return exporter::withOpened(request, **m_database, *m_encryption, true, false);
}

QString TestDisclosure::lastValue(const QString &field)
{
    for (const AuditChange &change : audit::changesOf(last())) {
        if (change.field == field)
            return QString::fromStdString(change.after.dump());
    }
    return {};
}

Result<void> TestDisclosure::refuseEntries()
{
    return forbid(**m_database, u"INSERT"_s, u"audit_entry"_s);
}

void TestDisclosure::exportsInClearAreNoted()
{
    QBuffer all;
    all.open(QIODevice::WriteOnly);
    VERIFY_DONE(opened(ClientSelection::all()).and_then([&](const exporter::Request &request) {
        return exporter::toDevice(**m_database, request, all);
    }));
    QVERIFY(all.data().contains(secretText));
    QCOMPARE(last().action, u"export"_s);
    QCOMPARE(last().userId, u"maria"_s);
    QCOMPARE(last().recordId, QString());
    const QList<std::pair<QString, QString>> told{
        {u"format"_s, u"\"gatehouse\""_s}, {u"clients"_s, u"\"all\""_s},
        {u"client_count"_s, u"1"_s},       {u"secrets"_s, u"true"_s},
        {u"signing_keys"_s, u"false"_s},   {u"destination"_s, u"\"standard output\""_s}};
    for (const auto &[field, value] : told)
        QCOMPARE(lastValue(field), value);

    QBuffer chosen;
    chosen.open(QIODevice::WriteOnly);
    VERIFY_DONE(opened(ClientSelection::byClientIds({u"SHOP"_s})).and_then([&](const auto &request) {
        return exporter::toDevice(**m_database, request, chosen);
    }));
    QCOMPARE(lastValue(u"clients"_s), u"[\"shop\"]"_s);
    QCOMPARE(last().recordId, m_client.key);
    QVERIFY(store::checkAuditTrail(**m_database)->isWhole());
}

void TestDisclosure::otherExportsAreNotedToo()
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const exporter::Request request{ClientSelection::all(), formatByName(u"rfc7591"_s).value()};
    const auto outcome = exporter::toDevice(**m_database, request, buffer);
    VERIFY_DONE(outcome);
    QCOMPARE(outcome->unrecorded, QString());
    QCOMPARE(last().action, u"export"_s);
    QCOMPARE(lastValue(u"format"_s), u"\"rfc7591\""_s);
    QCOMPARE(lastValue(u"secrets"_s), u"false"_s);
    QVERIFY(store::checkAuditTrail(**m_database)->isWhole());

    const AuditEntry before = last();
    VERIFY_DONE(exporter::beginning(**m_database, request, 100)); // looked at, not handed out
    QCOMPARE(last(), before);
}

/// Nothing is in clear, so a database that cannot be written now is no reason to refuse, but it is told.
void TestDisclosure::unrecordedExportsSayThatTheyAre()
{
    const AuditEntry before = last();
    auto other = m_database->openAgain();
    VERIFY_DONE(other);
    (*m_database)->engine().setPatience(1);
    std::optional<Transaction> held(Transaction::begin(*other).value());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto outcome = exporter::toDevice(
        **m_database, {ClientSelection::all(), formatByName(u"gatehouse"_s).value()}, buffer);
    VERIFY_DONE(outcome);
    QVERIFY2(outcome->unrecorded.contains("not in the audit trail"_L1), qPrintable(outcome->unrecorded));
    QVERIFY(buffer.data().contains("shop"));
    const auto unrecorded = disclosure::notePublicExport(**m_database, {}, u"jwks"_s, {});
    VERIFY_DONE(unrecorded);
    QVERIFY(!unrecorded->isEmpty());
    buffer.buffer().clear();
    QVERIFY(!opened(ClientSelection::all()).and_then([&](const exporter::Request &request) {
        return exporter::toDevice(**m_database, request, buffer);
    }));
    QVERIFY(!disclosure::noteKeyBackup(**m_database, u"key"_s, u"/tmp/key"_s));
    QVERIFY2(!disclosure::noteCopy(**m_database, u"/tmp/copy.sqlite"_s), "it holds hashes and seals");
    held.reset();
    QCOMPARE(last(), before);
}

void TestDisclosure::filesAreNotedWithTheirPath()
{
    const QString path = m_folder->filePath(u"clients.json"_s);
    VERIFY_DONE(opened(ClientSelection::all()).and_then([&](const exporter::Request &request) {
        return exporter::toFile(**m_database, request, path);
    }));
    QCOMPARE(lastValue(u"destination"_s), u'"' + path + u'"');
}

void TestDisclosure::revealedSecretsAreNoted()
{
    const auto shown =
        disclosure::reveal(**m_database, *m_encryption, m_client.key, m_client.secrets.first());
    VERIFY_DONE(shown);
    QCOMPARE(viewOf(*shown), QByteArrayView(secretText));
    QCOMPARE(last().action, u"reveal"_s);
    QCOMPARE(last().name, u"shop"_s);
    QCOMPARE(last().recordId, m_client.key);
    QVERIFY(!last().changes.contains(QString::fromLatin1(secretText)));
    QVERIFY(!last().changes.contains(m_client.secrets.first().hash));
    QVERIFY(lastValue(u"secret"_s).contains(m_client.secrets.first().key));
}

void TestDisclosure::exportedKeysAreNoted()
{
    SigningCertificate certificate;
    certificate.key = u"key"_s;
    certificate.thumbprint = u"0123456789abcdef"_s;
    VERIFY_DONE(disclosure::noteKeyExport(**m_database, certificate, u"pkcs12"_s, u"/tmp/signing.p12"_s));
    QCOMPARE(last().name, certificate.thumbprint);
    QCOMPARE(lastValue(u"destination"_s), u"\"/tmp/signing.p12\""_s);
    VERIFY_DONE(disclosure::noteKeyExport(**m_database, {}, u"jwks"_s, {}));
    QCOMPARE(lastValue(u"certificates"_s), u"\"published\""_s);
    QCOMPARE(lastValue(u"signing_keys"_s), u"true"_s);
    VERIFY_DONE(disclosure::notePublicExport(**m_database, certificate, u"pem"_s, {}));
    QCOMPARE(last().recordId, certificate.key);
    QCOMPARE(lastValue(u"signing_keys"_s), u"false"_s);
}

void TestDisclosure::nothingLeavesUnnoted()
{
    VERIFY_DONE(refuseEntries());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto request = opened(ClientSelection::all());
    VERIFY_DONE(request);
    const auto exported = exporter::toDevice(**m_database, *request, buffer);
    QVERIFY(!exported);
    QVERIFY2(exported.error().text.contains("Nothing was handed out"_L1), qPrintable(exported.error().text));
    QVERIFY(buffer.data().isEmpty());
    const QString path = m_folder->filePath(u"clients.json"_s);
    QVERIFY(!exporter::toFile(**m_database, *request, path));
    QVERIFY(!QFile::exists(path));
    QVERIFY(!disclosure::reveal(**m_database, *m_encryption, m_client.key, m_client.secrets.first()));
    const QString backup = m_folder->filePath(u"key.gatehouse-key"_s);
    QVERIFY(!m_encryption->backUp(**m_database, backup, secretCopy("a passphrase of some length")));
    QVERIFY(!QFile::exists(backup));
}

/// Also where no transaction can begin, in which that would be seen.
void TestDisclosure::nothingForWhoMayNotSignInAnyMore()
{
    auto other = m_database->openAgain();
    VERIFY_DONE(other);
    VERIFY_DONE(addAdministrator(*other, u"anna"_s));
    User maria = store::loadUser(*other, u"maria"_s)->value();
    maria.mainAdministrator = false;
    VERIFY_DONE(editing(*other, [&](EditSession &session) { return edit::save(session, maria); }));
    (*m_database)->engine().setPatience(1);
    const Transaction held = Transaction::begin(*other).value();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto exported = exporter::toDevice(
        **m_database, {ClientSelection::all(), formatByName(u"gatehouse"_s).value()}, buffer);
    QVERIFY(!exported);
    QCOMPARE(exported.error().kind, Error::Kind::NotSignedIn);
    QVERIFY(buffer.data().isEmpty());
    const auto certificates = disclosure::notePublicExport(**m_database, {}, u"jwks"_s, {});
    QVERIFY(!certificates);
    QCOMPARE(certificates.error().kind, Error::Kind::NotSignedIn);
}

/// What is not in clear, neither: the database can be written, but somebody made it forget.
void TestDisclosure::nothingWhereEntriesVanish()
{
    VERIFY_DONE(addTrigger(**m_database, u"AFTER INSERT ON audit_entry"_s,
                           u"DELETE FROM audit_entry WHERE number = new.number"_s,
                           u"DELETE FROM audit_entry WHERE number = new.number; RETURN new"_s));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto exported = exporter::toDevice(
        **m_database, {ClientSelection::all(), formatByName(u"gatehouse"_s).value()}, buffer);
    QVERIFY(!exported);
    QCOMPARE(exported.error().kind, Error::Kind::Tampered);
    QVERIFY(buffer.data().isEmpty());
    QVERIFY(!disclosure::notePublicExport(**m_database, {}, u"jwks"_s, {}));
    QVERIFY(!disclosure::noteCopy(**m_database, u"/tmp/copy.sqlite"_s));
}

void TestDisclosure::backupsOfTheKeyAreNoted()
{
    const SecretBytes passphrase = secretCopy("a passphrase of some length");
    const QString path = m_folder->filePath(u"key.gatehouse-key"_s);
    const QString keyId = store::loadEncryption(**m_database)->key->id;
    VERIFY_DONE(m_encryption->backUp(**m_database, path, passphrase));
    QCOMPARE(last().action, QString(audit::backedUp));
    QCOMPARE(last().name, keyId);
    QCOMPARE(lastValue(u"destination"_s), u'"' + path + u'"');
    VERIFY_DONE(m_encryption->restore(**m_database, path, passphrase));
    QCOMPARE(last().action, QString(audit::restored));
    QCOMPARE(lastValue(u"source"_s), u'"' + path + u'"');
    // What is refused has not left.
    const qint64 noted = last().number;
    const QString needed = m_folder->filePath(u"appsettings.json"_s);
    QCOMPARE(m_encryption->backUp(**m_database, needed, passphrase).error().kind, Error::Kind::Unreachable);
    QCOMPARE(m_encryption->backUp(**m_database, path, secretCopy("aaaaaaaaaaaaaaaaaaaa")).error().kind,
             Error::Kind::Rule);
    QCOMPARE(last().number, noted);
    QVERIFY(!m_encryption->restore(**m_database, path, secretCopy("another passphrase")));
    QCOMPARE(last().action, QString(audit::restored));
    QVERIFY(audit::actionLabel(audit::backedUp) != audit::backedUp);
    QVERIFY(audit::fieldLabel(u"destination"_s) != u"destination"_s);
}

GATEHOUSE_TEST(TestDisclosure)
#include "tst_disclosure.moc"
