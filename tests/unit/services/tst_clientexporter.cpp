#include "services/export/ClientExporter.h"

#include "domain/json/JsonText.h"
#include "store/audit/AuditLog.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

#include <QBuffer>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

exporter::Request request(const ClientSelection &clients = ClientSelection::all(),
                          const QString &format = u"gatehouse"_s)
{
    return {clients, formatByName(format).value()};
}

/// Takes some bytes and is full then.
class FullDevice : public QIODevice
{
public:
    explicit FullDevice(qint64 room) : m_room(room) { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        if (size > m_room)
            return -1;
        m_room -= size;
        return size;
    }

private:
    qint64 m_room;
};

}

/// Exporting client applications to devices and files.
class TestClientExporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void ordersByClientId();
    void takesThoseSelected();
    void headHoldsWhatIsReferredTo();
    void headHoldsResourcesAndLanguagesReferredTo();
    void moreThanOnePage();
    void unknownClientWritesNothing();
    void tellsLosses();
    void countsWhatIsInTheFile_data();
    void countsWhatIsInTheFile();
    void takesAllThatMatch();
    void namesAreThoseOfTheSelection();
    void replacesTheFileWhole();
    void leavesTheFileWhenCancelled();
    void leavesTheFileWhenTheFolderIsGone();
    void writesIntoDevices();
    void tellsWhenTheDeviceIsFull();

private:
    json::Json exported(const ClientSelection &clients);
    QStringList exportedIds(const ClientSelection &clients);
    QString path() const { return m_folder->filePath(u"clients.json"_s); }
    QByteArray content() const;
    void writeOld();

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestClientExporter::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_folder = std::make_unique<QTemporaryDir>();
    VERIFY_DONE(m_database->setLicenceLimit({}));
    for (const QString &userId : {u"svc-a"_s, u"svc-b"_s})
        VERIFY_DONE(m_database->save(sampleUser(userId)));
    ApiScope scope;
    scope.name = u"orders.read"_s;
    VERIFY_DONE(m_database->save(scope));
    VERIFY_DONE(m_database->save(sampleWebClient(u"b_web"_s, testTime())));
    VERIFY_DONE(m_database->save(sampleWebClient(u"Bweb"_s, testTime())));
    VERIFY_DONE(m_database->save(sampleMachineClient(u"A-feed"_s, u"svc-b"_s, testTime())));
    VERIFY_DONE(m_database->save(sampleWebClient(u"c"_s, testTime())));
}

json::Json TestClientExporter::exported(const ClientSelection &clients)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto outcome = exporter::toDevice(**m_database, request(clients), buffer);
    if (!outcome)
        qFatal("%s", qPrintable(outcome.error().text));
    return json::parse(buffer.data()).value();
}

QStringList TestClientExporter::exportedIds(const ClientSelection &clients)
{
    QStringList ids;
    const json::Json file = exported(clients);
    for (const json::Json &client : file["clients"])
        ids << json::toText(client["client_id"].get<std::string>());
    return ids;
}

QByteArray TestClientExporter::content() const
{
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestClientExporter::writeOld()
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("old") == 3);
}

void TestClientExporter::ordersByClientId()
{
    QCOMPARE(exportedIds(ClientSelection::all()), (QStringList{u"A-feed"_s, u"b_web"_s, u"Bweb"_s, u"c"_s}));
}

void TestClientExporter::takesThoseSelected()
{
    QCOMPARE(exportedIds(ClientSelection::byClientIds({u"BWEB"_s, u"c"_s, u"b_web"_s, u"C"_s})),
             (QStringList{u"b_web"_s, u"Bweb"_s, u"c"_s}));
    const QString key = store::findClient(**m_database, u"c"_s).value()->key;
    QCOMPARE(exportedIds(ClientSelection::byKeys({key})), QStringList{u"c"_s});
}

void TestClientExporter::headHoldsWhatIsReferredTo()
{
    const json::Json all = exported(ClientSelection::all());
    QCOMPARE(all["users"].size(), 2);
    QCOMPARE(all["api_scopes"].size(), 2);
    const json::Json one = exported(ClientSelection::byClientIds({u"a-feed"_s}));
    QCOMPARE(one["users"].size(), 1);
    QCOMPARE(one["users"][0]["user_id"].get<std::string>(), "svc-b");
    QCOMPARE(one["api_scopes"].size(), 1);
    QCOMPARE(one["api_scopes"][0]["name"].get<std::string>(), "api");
}

void TestClientExporter::headHoldsResourcesAndLanguagesReferredTo()
{
    CustomResource department;
    department.name = u"department"_s;
    department.texts = {{u"fr"_s, {u"Service"_s, {}}}};
    VERIFY_DONE(m_database->save(department));
    department.name = u"unused"_s;
    VERIFY_DONE(m_database->save(department));
    ClientApplication client = store::findClient(**m_database, u"c"_s).value().value();
    client.customResources = {u"department"_s};
    client.consentTexts = {{u"nl"_s, {.profile = u"Naam"_s}}};
    VERIFY_DONE(m_database->save(client));

    const json::Json all = exported(ClientSelection::all());
    QCOMPARE(all["custom_resources"].size(), 2);
    QCOMPARE(all["languages"].size(), store::loadLanguages(**m_database)->size());
    const json::Json one = exported(ClientSelection::byClientIds({u"c"_s}));
    QCOMPARE(one["custom_resources"].size(), 1);
    QCOMPARE(one["languages"].size(), 2);
    const json::Json other = exported(ClientSelection::byClientIds({u"b_web"_s}));
    QVERIFY(other["custom_resources"].empty() && other["languages"].empty());
}

void TestClientExporter::moreThanOnePage()
{
    constexpr int count = 450;
    VERIFY_DONE(m_database->edit([](EditSession &session) -> Result<void> {
        for (int i = 0; i < count; ++i) {
            ClientApplication client;
            client.clientId = u"many-%1"_s.arg(i);
            if (const auto saved = edit::save(session, client); !saved)
                return std::unexpected(saved.error());
        }
        return {};
    }));
    QStringList ids = exportedIds(ClientSelection::all());
    QCOMPARE(ids.size(), count + 4);
    QStringList sorted = ids;
    sorted.sort(Qt::CaseInsensitive);
    QCOMPARE(ids, sorted);
    QCOMPARE(ids.removeDuplicates(), 0);
}

void TestClientExporter::unknownClientWritesNothing()
{
    const auto outcome =
        exporter::toFile(**m_database, request(ClientSelection::byClientIds({u"c"_s, u"nobody"_s})), path());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::NotFound);
    QVERIFY(outcome.error().text.contains(u"nobody"_s));
    QVERIFY(!QFile::exists(path()));
}

void TestClientExporter::tellsLosses()
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto outcome =
        exporter::toDevice(**m_database, request(ClientSelection::all(), u"rfc7591"_s), buffer);
    VERIFY_DONE(outcome);
    QCOMPARE(outcome->tally.chosen, 4);
    QCOMPARE(outcome->losses.size(), 4); // all are disabled, which the format cannot say
    QCOMPARE(outcome->losses.first().clientId, u"A-feed"_s);
    QCOMPARE(json::parse(buffer.data()).value().size(), 0);
}

void TestClientExporter::countsWhatIsInTheFile_data()
{
    using exporter::Tally;
    QTest::addColumn<QString>("format");
    QTest::addColumn<int>("written");
    QTest::addColumn<QString>("text");
    QTest::newRow("gatehouse") << u"gatehouse"_s << 6 << u"6 of 6 client application(s)"_s;
    QTest::newRow("keycloak") << u"keycloak"_s << 6 << u"6 of 6 client application(s)"_s;
    QTest::newRow("identityserver") << u"identityserver"_s << 6 << u"6 of 6 client application(s)"_s;
    const QString some = u"2 of 6 client application(s): 4 are disabled"_s;
    for (const char *format : {"rfc7591", "oidc-provider", "hydra"})
        QTest::newRow(format) << QString::fromLatin1(format) << 2 << some;
    QTest::newRow("glewlwyd") << u"glewlwyd"_s << 6 << u"6 of 6 client application(s)"_s;
}

void TestClientExporter::countsWhatIsInTheFile()
{
    QFETCH(const QString, format);
    QFETCH(const int, written);
    QFETCH(const QString, text);
    for (const QString &clientId : {u"on-1"_s, u"on-2"_s}) {
        ClientApplication enabled = sampleWebClient(clientId, testTime());
        enabled.enabled = true;
        VERIFY_DONE(m_database->save(enabled));
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const exporter::Request wanted = request(ClientSelection::all(), format);
    const auto outcome = exporter::toDevice(**m_database, wanted, buffer);
    VERIFY_DONE(outcome);
    QCOMPARE(outcome->tally.chosen, 6);
    QCOMPARE(outcome->tally.written(), written);
    QVERIFY2(exporter::tallyText(outcome->tally).startsWith(text),
             qPrintable(exporter::tallyText(outcome->tally)));

    const auto entry = store::loadLastAuditEntry(**m_database);
    const auto before = exporter::tally(**m_database, wanted, {});
    VERIFY_DONE(before);
    QCOMPARE(*before, outcome->tally);
    const auto beginning = exporter::beginning(**m_database, wanted, 1'000'000);
    VERIFY_DONE(beginning);
    QCOMPARE(beginning->tally, outcome->tally);
    QVERIFY(entry && *entry);
    QCOMPARE(store::loadLastAuditEntry(**m_database).value(), *entry); // looking is no export
}

void TestClientExporter::takesAllThatMatch()
{
    store::ClientFilter filter;
    filter.search = u"web"_s; // in the client ID or in the title
    QCOMPARE(exportedIds(ClientSelection::matching(filter, {})),
             (QStringList{u"b_web"_s, u"Bweb"_s, u"c"_s}));
    const QString key = store::findClient(**m_database, u"Bweb"_s).value()->key;
    const auto butOne = ClientSelection::matching(filter, {key});
    QCOMPARE(exportedIds(butOne), (QStringList{u"b_web"_s, u"c"_s}));
    QCOMPARE(butOne.count(**m_database).value(), 2);
}

/// What is asked for is what is deleted: a selection must never name more than it stands for.
void TestClientExporter::namesAreThoseOfTheSelection()
{
    const QString key = store::findClient(**m_database, u"c"_s).value()->key;
    store::ClientFilter filter;
    filter.search = u"web"_s;
    const QList<std::pair<ClientSelection, QStringList>> expected{
        {ClientSelection::byKeys({key}), {u"c"_s}},
        {ClientSelection::byKeys({}), {}},
        {ClientSelection::byClientIds({u"BWEB"_s}), {u"Bweb"_s}},
        {ClientSelection::matching(filter, {key}), {u"b_web"_s, u"Bweb"_s}},
        {ClientSelection::all(), {u"A-feed"_s, u"b_web"_s, u"Bweb"_s, u"c"_s}},
    };
    for (const auto &[selection, names] : expected) {
        const auto found = selection.names(**m_database);
        VERIFY_DONE(found);
        QStringList clientIds;
        for (const store::ClientName &one : *found)
            clientIds << one.clientId;
        QCOMPARE(clientIds, names);
        QCOMPARE(selection.count(**m_database).value(), names.size());
    }
}

void TestClientExporter::replacesTheFileWhole()
{
    writeOld();
    QVERIFY(QFile::setPermissions(path(), QFile::Permissions(0x6644)));
    VERIFY_DONE(exporter::toFile(**m_database, request(), path()));
    QVERIFY(json::parse(content()).has_value());
    constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFile::permissions(path()), ownerOnly);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"clients.json"_s});
}

void TestClientExporter::leavesTheFileWhenCancelled()
{
    writeOld();
    QList<int> told;
    const auto outcome = exporter::toFile(**m_database, request(), path(), [&](int done, int total) {
        told << done << total;
        return done < 2;
    });
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
    QCOMPARE(told, (QList<int>{0, 4, 1, 4, 2, 4}));
    QCOMPARE(content(), QByteArray("old"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"clients.json"_s});
}

void TestClientExporter::leavesTheFileWhenTheFolderIsGone()
{
    const QString nowhere = m_folder->filePath(u"missing/clients.json"_s);
    const auto outcome = exporter::toFile(**m_database, request(), nowhere);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Unreachable);
    QVERIFY(outcome.error().text.contains(nowhere));
}

void TestClientExporter::writesIntoDevices()
{
    VERIFY_DONE(exporter::toFile(**m_database, request(), u"/dev/null"_s));
    QVERIFY(!QFileInfo(u"/dev/null"_s).isFile());
    const auto full = exporter::toFile(**m_database, request(), u"/dev/full"_s);
    QVERIFY(!full);
    QCOMPARE(full.error().kind, Error::Kind::Unreachable);
    QVERIFY(!QFileInfo(u"/dev/full"_s).isFile());
}

void TestClientExporter::tellsWhenTheDeviceIsFull()
{
    for (const qint64 room : {0, 500, 1500}) {
        FullDevice device(room);
        const auto outcome = exporter::toDevice(**m_database, request(), device);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Unreachable);
    }
    VERIFY_DONE(m_database->save(sampleUser(u"afterwards"_s)));
}

GATEHOUSE_TEST(TestClientExporter)
#include "tst_clientexporter.moc"
