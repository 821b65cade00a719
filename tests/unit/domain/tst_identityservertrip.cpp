#include "IdentityServerSamples.h"
#include "JsonLiteral.h"

#include "domain/formats/identityserver/Configuration.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

/// As it is stored after its import.
ClientApplication stored(const ClientFormat &format, const ImportedClient &imported)
{
    ClientApplication client = imported.client;
    if (client.title.isEmpty())
        client.title = client.clientId;
    for (ClientSecret &secret : client.secrets)
        secret.sealed = imported.secretsInClear.value(secret.hash, {});
    client = rules::normalized(client);
    format.keepOtherSettings(client, imported, {.now = samples::now()});
    return client;
}

QList<ClientApplication> allStored(const ClientFormat &format, const QByteArray &document)
{
    QList<ClientApplication> clients;
    for (const ImportedClient &imported : samples::imported(format, document)) {
        if (!imported.refusal)
            clients << stored(format, imported);
    }
    return clients;
}

/// As .NET sees it: names in small letters, and no null.
Json folded(const Json &value)
{
    if (!value.is_structured())
        return value;
    Json all = value.is_array() ? Json::array() : Json::object();
    for (const auto &[name, child] : value.items()) {
        if (value.is_array())
            all.push_back(folded(child));
        else if (!child.is_null())
            all[json::toText(name).toLower().toStdString()] = folded(child);
    }
    return all;
}

/// The client applications of a document, in whatever section, by client ID.
QMap<QString, Json> clientsIn(const Json &document)
{
    QMap<QString, Json> found;
    for (const Json &value : document) {
        if (const Json *id = configuration::find(value, "ClientId"))
            found.insert(json::toText(id->get<std::string>()), folded(value));
        else if (value.is_structured())
            found.insert(clientsIn(value));
    }
    return found;
}

QMap<QString, Json> exportedAgain(const ClientFormat &format, const QList<ClientApplication> &clients)
{
    return clientsIn(
        json::parse(samples::exported(format, clients, samples::withSecrets()).document).value());
}

/// The names of the members that differ.
QStringList differing(const Json &one, const Json &other)
{
    QStringList names;
    for (const auto &[name, value] : one.items()) {
        if (!other.contains(name) || json::compactText(other[name]) != json::compactText(value))
            names << json::toText(name);
    }
    for (const auto &[name, value] : other.items()) {
        if (!one.contains(name))
            names << json::toText(name);
    }
    return names;
}

using samples::Change;

const ClientFormat &identityServer = *formatByName(u"identityserver"_s).value();

/// The first of the file with every property after a change, and before it.
QStringList changed(const char *clientId, const Change &change)
{
    auto clients = allStored(identityServer, samples::dataFile(u"every-property.identityserver.json"_s));
    const QString id = QString::fromLatin1(clientId);
    const Json before = exportedAgain(identityServer, clients).value(id);
    change(*std::ranges::find(clients, id, &ClientApplication::clientId));
    return differing(before, exportedAgain(identityServer, clients).value(id));
}

Json everyProperty(const QByteArray &document)
{
    return json::parse(document)->at("Sts").at("Clients").at(0);
}

}

/// What was imported goes back as it came.
class IdentityServerTripTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesBackAsItCame_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("format");
        for (const char *file :
             {"every-property.identityserver.json", "foreign.identityserver.json",
              "sample.identityserver.json", "cases/03-identityserver-spa.json",
              "cases/18-identityserver-map.json", "cases/19-identityserver-camel-claims.json",
              "cases/80-identityserver-other-section.json"})
            QTest::newRow(file) << QString::fromLatin1(file) << u"identityserver"_s;
        for (const char *file : {"foreign.skoruba.json", "sample.skoruba.json", "cases/43-skoruba-seed.json",
                                 "cases/67-skoruba-old-api-scopes.json"})
            QTest::newRow(file) << QString::fromLatin1(file) << u"skoruba"_s;
    }
    void goesBackAsItCame()
    {
        QFETCH(const QString, file);
        QFETCH(const QString, format);
        const ClientFormat &ofFile = *formatByName(format).value();
        const QByteArray document = samples::dataFile(file);
        const QMap<QString, Json> came = clientsIn(json::parse(document).value());
        QList<ClientApplication> clients = allStored(ofFile, document);
        QVERIFY(!clients.isEmpty());
        const auto back = exportedAgain(ofFile, clients);
        QCOMPARE(back.size(), clients.size());
        for (const auto &[clientId, object] : back.asKeyValueRange())
            QCOMPARE(json::compactText(object), json::compactText(came.value(clientId)));

        for (ClientApplication &client : clients)
            client.title += u'!';
        const auto renamed = exportedAgain(ofFile, clients);
        for (const auto &[clientId, object] : back.asKeyValueRange())
            QCOMPARE(differing(object, renamed.value(clientId)), QStringList{u"clientname"_s});
    }

    void aChangeChangesItsMemberAlone_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("member");
        const auto add = [](const char *member, const Change &change) {
            QTest::newRow(member) << change << QString::fromLatin1(member);
        };
        add("enabled", [](auto &c) { c.enabled = false; });
        add("requirepkce", [](auto &c) { c.requirePkce = true; });
        add("allowedscopes", [](auto &c) { c.apiScopes.removeAll(u"stock.read"_s); });
        add("allowedgranttypes",
            [](auto &c) { c.alsoClientCredentials = false, c.identity = u"svc-prices"_s; });
        add("accesstokenlifetime", [](auto &c) { c.accessTokenLifetime.reset(); });
        add("absoluterefreshtokenlifetime", [](auto &c) { c.refreshTokenLifetime = 5; });
        add("allowedcorsorigins", [](auto &c) { c.allowedCorsOrigins.clear(); });
        add("redirecturis", [](auto &c) { c.loginRedirects << u"https://b.example.com/x"_s; });
        add("clientsecrets", [](auto &c) { c.secrets.removeFirst(); });
        add("claims", [](auto &c) { c.identity = u"Anna"_s; });
        add("properties", [](auto &c) { c.consentTexts[u"nl"_s].api = u"Uw bestelling"_s; });
    }
    void aChangeChangesItsMemberAlone()
    {
        QFETCH(const Change, change);
        QFETCH(const QString, member);
        QStringList names = changed("every-property", change);
        if (member == "allowedgranttypes"_L1)
            names.removeAll(u"claims"_s); // without the grant nobody acts by it
        QCOMPARE(names, QStringList{member});
    }

    void listsKeepWhatIsNotOurs()
    {
        auto clients = allStored(identityServer, samples::dataFile(u"every-property.identityserver.json"_s));
        ClientApplication &client = clients.first();
        client.secrets.removeFirst();
        client.secrets << storedSecret("1b4f0e9851971998e732078544c96b36", u"new"_s, samples::now());
        client.identity = u"Anna"_s;
        client.allowedCorsOrigins = {u"https://b.example.com"_s};
        client.consentTexts[u"nl"_s].api = u"Uw bestelling"_s;
        const Json object = everyProperty(samples::exported(identityServer, clients).document);
        QStringList kinds;
        for (const Json &secret : object.at("ClientSecrets"))
            kinds << json::toText(secret.value("Type", "none") + secret.value("Description", ""));
        QCOMPARE(kinds,
                 QStringList({u"X509Name"_s, u"SharedSecretsince spring"_s, u"JWK"_s, u"SharedSecretnew"_s}));
        QCOMPARE(object.at("AllowedCorsOrigins"),
                 Json::array({"https://trailing.example.com/", "https://b.example.com"}));
        QCOMPARE(object.at("Claims").size(), 3u);
        QCOMPARE(object.at("Properties").size(), 3u);
    }

    void othersSettingsAreSeen()
    {
        const auto clients =
            allStored(identityServer, samples::dataFile(u"every-property.identityserver.json"_s));
        const Json others = json::fromCompactText(clients.first().otherSettings.value(u"identityserver"_s));
        QCOMPARE(others.at("AllowedGrantTypes"),
                 Json::array({"password", "urn:ietf:params:oauth:grant-type:device_code"}));
        QCOMPARE(others.at("section"), std::string("Sts:Clients"));
        QVERIFY(!others.contains("AccessTokenLifetime") && !others.contains("ClientId"));
    }

    void secretsInClearAreNeverKept()
    {
        const ClientFormat &skoruba = *formatByName(u"skoruba"_s).value();
        const auto clients = allStored(skoruba, samples::dataFile(u"foreign.skoruba.json"_s));
        for (const ClientApplication &client : clients) {
            const QString kept =
                client.otherSettings.values().join(u' ') + client.spellings.values().join(u' ');
            QVERIFY(!kept.contains(u"warehouse_client_secret"_s));
            QVERIFY(!kept.contains(u"9f86d081884c7d659a2feaa0c55ad015"_s));
        }
        const QByteArray withoutSecrets = samples::exported(skoruba, clients).document;
        QVERIFY(!withoutSecrets.contains("warehouse_client_secret"));
        QVERIFY2(!withoutSecrets.contains(clients.first().secrets.first().hash.toLatin1()), "nor a hash");
    }

    void identityDoesNotRenameOtherClaims()
    {
        auto clients = allStored(identityServer, samples::dataFile(u"every-property.identityserver.json"_s));
        ClientApplication job = *std::ranges::find(clients, u"job"_s, &ClientApplication::clientId);
        job.identity = u"svc-prices"_s;
        const auto written = samples::exported(identityServer, {job});
        const Json object = everyProperty(written.document);
        QVERIFY(!object.contains("ClientClaimsPrefix"));
        QCOMPARE(object.at("Claims").size(), 1u);
        QVERIFY(written.loss(u"Identity"_s).contains(u"ClientClaimsPrefix"_s));
    }

    void sections_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QByteArray>("start"); ///< of what is exported
        const QByteArray clients(
            "[{'ClientId':'a','AllowedGrantTypes':['client_credentials'],'AllowedScopes':['x']}]");
        const auto add = [&](const char *name, const QByteArray &before, const QByteArray &after,
                             const char *start) {
            QTest::newRow(name) << quoted(before + clients + after) << quoted(start);
        };
        const char *usual = "{'IdentityResources':";
        add("usual", "{'Clients':", "}", usual);
        add("clients alone", {}, {}, usual);
        add("IdentityServer", "{'IdentityServer':{'Clients':", "}}",
            "{'IdentityServer':{'IdentityResources':");
        add("small letters", "{'porch':{'clients':", "}}", "{'porch':{'IdentityResources':");
        add("deeper", "{'Auth':{'Porch':{'Clients':", "}}}", "{'Auth':{'Porch':{'IdentityResources':");
        add("dots", "{'My.Porch':{'Clients':", "}}", "{'My.Porch':{'IdentityResources':");
        add("list of another name", "{'Porch':", "}", usual);
    }
    void sections()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QByteArray, start);
        const auto written = samples::exported(identityServer, allStored(identityServer, document));
        const QByteArray again = QByteArray::fromStdString(json::parse(written.document)->dump());
        QVERIFY2(again.startsWith(start), again.constData());
        QVERIFY(written.losses.isEmpty());
        QVERIFY(!again.contains("section"));
        if (document.contains("Porch\":["))
            QVERIFY2(again.contains("\"Porch\":[{\"ClientId\""), again.constData());
    }

    void sectionsThatDisagree()
    {
        ClientApplication porch = samples::machine();
        porch.clientId = u"porch"_s;
        porch.otherSettings = {{u"identityserver"_s, u"{\"section\":\"Porch:Clients\"}"_s}};
        const ClientApplication ours = samples::machine();
        const QString label = fieldLabel(ClientField::OtherSettings);
        const auto usual = samples::exported(identityServer, {ours, porch});
        QVERIFY(usual.document.startsWith("{\n  \"IdentityResources\""));
        QVERIFY(usual.loss(label).contains(u"Porch:Clients"_s));
        const auto together = samples::exported(identityServer, {porch, ours});
        QVERIFY(together.document.startsWith("{\n  \"Porch\""));
        QCOMPARE(together.loss(label), QString());
        for (const char *wrong : {"a:b:c:d", "a::b", "ApiScopes", ""}) {
            porch.otherSettings = {
                {u"identityserver"_s, QString::fromLatin1(quoted("{'section':'") + wrong + quoted("'}"))}};
            const QByteArray document = samples::exported(identityServer, {porch}).document;
            QVERIFY2(document.startsWith("{\n  \"IdentityResources\""), wrong);
            QVERIFY2(json::parse(document), wrong);
        }
    }

    /// Other settings are typed by people, too.
    void oddSettingsAreNoHarm_data()
    {
        QTest::addColumn<QByteArray>("settings");
        for (const char *settings :
             {"{'Claims':['x',{'Type':7},{}]}", "{'Claims':'x'}", "{'ClientSecrets':['x',{},{'name':'y'},7]}",
              "{'ClientSecrets':{}}", "{'section':7}", "{'ClientClaimsPrefix':7,'Claims':[null]}",
              "{'Properties':[]}", "{'AllowedGrantTypes':{}}"})
            QTest::newRow(settings) << quoted(settings);
    }
    void oddSettingsAreNoHarm()
    {
        QFETCH(const QByteArray, settings);
        ClientApplication client = samples::machine();
        client.otherSettings = {{u"identityserver"_s, QString::fromLatin1(settings)}};
        client.spellings = {
            {u"identityserver"_s, QString::fromLatin1(quoted("{'/Claims':{'said':[{'Type':'sub','Value':"
                                                             "'svc-prices'}],'there':[]}}"))}};
        QVERIFY(json::parse(samples::exported(identityServer, {client}).document));
    }
};

GATEHOUSE_TEST(IdentityServerTripTest)
#include "tst_identityservertrip.moc"
