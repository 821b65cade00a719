#include "ImportHelp.h"

#include "domain/json/JsonText.h"
#include "domain/servers/OnServers.h"
#include "services/export/ClientExporter.h"
#include "store/audit/AuditLog.h"
#include "store/edit/ServerEdits.h"
#include "support/SampleServers.h"

#include <QBuffer>

using namespace gatehouse;
using namespace gatehouse::test;

/// Client applications that have something on one server alone, out of the database and into it.
class TestServerTransfer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void exportsAsItIsThere();
    void tellsWhatIsLeftOut();
    void countsByWhatIsEnabledThere();
    void notesForWhichServer();
    void wholeFileChangesNothing();
    void fileForOneServerChangesNothing();
    void leavesUnknownServersOut();
    void takesWhatAFileSaysOfServers();
    void importNeverEnablesWhatIsIncomplete();

private:
    struct Written
    {
        QByteArray document;
        exporter::Outcome outcome;

        QStringList losses() const
        {
            QStringList texts;
            for (const Loss &loss : outcome.losses) {
                if (loss.field == fieldLabel(ClientField::OnServers))
                    texts << loss.text;
            }
            return texts;
        }
        QStringList redirects() const
        {
            const auto parsed = json::parse(document).value();
            return json::read<QStringList>(parsed["clients"][0]["redirectUris"], {}).value();
        }
    };
    Written written(const QString &format, const QString &server = {})
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        exporter::Request request{ClientSelection::all(), formatByName(format).value()};
        request.server = server;
        request.now = testTime();
        const auto outcome = exporter::toDevice(**m_database, request, buffer);
        return {buffer.data(), outcome.value()};
    }
    PlannedClient plannedOf(const ImportedFile &file)
    {
        return clientsOf(planned(*m_database, file, overwriting).value()).value(0);
    }

    std::unique_ptr<TestDatabase> m_database;
    ClientApplication m_shop;
};

namespace {

const QString forAll = u"https://shop.example.com/callback"_s;
const QString onTest = u"https://test.example.com/callback"_s;

}

void TestServerTransfer::init()
{
    m_database = std::make_unique<TestDatabase>();
    for (const QString &name : {u"Production"_s, u"Test"_s})
        VERIFY_DONE(m_database->save(sampleHydra(name)));
    m_shop = sampleWebClient(u"shop"_s, testTime());
    m_shop.enabled = true;
    m_shop.secrets << sampleSecret(u"for test"_s, testTime().addSecs(1));
    m_shop.secrets.last().onlyOn = u"Test"_s;
    m_shop.onServers = {{u"Production"_s, {.enabled = false}}, {u"Test"_s, {.loginRedirects = {onTest}}}};
    m_shop = m_database->save(m_shop).value();
}

void TestServerTransfer::exportsAsItIsThere()
{
    QCOMPARE(written(u"keycloak"_s).redirects(), QStringList({forAll}));
    QCOMPARE(written(u"keycloak"_s, u"Production"_s).redirects(), QStringList({forAll}));
    QCOMPARE(written(u"keycloak"_s, u"Test"_s).redirects(), QStringList({forAll, onTest}));
    const auto production = json::parse(written(u"keycloak"_s, u"Production"_s).document).value();
    QCOMPARE(production["clients"][0]["enabled"], json::Json(false));

    const auto whole = json::parse(written(u"gatehouse"_s).document).value();
    QVERIFY(whole["clients"][0]["on_servers"].contains("Test"));
    const auto there = json::parse(written(u"gatehouse"_s, u"Test"_s).document).value();
    QVERIFY(there["clients"][0]["on_servers"].empty());
    QCOMPARE(there["clients"][0]["login_redirects"].size(), 2);
    QCOMPARE(there["clients"][0]["secrets"].size(), 2);
}

void TestServerTransfer::tellsWhatIsLeftOut()
{
    const QStringList losses = written(u"keycloak"_s).losses();
    QCOMPARE(losses.size(), 2);
    QVERIFY2(losses.first().contains(u"\"Production\" alone: Enabled: off"_s), qPrintable(losses.first()));
    QVERIFY2(losses.last().contains(u"1 login redirect"_s) && losses.last().contains(u"1 secret"_s),
             qPrintable(losses.last()));
    QCOMPARE(written(u"keycloak"_s, u"Test"_s).losses(), QStringList());
    QCOMPARE(written(u"gatehouse"_s).losses(), QStringList());
}

/// Hydra has no word for disabled.
void TestServerTransfer::countsByWhatIsEnabledThere()
{
    QCOMPARE(written(u"hydra"_s).outcome.tally, (exporter::Tally{.chosen = 1}));
    QCOMPARE(written(u"hydra"_s, u"Production"_s).outcome.tally,
             (exporter::Tally{.chosen = 1, .disabled = 1}));
}

void TestServerTransfer::notesForWhichServer()
{
    const auto noted = [&] {
        const AuditEntry entry = store::loadAuditPage(**m_database, {}, std::nullopt, 1).value().first();
        return entry.changes;
    };
    written(u"hydra"_s, u"Test"_s);
    QVERIFY2(noted().contains(u"\"Test\""_s), qPrintable(noted()));
    written(u"hydra"_s);
    QVERIFY2(!noted().contains(u"\"Test\""_s), qPrintable(noted()));
}

void TestServerTransfer::wholeFileChangesNothing()
{
    const ImportedFile file = fileFrom(written(u"gatehouse"_s).document);
    QCOMPARE(plannedOf(file).status, ImportStatus::Unchanged);
    VERIFY_DONE(m_database->remove(m_shop));
    VERIFY_DONE(imported(*m_database, file, overwriting));
    const ClientApplication again = storedClient(*m_database, u"shop"_s);
    QCOMPARE(again.onServers, m_shop.onServers);
    QCOMPARE(forServer(again, {}).secrets.size(), 1);
    QCOMPARE(forServer(again, u"Test"_s).secrets.size(), 2);
}

/// What is on a server alone stays there, although the file knows no servers.
void TestServerTransfer::fileForOneServerChangesNothing()
{
    const PlannedClient planned =
        plannedOf(fileFrom(written(u"keycloak"_s, u"Test"_s).document, u"keycloak"_s));
    QStringList changes;
    for (const FieldDifference &difference : planned.differences)
        changes << fieldLabel(difference.field) + u": "_s + difference.after;
    changes.removeIf([](const QString &change) { return change.startsWith(u"Spelling"_s); });
    QVERIFY2(!changes.join(u'\n').contains(u"redirect"_s), qPrintable(changes.join(u'\n')));
    QCOMPARE(planned.client.onServers, m_shop.onServers);
    QCOMPARE(planned.client.loginRedirects, m_shop.loginRedirects);
}

void TestServerTransfer::leavesUnknownServersOut()
{
    const PlannedClient planned = plannedOf(gatehouseFile(
        R"({"client_id": "new", "login_redirects": ["https:\/\/new.example.com/cb"], "on_servers": {
            "TEST": {"login_redirects": ["https:\/\/test.example.com/cb"]},
            "Elsewhere": {"enabled": true, "secrets": [{"only_server_knows": true}]}}})"));
    QVERIFY2(planned.status == ImportStatus::New, planned.refusal ? qPrintable(planned.refusal->text) : "");
    QCOMPARE(serversOf(planned.client), QStringList({u"Test"_s}));
    QCOMPARE(planned.losses.size(), 1);
    QCOMPARE(planned.losses.first().field, u"on_servers"_s);
    const QString text = planned.losses.first().text;
    QVERIFY2(text.contains(u"\"Elsewhere\""_s) && text.contains(u"Enabled: on"_s), qPrintable(text));
}

void TestServerTransfer::takesWhatAFileSaysOfServers()
{
    VERIFY_DONE(imported(*m_database, gatehouseFile(R"({"client_id": "shop", "on_servers": {
                             "Production": {"login_redirects": ["https:\/\/www.example.com/cb"]}}})"),
                         overwriting));
    ClientApplication stored = storedClient(*m_database, u"shop"_s);
    QCOMPARE(stored.onServers.keys(), QStringList({u"Production"_s}));
    QCOMPARE(stored.secrets.size(), 2); // which the file does not name
    VERIFY_DONE(
        imported(*m_database, gatehouseFile(R"({"client_id": "shop", "title": "New"})"), overwriting));
    QCOMPARE(storedClient(*m_database, u"shop"_s).onServers, stored.onServers);
}

void TestServerTransfer::importNeverEnablesWhatIsIncomplete()
{
    const PlannedClient planned =
        plannedOf(gatehouseFile(R"({"client_id": "new", "on_servers": {"Test": {"enabled": true}}})"));
    QVERIFY2(planned.status == ImportStatus::New, planned.refusal ? qPrintable(planned.refusal->text) : "");
    QVERIFY(!isEnabledAnywhere(planned.client));
    QVERIFY(planned.notes.join(u' ').contains(u"Kept disabled"_s));
}

GATEHOUSE_TEST(TestServerTransfer)
#include "tst_servertransfer.moc"
