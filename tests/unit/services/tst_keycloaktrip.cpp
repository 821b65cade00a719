#include "services/export/ClientExporter.h"
#include "services/import/ImportFile.h"
#include "unit/services/ImportHelp.h"

#include <QBuffer>
#include <QTemporaryFile>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

ImportedFile foreignFile(const QString &name)
{
    QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/") + name);
    const QByteArray document = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const auto format = formatByContent(document);
    if (!format || (*format)->name() != "keycloak"_L1)
        return {};
    return (*format)->read(document, testTime()).value_or(ImportedFile());
}

QByteArray exported(TestDatabase &database)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto format = formatByName(u"keycloak"_s).value();
    return exporter::toDevice(*database, {ClientSelection::all(), format}, buffer) ? buffer.data()
                                                                                   : QByteArray();
}

/// What Keycloak would export of it: lists in another order, and more than anybody said.
json::Json fromServer(json::Json file)
{
    for (json::Json &client : file.at("clients")) {
        for (auto &[name, value] : client.items()) {
            if (value.is_array())
                std::ranges::reverse(value);
        }
        const bool asks = client.at("consentRequired");
        client.update({{"id", "76409736-daf0-4aff-9df7-49ec1f6e0679"},
                       {"access", {{"view", true}}},
                       {"surrogateAuthRequired", false},
                       {"authenticationFlowBindingOverrides", json::Json::object()},
                       {"nodeReRegistrationTimeout", -1},
                       {"fullScopeAllowed", !asks}});
        client.at("attributes")["realm_client"] = "false";
    }
    for (json::Json &user : file.at("users"))
        user.update({{"id", "276388ca-a2d8-40cd-aba2-e7db6125a44b"},
                     {"totp", false},
                     {"groups", json::Json::array()}});
    return file;
}

/// As of a file on the disk, so that what has no field counts, too.
Result<ImportPlan> plannedFrom(TestDatabase &database, const json::Json &file)
{
    QTemporaryFile disk;
    if (!disk.open() || disk.write(QByteArray::fromStdString(file.dump())) < 0 || !disk.flush())
        return fail(Error::Kind::Unreachable, disk.errorString());
    return ImportFile::open(disk.fileName(), u"keycloak"_s, testTime()).and_then([&](const auto &source) {
        return ImportPlanner(*database, overwriting, testTime()).plan(*source);
    });
}

/// Client IDs and what became of each.
QStringList outcome(const ImportPlan &plan)
{
    QStringList lines;
    for (const PlannedClient &planned : clientsOf(plan))
        lines << planned.client.clientId + u' ' + importStatusName(planned.status);
    return lines;
}

}

class KeycloakTripTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void importExportImport_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("clients");
        QTest::newRow("realm") << u"foreign.keycloak-realm.json"_s
                               << QStringList({u"berth-planner new"_s, u"tide-feed new"_s,
                                               u"harbour-console new"_s, u"deck-app new"_s,
                                               u"quay-api refused"_s,
                                               u"https://payroll.example.com/saml refused"_s,
                                               u"old-spa new"_s, u"two-in-one new"_s});
        QTest::newRow("realms") << u"foreign.keycloak-realms.json"_s
                                << QStringList({u"dock-portal new"_s, u"crane-feed new"_s,
                                                u"dock-cli refused"_s, u"dock-portal refused"_s,
                                                u"yard-portal new"_s});
        QTest::newRow("partial import")
            << u"foreign.keycloak-partial.json"_s
            << QStringList({u"pilot-app new"_s, u"radar-feed new"_s, u"jwt-feed new"_s});
    }
    void importExportImport()
    {
        QFETCH(const QString, name);
        QFETCH(const QStringList, clients);
        TestDatabase database;
        VERIFY_DONE(database.setLicenceLimit({}));
        const ImportedFile file = foreignFile(name);
        const auto first = planned(database, file);
        QVERIFY2(first, first ? "" : qPrintable(first.error().text));
        QCOMPARE(outcome(*first), clients);
        for (const PlannedClient &client : clientsOf(*first))
            QCOMPARE(client.refusal.has_value(), client.status == ImportStatus::Refused);
        VERIFY_DONE(imported(database, file));

        const QByteArray written = exported(database);
        const ImportedFile back = fileFrom(written, u"keycloak"_s);
        const auto second = planned(database, back, overwriting);
        QVERIFY2(second, second ? "" : qPrintable(second.error().text));
        for (const PlannedClient &client : clientsOf(*second)) {
            for (const FieldDifference &difference : client.differences)
                QFAIL(qPrintable(client.client.clientId + u": "_s + fieldLabel(difference.field)));
            QCOMPARE(client.status, ImportStatus::Unchanged);
        }
        QCOMPARE(second->clients.size(), qsizetype(first->count(ImportStatus::New)));
        QVERIFY2(!second->changesAnything(), "users, API scopes and custom resources neither");
        QCOMPARE(exported(database), written);

        const auto again = planned(database, file);
        QVERIFY2(again, again ? "" : qPrintable(again.error().text));
        QVERIFY2(!again->changesAnything(), "the first file says the same as before");
    }

    /// A claim of a default resource that the client application does not have, by a mapper of its own.
    void claimsOfDefaultResourcesStayMappers_data()
    {
        QTest::addColumn<QByteArray>("scopes");
        QTest::newRow("of the realm") << QByteArray();
        QTest::newRow("none") << QByteArray(R"("defaultClientScopes": [],)");
        QTest::newRow("another") << QByteArray(R"("defaultClientScopes": ["basic", "email"],)");
    }
    void claimsOfDefaultResourcesStayMappers()
    {
        QFETCH(const QByteArray, scopes);
        TestDatabase database;
        VERIFY_DONE(database.setLicenceLimit({}));
        const ImportedFile file = fileFrom(
            R"({"clients": [{"clientId": "k", "publicClient": true, "redirectUris": ["https://a.example.com/cb"],)" +
                scopes + R"(
                "protocolMappers": [{"name": "username", "protocol": "openid-connect",
                    "protocolMapper": "oidc-usermodel-attribute-mapper", "consentRequired": false,
                    "config": {"user.attribute": "username", "claim.name": "preferred_username",
                               "jsonType.label": "String", "id.token.claim": "true",
                               "access.token.claim": "true", "userinfo.token.claim": "true"}}]}]})",
            u"keycloak"_s);
        VERIFY_DONE(imported(database, file));
        const QByteArray written = exported(database);
        const auto again = planned(database, fileFrom(written, u"keycloak"_s), overwriting);
        VERIFY_DONE(again);
        QCOMPARE(outcome(*again), QStringList{u"k unchanged"_s});
        QVERIFY(!again->changesAnything());
        const json::Json before = json::parse(written)->at("clients").at(0).at("protocolMappers");
        QCOMPARE(before.size(), std::size_t(1));
        QCOMPARE(before.at(0).at("name"), json::Json("username"));

        TestDatabase another;
        VERIFY_DONE(another.setLicenceLimit({}));
        VERIFY_DONE(imported(another, fileFrom(written, u"keycloak"_s)));
        QCOMPARE(exported(another), written);
    }

    void ourOwnClientsChangeNothing()
    {
        TestDatabase database;
        User user = sampleUser(u"Svc"_s);
        VERIFY_DONE(database.save(user));
        CustomResource department;
        department.name = u"department"_s;
        department.title = u"Department"_s;
        department.claims = {{u"department"_s, ClaimSource::UserAttribute, u"department"_s},
                             {u"a.b"_s, ClaimSource::FixedValue, u"Example"_s}};
        department.texts = {{u"en"_s, {u"Your department"_s, {}}}};
        VERIFY_DONE(database.save(department));
        ClientApplication web = sampleWebClient(u"Web"_s, testTime());
        web.enabled = true;
        web.requirePkce = false;
        web.includeUserInfoInToken = true;
        web.customResources = {u"department"_s};
        web.consentTexts = {{u"en"_s, {.profile = u"Your name"_s, .email = u"Your address"_s}}};
        VERIFY_DONE(database.save(web));
        ClientApplication machine = sampleMachineClient(u"feed"_s, u"Svc"_s, testTime());
        VERIFY_DONE(database.save(machine));
        ClientApplication bare = sampleMachineClient(u"bare"_s, {}, testTime());
        bare.enabled = false;
        VERIFY_DONE(database.save(bare));

        const auto plan = planned(database, fileFrom(exported(database), u"keycloak"_s), overwriting);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().text));
        QCOMPARE(outcome(*plan), QStringList({u"bare unchanged"_s, u"feed unchanged"_s, u"Web unchanged"_s}));
        QVERIFY(!plan->changesAnything());
    }

    void serversExportChangesWhatWasChangedThere()
    {
        TestDatabase database;
        VERIFY_DONE(database.save(sampleUser(u"Svc"_s)));
        ClientApplication web = sampleWebClient(u"Web"_s, testTime());
        web.loginRedirects = {u"https://a.example.com/cb"_s, u"https://b.example.com/cb"_s};
        web.defaultResources = {u"openid"_s, u"profile"_s, u"email"_s};
        web.requireConsent = true;
        VERIFY_DONE(database.save(web));
        ClientApplication plain = sampleWebClient(u"Plain"_s, testTime());
        plain.requireConsent = false;
        VERIFY_DONE(database.save(plain));
        VERIFY_DONE(database.save(sampleMachineClient(u"feed"_s, u"Svc"_s, testTime())));

        const auto written = json::parse(exported(database));
        QVERIFY(written);
        json::Json file = fromServer(*written);
        const auto same = plannedFrom(database, file);
        QVERIFY2(same, same ? "" : qPrintable(same.error().text));
        QCOMPARE(outcome(*same),
                 QStringList({u"feed unchanged"_s, u"Plain unchanged"_s, u"Web unchanged"_s}));

        json::Json &shop = file.at("clients").back();
        shop["surrogateAuthRequired"] = true;
        shop["fullScopeAllowed"] = true; // which is not what Keycloak says by itself where consent is asked
        shop["redirectUris"].push_back("https://c.example.com/cb");
        VERIFY_DONE(plannedFrom(database, file).and_then([&](const ImportPlan &plan) {
            return applyImport(*database, plan, testTime());
        }));
        const ClientApplication changed = storedClient(database, u"Web"_s);
        QCOMPARE(changed.loginRedirects, web.loginRedirects + QStringList{u"https://c.example.com/cb"_s});
        QCOMPARE(changed.otherSettings.value(u"keycloak"_s),
                 uR"({"fullScopeAllowed":true,"surrogateAuthRequired":true})"_s);
    }

    void eachRunsAsItDid()
    {
        TestDatabase database;
        VERIFY_DONE(database.setLicenceLimit({}));
        VERIFY_DONE(imported(database, foreignFile(u"foreign.keycloak-realm.json"_s)));
        for (const QString &clientId :
             {u"berth-planner"_s, u"tide-feed"_s, u"deck-app"_s, u"harbour-console"_s})
            QVERIFY2(storedClient(database, clientId).enabled, qPrintable(clientId));
        QCOMPARE(storedClient(database, u"tide-feed"_s).identity, u"service-account-tide-feed"_s);
        QVERIFY(storedClient(database, u"deck-app"_s).isPublic());
        QCOMPARE(storedClient(database, u"harbour-console"_s).loginRedirects,
                 QStringList{u"/admin/harbour/console/*"_s});
    }
};

GATEHOUSE_TEST(KeycloakTripTest)
#include "tst_keycloaktrip.moc"
