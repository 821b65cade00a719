#include "services/export/ClientExporter.h"
#include "support/SealedClients.h"
#include "unit/services/ImportHelp.h"

#include <QBuffer>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// A database with a key of its own, as another installation has.
struct Place
{
    Place() : settings(settingsIn(folder.path())), encryption(settings)
    {
        if (const auto made = encryption.create(*database); !made)
            qFatal("%s", qPrintable(made.error().text));
        key = encryption.key(*database).value();
        databaseId = store::loadEncryption(*database).value().databaseId;
    }

    ClientSecret sealed(const QString &clientKey, const QByteArray &text,
                        const QDateTime &created = testTime())
    {
        return sealedSecret(key, databaseId, clientKey, secretCopy(text), u"sealed"_s, created, {}).value();
    }
    exporter::Outcome exportTo(QBuffer &buffer, const QString &format = u"gatehouse"_s)
    {
        buffer.open(QIODevice::WriteOnly);
        const exporter::Request request{ClientSelection::all(), formatByName(format).value()};
        return exporter::withOpened(request, *database, encryption, true, false)
            .and_then([&](const exporter::Request &opened) {
                return exporter::toDevice(*database, opened, buffer);
            })
            .value();
    }
    QByteArray exported(const QString &format = u"gatehouse"_s)
    {
        QBuffer buffer;
        exportTo(buffer, format);
        return buffer.data();
    }
    Result<ImportPlan> planOf(const ImportedFile &file, ImportOptions options = {})
    {
        return secretSealing(*database, encryption, WholeFileSource(file).survey(), options.keeping)
            .and_then([&](const SecretSealing &sealing) {
                options.sealing = sealing;
                return planned(database, file, options);
            });
    }
    Result<ImportPlan> import(const ImportedFile &file, const ImportOptions &options = {})
    {
        const auto plan = planOf(file, options);
        if (!plan)
            return plan;
        return applyImport(*database, *plan, testTime()).transform([&] { return *plan; });
    }

    void putKeyOutOfReach(bool bySettings)
    {
        EncryptionSettings off = settings.encryption().value();
        off.active = false;
        if (bySettings ? !settings.setEncryption(off) : !QDir(folder.filePath(u"keys"_s)).removeRecursively())
            qFatal("the key stays within reach");
    }

    TestDatabase database;
    QTemporaryDir folder;
    AppSettings settings;
    Encryption encryption;
    EncryptionKeyBytes key;
    QString databaseId;
};

const QByteArray secretA = "A2s8vQp1-Zr6yTn4_Wb0mXc3Lh7Dg9Fj5Ae";
const QByteArray secretB = "B2s8vQp1-Zr6yTn4_Wb0mXc3Lh7Dg9Fj5Be";

ImportedFile shopWith(const QByteArray &secret)
{
    return gatehouseFile(R"({"client_id": "shop", "secrets": [{"secret": ")" + secret + R"("}]})");
}

/// Encrypted and hashed secrets of one second, one of them expired.
ClientApplication mixedClient(Place &place)
{
    ClientApplication client = sampleWebClient(u"shop"_s, testTime());
    client.key = newRecordKey();
    client.enabled = true;
    client.secrets.clear();
    for (int i = 0; i < 8; ++i) {
        client.secrets << (i % 2 ? place.sealed(client.key, generateSecret())
                                 : sampleSecret(u"hashed %1"_s.arg(i), testTime()));
        client.secrets.last().key =
            client.secrets.last().key.isEmpty() ? newRecordKey() : client.secrets.last().key;
    }
    client.secrets.last().expires = testTime().addDays(-1);
    return client;
}

}

/// Encrypted secrets out of one database and into another.
class TestSecretTransfer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameBytesFromAnotherPlace();
    void importedSecretsOpen();
    void withoutAKeyTheyAreHashed();
    void withTheKeyOutOfReachNothingIsImported_data();
    void withTheKeyOutOfReachNothingIsImported();
    void onlyHashesWhereThatIsAskedFor_data();
    void onlyHashesWhereThatIsAskedFor();
    void needsNoKeyForWhatItDoesNotEncrypt();
    void overwritingKeepsTheSeal();
    void aHashBecomesReadable();
    void aHashBecomesReadableByTheRightTextAlone();
    void aSealOfAReplacedKeyIsRefused();
    void aDamagedOneLeavesTheOthers();
    void exportNeedsTheKey();
    void signingKeysNeedAFormatForThem();
};

void TestSecretTransfer::sameBytesFromAnotherPlace()
{
    Place here;
    VERIFY_DONE(here.database.save(mixedClient(here)));
    const QByteArray file = here.exported();
    QCOMPARE(file.count("\"secret\": "), 4);
    Place there;
    VERIFY_DONE(there.import(fileFrom(file)));
    QCOMPARE(there.exported(), file);
    QVERIFY(here.databaseId != there.databaseId);
    VERIFY_DONE(there.import(fileFrom(file), overwriting));
    QCOMPARE(there.exported(), file);
}

void TestSecretTransfer::importedSecretsOpen()
{
    Place place;
    const QByteArray file =
        R"([{"client_id": "shop", "client_name": "Shop", "scope": "api", "grant_types": ["authorization_code"],
        "redirect_uris": ["https://shop.example.com/cb"], "client_secret": ")" +
        secretA + R"("}])";
    VERIFY_DONE(place.import(fileFrom(file, u"rfc7591"_s)));
    const ClientApplication shop = storedClient(place.database, u"shop"_s);
    QVERIFY(shop.enabled);
    QCOMPARE(shop.secrets.size(), 1);
    const auto revealed = revealedSecret(place.key, place.databaseId, shop.key, shop.secrets.first());
    VERIFY_DONE(revealed);
    QCOMPARE(revealed->toByteArray(), secretA);
    QVERIFY(place.exported(u"rfc7591"_s).contains(secretA));
    QVERIFY(place.exported(u"oidc-provider"_s).contains(secretA));
}

void TestSecretTransfer::withoutAKeyTheyAreHashed()
{
    TestDatabase database;
    const QTemporaryDir folder;
    const ImportedFile file = gatehouseFile(
        R"({"client_id": "shop", "title": "Shop", "secrets": [{"secret": ")" + secretA + R"("}]})");
    const auto sealing =
        secretSealing(*database, Encryption(settingsIn(folder.path())), WholeFileSource(file).survey());
    VERIFY_DONE(sealing);
    QVERIFY(!sealing->key && sealing->reason.isEmpty());
    const auto plan = planned(database, file, {.sealing = *sealing});
    VERIFY_DONE(plan);
    QVERIFY(clientsOf(*plan).first().notes.isEmpty());
    QVERIFY(!clientsOf(*plan).first().client.secrets.first().isRecoverable());
}

void TestSecretTransfer::withTheKeyOutOfReachNothingIsImported_data()
{
    QTest::addColumn<bool>("isSwitchedOff");
    QTest::newRow("key gone") << false;
    QTest::newRow("switched off") << true;
}

void TestSecretTransfer::withTheKeyOutOfReachNothingIsImported()
{
    QFETCH(const bool, isSwitchedOff);
    Place place;
    place.putKeyOutOfReach(isSwitchedOff);
    const QStringList before = contentOf(*place.database);
    const ImportedFile file = shopWith(secretA);
    for (const auto policy : {ConflictPolicy::Fail, ConflictPolicy::Skip, ConflictPolicy::Overwrite}) {
        const auto plan = place.planOf(file, {.onConflict = policy});
        VERIFY_DONE(plan);
        QVERIFY(plan->obstacle);
        QCOMPARE(plan->obstacle->kind, Error::Kind::Unreachable);
        QVERIFY2(plan->obstacle->text.contains(u"\"shop\""_s) &&
                     plan->obstacle->text.contains(u"\"Keep only hashes of secrets\""_s) &&
                     plan->obstacle->command.contains(u"--hash-only"_s),
                 qPrintable(plan->obstacle->text));
        QVERIFY(!applyImport(*place.database, *plan, testTime()));
        QCOMPARE(contentOf(*place.database), before);
    }
}

void TestSecretTransfer::onlyHashesWhereThatIsAskedFor_data()
{
    QTest::addColumn<bool>("isOutOfReach");
    QTest::newRow("key out of reach") << true;
    QTest::newRow("key there") << false;
}

void TestSecretTransfer::onlyHashesWhereThatIsAskedFor()
{
    QFETCH(const bool, isOutOfReach);
    Place place;
    if (isOutOfReach)
        place.putKeyOutOfReach(false);
    const auto plan = place.import(shopWith(secretA), {.keeping = SecretKeeping::HashOnly});
    VERIFY_DONE(plan);
    const QString notes = clientsOf(*plan).first().notes.join(u'\n');
    QVERIFY2(notes.contains(u"…j5Ae is kept as a hash"_s), qPrintable(notes));
    const ClientApplication shop = storedClient(place.database, u"shop"_s);
    QCOMPARE(shop.secrets.size(), 1);
    QVERIFY(!shop.secrets.first().isRecoverable());
    const auto again = place.planOf(shopWith(secretA), {.keeping = SecretKeeping::HashOnly});
    VERIFY_DONE(again);
    QCOMPARE(clientsOf(*again).first().status, ImportStatus::Unchanged);
}

void TestSecretTransfer::needsNoKeyForWhatItDoesNotEncrypt()
{
    Place place;
    VERIFY_DONE(place.import(shopWith(secretA)));
    place.putKeyOutOfReach(false);
    // Stored encrypted already, a hash, none at all, left as it is, not chosen.
    const auto goes = [&](const ImportedFile &file, const ImportOptions &options = overwriting) {
        const auto plan = place.planOf(file, options);
        return plan && !plan->obstacle;
    };
    QVERIFY(goes(shopWith(secretA)));
    QVERIFY(goes(gatehouseFile(R"({"client_id": "shop", "secrets": [{"sha256": ")" +
                               storedSecret(secretB, {}, testTime()).hash.toLatin1() + R"("}]})")));
    QVERIFY(goes(gatehouseFile(R"({"client_id": "shop", "title": "New"})")));
    QVERIFY(goes(shopWith(secretB), {.onConflict = ConflictPolicy::Skip}));
    QVERIFY(!goes(shopWith(secretB)));
}

void TestSecretTransfer::overwritingKeepsTheSeal()
{
    Place place;
    ClientApplication shop = sampleWebClient(u"shop"_s, testTime());
    shop.key = newRecordKey();
    shop.secrets = {place.sealed(shop.key, secretA)};
    VERIFY_DONE(place.database.save(shop));
    const QByteArray seal = storedClient(place.database, u"shop"_s).secrets.first().sealed;
    const QByteArray start =
        R"({"client_id": "shop", "title": "New", "secrets": [{"description": "renamed",
        "created": "2026-01-01T00:00:00Z", )";
    const QByteArray hash = R"("sha256": ")" + shop.secrets.first().hash.toLatin1() + '"';
    for (const QByteArray &said :
         {hash, R"("secret": ")" + secretA + '"', hash + R"(, "secret": "**********")"}) {
        VERIFY_DONE(place.import(gatehouseFile(start + said + "}]}"), overwriting));
        const ClientApplication now = storedClient(place.database, u"shop"_s);
        QCOMPARE(now.title, u"New"_s);
        QCOMPARE(now.secrets.size(), 1);
        QCOMPARE(now.secrets.first().description, u"renamed"_s);
        QCOMPARE(now.secrets.first().sealed, seal);
    }
}

/// The file has what only its hash is stored of: it is a change, and the secret stays the same one.
void TestSecretTransfer::aHashBecomesReadable()
{
    Place place;
    ClientApplication shop = sampleWebClient(u"shop"_s, testTime());
    shop.secrets = {storedSecret(secretA, u"kept"_s, testTime())};
    VERIFY_DONE(place.database.save(shop));
    const ClientSecret before = storedClient(place.database, u"shop"_s).secrets.first();
    const ImportedFile file =
        fileFrom(R"([{"client_id": "shop", "client_secret": ")" + secretA + R"("}])", u"rfc7591"_s);

    const auto conflict = place.planOf(file);
    VERIFY_DONE(conflict);
    QCOMPARE(clientsOf(*conflict).first().status, ImportStatus::Conflict);
    const auto plan = place.import(file, overwriting);
    VERIFY_DONE(plan);
    const PlannedClient planned = clientsOf(*plan).first();
    QCOMPARE(planned.status, ImportStatus::Changed);
    const auto difference =
        std::ranges::find(planned.differences, ClientField::Secrets, &FieldDifference::field);
    QVERIFY(difference != planned.differences.end());
    QVERIFY2(difference->before != difference->after && difference->after.contains(u"encrypted"_s),
             qPrintable(difference->after));

    const ClientApplication stored = storedClient(place.database, u"shop"_s);
    QCOMPARE(stored.secrets.size(), 1);
    ClientSecret after = stored.secrets.first();
    const auto revealed = revealedSecret(place.key, place.databaseId, stored.key, after);
    VERIFY_DONE(revealed);
    QCOMPARE(revealed->toByteArray(), secretA);
    after.sealed.clear();
    QCOMPARE(after, before);
    const auto again = place.planOf(file);
    VERIFY_DONE(again);
    QCOMPARE(clientsOf(*again).first().status, ImportStatus::Unchanged);
}

void TestSecretTransfer::aHashBecomesReadableByTheRightTextAlone()
{
    Place place;
    ClientApplication shop = sampleWebClient(u"shop"_s, testTime());
    shop.secrets = {storedSecret(secretA, {}, testTime())};
    VERIFY_DONE(place.database.save(shop));
    VERIFY_DONE(place.import(shopWith(secretB), overwriting));
    const QList<ClientSecret> secrets = storedClient(place.database, u"shop"_s).secrets;
    QCOMPARE(secrets.size(), 2);
    QVERIFY(!secrets.first().isRecoverable());
    QVERIFY(secrets.last().isRecoverable());
}

/// The key is replaced between looking at the plan and importing.
void TestSecretTransfer::aSealOfAReplacedKeyIsRefused()
{
    Place place;
    ClientApplication shop = sampleWebClient(u"shop"_s, testTime());
    shop.secrets = {storedSecret(secretA, {}, testTime())};
    VERIFY_DONE(place.database.save(shop));
    const auto plan = place.planOf(shopWith(secretA), overwriting);
    VERIFY_DONE(plan);
    VERIFY_DONE(place.encryption.replaceKey(*place.database));
    const auto applied = applyImport(*place.database, *plan, testTime());
    QVERIFY(!applied);
    QCOMPARE(applied.error().kind, Error::Kind::Conflict);
    QVERIFY(!storedClient(place.database, u"shop"_s).secrets.first().isRecoverable());
}

void TestSecretTransfer::aDamagedOneLeavesTheOthers()
{
    Place place;
    ClientApplication shop = sampleWebClient(u"shop"_s, testTime());
    shop.key = newRecordKey();
    shop.secrets = {place.sealed(shop.key, secretA), place.sealed(shop.key, secretB)};
    VERIFY_DONE(place.database.save(shop));
    VERIFY_DONE(place.database->execute(
        u"UPDATE client_secret SET sealed = substr(sealed, 1, length(sealed) - 8) WHERE hash = ?"_s,
        {shop.secrets.first().hash}));
    QBuffer buffer;
    const exporter::Outcome outcome = place.exportTo(buffer);
    QVERIFY(!buffer.data().contains(secretA));
    QVERIFY(buffer.data().contains(secretB));
    QCOMPARE(outcome.losses.size(), 1);
    QVERIFY2(outcome.losses.first().text.contains(u"…j5Ae"_s), qPrintable(outcome.losses.first().text));
}

void TestSecretTransfer::exportNeedsTheKey()
{
    Place place;
    QVERIFY(QDir(place.folder.filePath(u"keys"_s)).removeRecursively());
    const exporter::Request request{ClientSelection::all(), formatByName(u"gatehouse"_s).value()};
    const auto opened = exporter::withOpened(request, *place.database, place.encryption, true, false);
    QVERIFY(!opened);
    QVERIFY(!opened.error().text.isEmpty());
    VERIFY_DONE(exporter::withOpened(request, *place.database, place.encryption, false, false));
}

void TestSecretTransfer::signingKeysNeedAFormatForThem()
{
    Place place;
    const exporter::Request request{ClientSelection::all(), formatByName(u"rfc7591"_s).value()};
    const auto opened = exporter::withOpened(request, *place.database, place.encryption, false, true);
    QVERIFY(!opened);
    QVERIFY2(opened.error().text.contains(u"rfc7591"_s), qPrintable(opened.error().text));
}

GATEHOUSE_TEST(TestSecretTransfer)
#include "tst_secrettransfer.moc"
