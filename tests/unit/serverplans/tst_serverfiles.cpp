#include "services/servers/FileConnection.h"
#include "unit/serverplans/ServerHelp.h"

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// A copy of a file of the tests' data, as a server, beside a database without client applications.
class FilePair
{
public:
    FilePair(const QString &file, const QString &format) : m_path(m_folder.filePath(u"server.json"_s))
    {
        if (!QFile::copy(QStringLiteral(GATEHOUSE_TEST_DATA "/") + file, m_path))
            qFatal("%s cannot be copied", qPrintable(file));
        QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner);
        if (const auto done = database.setLicenceLimit({}); !done)
            qFatal("%s", qPrintable(done.error().text));
        server =
            database
                .save(Server{.name = u"File"_s, .kind = ServerKind::File, .url = m_path, .format = format})
                .value();
    }

    Result<ServerComparison> compare()
    {
        FileConnection connection = connect();
        return compareWithServer(*database, connection, {.server = server, .now = testTime()});
    }
    Result<TakePlan> take()
    {
        FileConnection connection = connect();
        return planTake(*database, encryption(), connection, {.server = server, .now = testTime()})
            .and_then([&](const TakePlan &plan) {
                return applyTake(*database, plan).transform([&] { return plan; });
            });
    }
    Result<PushOutcome> push(const QString &clientId)
    {
        FileConnection connection = connect();
        return planPush(*database, encryption(), connection,
                        {.server = server, .clientIds = {clientId}, .now = testTime()})
            .and_then([&](const PushPlan &plan) -> Result<PushOutcome> {
                if (plan.holdsBack())
                    return fail(Error::Kind::Rule, serverplantext::ofPush(plan));
                return runPush(*database, encryption(), connection, plan);
            });
    }

    Result<PushPlan> plan(const QString &clientId)
    {
        FileConnection connection = connect();
        return planPush(*database, encryption(), connection,
                        {.server = server, .clientIds = {clientId}, .now = testTime()});
    }

    QStringList lines() const
    {
        QFile file(m_path);
        const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return QString::fromUtf8(text).split(u'\n');
    }

    TestDatabase database;
    Server server;

private:
    FileConnection connect() const { return FileConnection({.server = server}, {}); }
    Encryption encryption() const { return Encryption(settingsIn(m_folder.path())); }

    QTemporaryDir m_folder;
    QString m_path;
};

/// The first that is the same here and there and may be changed.
QString changeable(FilePair &pair, const ServerComparison &comparison)
{
    for (const ComparedClient &client : comparison.clients) {
        const ClientApplication stored = storedClient(pair.database, client.clientId);
        // One that stands in several realms of a file cannot be told apart there.
        const QString id = u"lientId\": \"%1\""_s.arg(client.clientId);
        const QString text = pair.lines().join(u'\n');
        const qsizetype times = text.count(id) - text.count(u"serviceAccountC"_s + id);
        if (client.state == store::ServerClientState::Same && !stored.isMachineToMachine() && times <= 1)
            return client.clientId;
    }
    return {};
}

}

class ServerFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takenIsTheSameAndOneFieldIsOne_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("format");
        QTest::addColumn<bool>("adds");
        const auto add = [](const char *file, const QString &format) {
            for (const bool adds : {true, false}) {
                QTest::addRow("%s %s", file, adds ? "one more" : "another")
                    << QString::fromLatin1(file) << format << adds;
            }
        };
        add("foreign.identityserver.json", u"identityserver"_s);
        add("every-property.identityserver.json", u"identityserver"_s);
        add("sample.identityserver.json", u"identityserver"_s);
        add("foreign.skoruba.json", u"skoruba"_s);
        add("sample.skoruba.json", u"skoruba"_s);
        add("foreign.rfc7591.json", u"rfc7591"_s);
        add("sample.rfc7591.json", u"rfc7591"_s);
        add("sample.oidc-provider.json", u"oidc-provider"_s);
        add("sample.hydra.json", u"hydra"_s);
        add("sample.glewlwyd.json", u"glewlwyd"_s);
        add("sample.keycloak.json", u"keycloak"_s);
        add("foreign.keycloak-partial.json", u"keycloak"_s);
        add("foreign.keycloak-realm.json", u"keycloak"_s);
        add("foreign.keycloak-realms.json", u"keycloak"_s);
        add("keycloak/quickstart-realm.json", u"keycloak"_s);
        add("keycloak/multi-realm.json", u"keycloak"_s);
        add("keycloak/partial-import-export.json", u"keycloak"_s);
    }
    void takenIsTheSameAndOneFieldIsOne()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, format);
        QFETCH(const bool, adds);
        FilePair pair(file, format);
        VERIFY_DONE(pair.database.save(sampleUser(u"svc-prices"_s)));
        const QStringList untouched = pair.lines();
        VERIFY_DONE(pair.take());
        QCOMPARE(pair.lines(), untouched);
        const auto comparison = pair.compare();
        VERIFY_DONE(comparison);
        for (const ComparedClient &client : comparison->clients) {
            QStringList fields;
            for (const ServerDifference &difference : client.differences)
                fields << difference.name + u' ' + difference.hereText + u" / "_s + difference.thereText;
            fields.removeIf([](const QString &field) { return field.startsWith(u"enabled off"_s); });
            QVERIFY2(fields.isEmpty(), qPrintable(client.clientId + u": "_s + fields.join(u"; "_s)));
            QVERIFY2(client.state != store::ServerClientState::OnlyHere, qPrintable(client.clientId));
        }

        const QString clientId = changeable(pair, *comparison);
        if (clientId.isEmpty())
            QSKIP("none of its client applications can be changed");
        ClientApplication client = storedClient(pair.database, clientId);
        if (!adds)
            client.loginRedirects.removeLast();
        client.loginRedirects << u"https://added.example.com/cb"_s;
        const bool followsRedirects = file == "foreign.keycloak-realm.json"_L1;
        if (followsRedirects)
            client.allowedCorsOrigins << u"https://added.example.com"_s; // as + says there
        VERIFY_DONE(pair.database.save(client));
        const auto outcome = pair.push(clientId);
        VERIFY_DONE(outcome);
        QVERIFY2(outcome->isDone(), qPrintable(outcomeText(*outcome, u"File"_s)));
        QStringList after = pair.lines();
        const qsizetype added = after.removeIf(
            [](const QString &line) { return line.contains(u"https://added.example.com/cb"_s); });
        QCOMPARE(added, 1);
        QVERIFY2(untouched.size() - after.size() <= 1,
                 "a list on one line, or a comma behind the line before");
        QStringList others = after;
        others.removeIf([&](const QString &line) { return untouched.contains(line); });
        const qsizetype most = followsRedirects ? 3 : 1; // the list of origins, too
        QVERIFY2(others.size() <= most, qPrintable(others.join(u'\n')));
        const auto again = pair.compare();
        VERIFY_DONE(again);
        for (const ComparedClient &one : again->clients) {
            if (one.clientId == clientId)
                QCOMPARE(one.state, store::ServerClientState::Same);
        }
    }

    void aScopeThatIsKeptWithoutAUseIsNotAdded()
    {
        FilePair pair(u"foreign.keycloak-realm.json"_s, u"keycloak"_s);
        VERIFY_DONE(pair.take());
        ClientApplication client = storedClient(pair.database, u"deck-app"_s);
        QVERIFY(!client.supportApi);
        QCOMPARE(client.apiScopes, QStringList{u"api"_s});
        client.loginRedirects << u"https://added.example.com/cb"_s;
        VERIFY_DONE(pair.database.save(client));
        const auto plan = pair.plan(u"deck-app"_s);
        VERIFY_DONE(plan);
        QVERIFY(plan->changesAnything());
        QVERIFY2(plan->steps.isEmpty(), qPrintable(serverplantext::ofPush(*plan)));
    }

    void whatCannotBeAddedIsToldWithThePlan()
    {
        FilePair pair(u"foreign.keycloak-realms.json"_s, u"keycloak"_s);
        ClientApplication client = sampleWebClient(u"brand-new"_s, testTime());
        client.apiScopes.clear();
        VERIFY_DONE(pair.database.save(client));
        const auto plan = pair.plan(u"brand-new"_s);
        VERIFY_DONE(plan);
        QCOMPARE(plan->clients.first().status, PushStatus::Refused);
        QVERIFY2(plan->clients.first().refusal->text.contains(u"several lists"_s),
                 qPrintable(plan->clients.first().refusal->text));
        QVERIFY(plan->steps.isEmpty());
    }
};

GATEHOUSE_TEST(ServerFilesTest)
#include "tst_serverfiles.moc"
