#include "JsonLiteral.h"
#include "SampleClients.h"

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

const ClientFormat &format = *formatByName(u"gatehouse"_s).value();

/// A PNG of one pixel.
QByteArray smallPicture()
{
    return QByteArray::fromBase64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
        "gg==");
}

ExportHead sampleHead()
{
    User service = samples::user(u"svc-prices"_s);
    service.name = u"Price feed"_s;
    service.department = u"IT"_s;
    User person = samples::user(u"Zoë"_s, false, false);
    person.email = u"zoe@example.com"_s;
    person.phone = u"+31 10 1234567"_s;
    ApiScope orders;
    orders.name = u"orders.read"_s;
    orders.title = u"Orders"_s;
    orders.description = u"Line 1\nline 2\t\"quoted\" \\"_s;
    ApiScope api;
    api.name = u"api"_s;
    Language english{{}, 0, u"en"_s, u"English"_s, false, true};
    Language arabic{{}, 0, u"ar"_s, u"العربية"_s, true, false};
    CustomResource department;
    department.name = u"department"_s;
    department.title = u"Department"_s;
    department.claims = {{u"department"_s, ClaimSource::UserAttribute, u"department"_s},
                         {u"organization"_s, ClaimSource::FixedValue, u"Example \"Ltd\""_s}};
    department.texts = {{u"ar"_s, {u"القسم"_s, {}}}, {u"en"_s, {u"Department"_s, u"Where you\nwork."_s}}};
    CustomResource off;
    off.name = u"badge"_s;
    off.enabled = false;
    return {{service, person}, {api, orders}, {english, arabic}, {off, department}};
}

QList<ClientApplication> sampleClients()
{
    ClientApplication shop = samples::openIdWithApi();
    shop.customResources = {u"badge"_s, u"department"_s};
    shop.consentTexts = {{u"ar"_s, {.profile = u"{client} يستخدم اسمك"_s}},
                         {u"en"_s, {u"<b>Your</b> name"_s, u"Your \"mail\""_s, u"Your orders\n{user}"_s}}};
    shop.logo = {u"shop \"1\".png"_s, smallPicture()};
    return {samples::machine(), samples::delegatedApi(), samples::openId(), shop};
}

QByteArray written(const ExportHead &head, const QList<ClientApplication> &clients)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto writer = format.writer(buffer);
    if (!writer->begin(head))
        return {};
    for (const ClientApplication &client : clients) {
        const auto losses = writer->add(client);
        if (!losses || !losses->isEmpty())
            return {};
    }
    return writer->end() ? buffer.data() : QByteArray();
}

QByteArray golden()
{
    QFile file(QStringLiteral(GATEHOUSE_TEST_DATA "/sample.gatehouse.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray dumped(const json::Json &document)
{
    return QByteArray::fromStdString(document.dump(2)) + '\n';
}

/// Without the fields that client applications got after the golden file was made.
QByteArray withoutLaterFields(const QByteArray &document)
{
    const json::Json old = json::parse(golden())->at("clients").at(0);
    json::Json whole = json::parse(document).value();
    for (json::Json &client : whole.at("clients")) {
        for (const ClientFieldInfo &info : clientFields()) {
            if (!old.contains(info.name))
                client.erase(info.name);
        }
    }
    return dumped(whole);
}

Result<ImportedFile> read(const QByteArray &document)
{
    return format.read(document, samples::now());
}

QByteArray withClients(const QByteArray &clients)
{
    return quoted("{'format':'gatehouse','version':1,'clients':") + clients + '}';
}

const QByteArray hash("K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=");

QByteArray withSecret(const QByteArray &properties)
{
    return withClients(quoted("[{'client_id':'a','secrets':[{") + properties + "}]}]");
}

}

class GatehouseFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheGoldenFile()
    {
        const QByteArray document = written(sampleHead(), sampleClients());
        QCOMPARE(document, dumped(json::parse(document).value()));
        QCOMPARE(withoutLaterFields(document), golden());
    }

    void readsTheGoldenFile()
    {
        const auto file = read(golden());
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->users, sampleHead().users);
        QCOMPARE(file->apiScopes, sampleHead().apiScopes);
        QCOMPARE(file->languages, sampleHead().languages);
        QCOMPARE(file->customResources, sampleHead().customResources);
        QCOMPARE(file->clients.size(), sampleClients().size());
        QVERIFY(file->losses.isEmpty());
        for (qsizetype i = 0; i < file->clients.size(); ++i) {
            const ImportedClient &imported = file->clients.at(i);
            QVERIFY2(!imported.refusal, imported.refusal ? qPrintable(imported.refusal->text) : "");
            QCOMPARE(rules::normalized(imported.client), rules::normalized(sampleClients().at(i)));
            QCOMPARE(std::size_t(imported.named.size()), json::parse(golden())->at("clients").at(i).size());
            QVERIFY(imported.losses.isEmpty());
            QCOMPARE(imported.place, u"clients[%1]"_s.arg(i));
        }
    }

    void sameBytesAgain_data()
    {
        QTest::addColumn<ExportHead>("head");
        QTest::addColumn<QList<ClientApplication>>("clients");
        QTest::newRow("nothing at all") << ExportHead() << QList<ClientApplication>();
        QTest::newRow("samples") << sampleHead() << sampleClients();

        ClientApplication hostile = samples::machine();
        hostile.title =
            u"\"'</script>\\u0000 \u2028 \u202E 😀 %1 "_s + QChar(u'\0') + QChar(u'\u0007') + u'\n';
        hostile.identity.clear();
        hostile.apiScopes.clear();
        hostile.loginRedirects = {QString(), u" "_s, u"not a redirect"_s};
        hostile.secrets.first().description = u"é\"\\/\b\f"_s;
        ClientApplication notNormal = hostile;
        notNormal.clientId = u"not-normal"_s;
        notNormal.supportOpenId = true;
        notNormal.allowRememberConsent = true;
        notNormal.defaultResources.clear();
        QTest::newRow("hostile texts, neither checked nor normalized")
            << ExportHead() << QList{hostile, notNormal};
        QTest::newRow("defaults") << ExportHead() << QList{ClientApplication()};
    }
    void sameBytesAgain()
    {
        QFETCH(const ExportHead, head);
        QFETCH(const QList<ClientApplication>, clients);
        const QByteArray first = written(head, clients);
        QVERIFY(!first.isEmpty());
        const auto file = read(first);
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QList<ClientApplication> again;
        for (const ImportedClient &imported : file->clients) {
            QVERIFY2(!imported.refusal, imported.refusal ? qPrintable(imported.refusal->text) : "");
            again << imported.client;
        }
        QCOMPARE(again, clients);
        QCOMPARE(written({file->users, file->apiScopes, file->languages, file->customResources}, again),
                 first);
    }

    void isTheDumpOfAWholeDocument()
    {
        const auto parsed = json::parse(golden());
        QVERIFY(parsed);
        QCOMPARE(golden(), dumped(*parsed));
    }

    void languageTagsAreMadeCanonical()
    {
        const auto file =
            read(quoted("{'format':'gatehouse','version':1,'languages':[{'tag':'PT-br'}],"
                        "'custom_resources':[{'name':'r','texts':{'ZH-hant':{'title':'T'}}}],"
                        "'clients':[{'client_id':'a','consent_texts':{'NL':{'api':'A','email':null},"
                        "'fr':{'api':''}}}]}"));
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->languages.first().tag, u"pt-BR"_s);
        QCOMPARE(file->customResources.first().texts.keys(), QStringList{u"zh-Hant"_s});
        const ConsentTextMap expected{{u"nl"_s, {.api = u"A"_s}}};
        QCOMPARE(file->clients.first().client.consentTexts, expected);
        QVERIFY(file->named.contains(u"custom_resources[0].texts"_s));
        QVERIFY(!file->named.contains(u"custom_resources[0].claims"_s));
    }

    void refusedHeads_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const char *member, const QString &mention) {
            QTest::newRow(name) << quoted(member) << mention;
        };
        add("languages object", "'languages':{}", u"languages is an object"_s);
        add("language without tag", "'languages':[{'native_name':'x'}]", u"languages[0] has no tag"_s);
        add("wrong tag", "'languages':[{'tag':'nl_NL'}]", u"languages[0].tag"_s);
        add("direction as text", "'languages':[{'tag':'nl','right_to_left':'no'}]",
            u"languages[0].right_to_left is text"_s);
        add("resources object", "'custom_resources':{}", u"custom_resources is an object"_s);
        add("resource without name", "'custom_resources':[{'title':'x'}]",
            u"custom_resources[0] has no name"_s);
        add("claim without name", "'custom_resources':[{'name':'r','claims':[{'value':'x'}]}]",
            u"custom_resources[0].claims[0] has no claim"_s);
        add("claim without value", "'custom_resources':[{'name':'r','claims':[{'claim':'x'}]}]",
            u"either attribute or value"_s);
        add("claim with two values",
            "'custom_resources':[{'name':'r','claims':[{'claim':'x','attribute':'name','value':'y'}]}]",
            u"either attribute or value"_s);
        add("claims object", "'custom_resources':[{'name':'r','claims':{}}]", u"claims is an object"_s);
        add("wrong tag of a text", "'custom_resources':[{'name':'r','texts':{'en_US':{}}}]",
            u"texts.en_US"_s);
        add("text as text", "'custom_resources':[{'name':'r','texts':{'en':'x'}}]", u"texts.en is text"_s);
    }
    void refusedHeads()
    {
        QFETCH(const QByteArray, member);
        QFETCH(const QString, mention);
        const auto file = read(quoted("{'format':'gatehouse','version':1,") + member + '}');
        QVERIFY(!file);
        QVERIFY2(file.error().text.contains(mention), qPrintable(file.error().text));
    }

    void onlyWhatIsPresentIsNamed()
    {
        const auto file = read(withClients(quoted("[{'client_id':'a','title':'T','login_redirects':[]}]")));
        QVERIFY(file);
        const ImportedClient &imported = file->clients.first();
        QCOMPARE(imported.named,
                 QSet({ClientField::ClientId, ClientField::Title, ClientField::LoginRedirects}));
        ClientApplication expected;
        expected.clientId = u"a"_s;
        expected.title = u"T"_s;
        QCOMPARE(imported.client, expected);
    }

    void whatIsSaidAboutUsersAndScopesIsNamed()
    {
        const auto file =
            read(quoted("{'format':'gatehouse','version':1,'users':[{'user_id':'a'},"
                        "{'user_id':'b','phone':''}],'api_scopes':[{'name':'api','title':null}]}"));
        QVERIFY(file);
        QCOMPARE(file->named, QSet({u"users[0].user_id"_s, u"users[1].user_id"_s, u"users[1].phone"_s,
                                    u"api_scopes[0].name"_s, u"api_scopes[0].title"_s}));
    }

    void identityIsEmptyInBothForms_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("empty") << quoted("''");
    }
    void identityIsEmptyInBothForms()
    {
        QFETCH(const QByteArray, value);
        const auto file = read(withClients(quoted("[{'client_id':'a','identity':") + value + "}]"));
        QVERIFY(file);
        QVERIFY(!file->clients.first().refusal);
        QVERIFY(file->clients.first().client.identity.isEmpty());
        QVERIFY(file->clients.first().named.contains(ClientField::Identity));
    }

    void unknownPropertiesAreTold()
    {
        const auto file = read(
            quoted("{'format':'gatehouse','version':1,'extra':1,"
                   "'users':[{'user_id':'u','shoe_size':42}],'api_scopes':[{'name':'api','colour':'red'}],"
                   "'clients':[{'client_id':'a','custom':{'x':1},'secrets':[{'sha256':'") +
            hash + quoted("','kept_by':'me'}]}]}"));
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QStringList outside;
        for (const Loss &loss : file->losses)
            outside << loss.field;
        QCOMPARE(outside, QStringList({u"extra"_s, u"users[0].shoe_size"_s, u"api_scopes[0].colour"_s}));

        const ImportedClient &imported = file->clients.first();
        QVERIFY(!imported.refusal);
        QCOMPARE(imported.losses.size(), 2);
        QCOMPARE(imported.losses.at(0).clientId, u"a"_s);
        QCOMPARE(imported.losses.at(0).field, u"custom"_s);
        QCOMPARE(imported.losses.at(1).field, u"clients[0].secrets[0].kept_by"_s);
    }

    void refusedClients_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("mention");
        QTest::addColumn<QString>("column");
        const auto add = [](const char *name, const QByteArray &client, const QString &mention,
                            const QString &column) {
            QTest::newRow(name) << withClients('[' + client + ",{\"client_id\":\"good\"}]") << mention
                                << column;
        };
        add("no object", "7", u"clients[0] is a number, expected an object"_s, {});
        add("no client ID", "{}", u"clients[0] has no client_id"_s, u"client_id"_s);
        add("client ID null", quoted("{'client_id':null,'title':7}"), u"clients[0].title is a number"_s,
            u"title"_s);
        add("client ID number", quoted("{'client_id':7}"),
            u"clients[0].client_id is a number, expected text"_s, u"client_id"_s);
        add("title null is empty, flag null is not", quoted("{'client_id':'a','title':null,'enabled':null}"),
            u"clients[0].enabled is null, expected true or false"_s, u"enabled"_s);
        add("flag as number", quoted("{'client_id':'a','enabled':1}"), u"clients[0].enabled is a number"_s,
            u"enabled"_s);
        add("flag as text", quoted("{'client_id':'a','require_pkce':'true'}"),
            u"clients[0].require_pkce is text"_s, u"require_pkce"_s);
        add("list as text", quoted("{'client_id':'a','api_scopes':'api'}"),
            u"clients[0].api_scopes is text, expected an array"_s, u"api_scopes"_s);
        add("list with number", quoted("{'client_id':'a','api_scopes':['api',1]}"),
            u"clients[0].api_scopes[1] is a number"_s, u"api_scopes"_s);
        add("grant type", quoted("{'client_id':'a','grant_type':'implicit'}"), u"clients[0].grant_type"_s,
            u"grant_type"_s);
        add("grant type null", quoted("{'client_id':'a','grant_type':null}"),
            u"clients[0].grant_type is null"_s, u"grant_type"_s);
        add("consent texts array", quoted("{'client_id':'a','consent_texts':[]}"),
            u"clients[0].consent_texts is an array"_s, u"consent_texts"_s);
        add("consent text in no language", quoted("{'client_id':'a','consent_texts':{'nl_NL':{'api':'x'}}}"),
            u"clients[0].consent_texts.nl_NL"_s, u"consent_texts"_s);
        add("language twice", quoted("{'client_id':'a','consent_texts':{'nl':{'api':'x'},'NL':{'api':'y'}}}"),
            u"twice"_s, u"consent_texts"_s);
        add("consent text as number", quoted("{'client_id':'a','consent_texts':{'nl':{'api':1}}}"),
            u"clients[0].consent_texts.nl.api is a number"_s, u"consent_texts"_s);
        add("logo without data", quoted("{'client_id':'a','logo':{'name':'x.png'}}"),
            u"clients[0].logo has no data"_s, u"logo"_s);
        add("logo not base64", quoted("{'client_id':'a','logo':{'name':'x.png','data':'%'}}"),
            u"expected base64"_s, u"logo"_s);
        add("logo that is none", quoted("{'client_id':'a','logo':{'name':'x.png','data':'aGVsbG8='}}"), {},
            u"logo"_s);
        add("secrets object", quoted("{'client_id':'a','secrets':{}}"), u"clients[0].secrets is an object"_s,
            u"secrets"_s);
        add("secret text", quoted("{'client_id':'a','secrets':['x']}"), u"clients[0].secrets[0] is text"_s,
            u"secrets"_s);
    }
    void refusedClients()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, mention);
        QFETCH(const QString, column);
        const auto file = read(document);
        QVERIFY2(file, file ? "" : qPrintable(file.error().text));
        QCOMPARE(file->clients.size(), 2);
        const auto &refusal = file->clients.first().refusal;
        QVERIFY(refusal);
        QVERIFY2(refusal->text.contains(mention), qPrintable(refusal->text));
        QCOMPARE(refusal->column, column);
        QVERIFY2(!file->clients.last().refusal, "the others are taken");
    }

    void refusedSecrets_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const QByteArray &properties, const QString &mention) {
            QTest::newRow(name) << properties << mention;
        };
        const QByteArray good = quoted("'sha256':'") + hash + '"';
        add("no hash", quoted("'last_four':'abcd'"), u"secrets[0] has no sha256"_s);
        add("in clear", quoted("'sha256':'hunter2hunter2hunter2hunter2hunter2'"), u"secrets[0].sha256"_s);
        add("31 bytes", quoted("'sha256':'K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unog=='"),
            u"secrets[0].sha256"_s);
        add("33 bytes", quoted("'sha256':'K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unolse'"),
            u"secrets[0].sha256"_s);
        add("base64url", quoted("'sha256':'K7gNU3sdo-OL0wNhqoVWhr3g6s1xYv72ol_pe_Unols='"),
            u"secrets[0].sha256"_s);
        add("without padding", quoted("'sha256':'K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols'"),
            u"secrets[0].sha256"_s);
        add("with white space", quoted("'sha256':'K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols= '"),
            u"secrets[0].sha256"_s);
        add("not canonical", quoted("'sha256':'K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unolt='"),
            u"secrets[0].sha256"_s);
        add("hexadecimal",
            quoted("'sha256':'2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b'"),
            u"secrets[0].sha256"_s);
        add("whole secret as last four", good + quoted(",'last_four':'hunter2hunter2'"), u"last_four"_s);
        add("expiry as number", good + quoted(",'expires':0"), u"secrets[0].expires is a number"_s);
        add("expiry without zone", good + quoted(",'expires':'2026-01-31T23:59:59'"), u"with its zone"_s);
        add("expiry as date", good + quoted(",'expires':'2026-01-31'"), u"with its zone"_s);
        add("expiry on no day", good + quoted(",'expires':'2026-02-30T00:00:00Z'"), u"with its zone"_s);
        add("created as nonsense", good + quoted(",'created':'yesterday'"), u"secrets[0].created"_s);
        add("description as number", good + quoted(",'description':1"),
            u"secrets[0].description is a number"_s);
    }
    void refusedSecrets()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QString, mention);
        const auto file = read(withSecret(properties));
        QVERIFY(file);
        const auto &refusal = file->clients.first().refusal;
        QVERIFY(refusal);
        QVERIFY2(refusal->text.contains(mention), qPrintable(refusal->text));
        QVERIFY(!refusal->text.contains(u"hunter2"_s));
    }

    void secretTimes()
    {
        const auto file = read(withSecret(quoted("'sha256':'") + hash +
                                          quoted("','created':'2026-01-01T01:00:00+02:00','expires':null")));
        QVERIFY(file && !file->clients.first().refusal);
        const ClientSecret secret = file->clients.first().client.secrets.first();
        QCOMPARE(secret.created.toString(Qt::ISODate), u"2025-12-31T23:00:00Z"_s);
        QVERIFY(!secret.expires.isValid());

        const auto untold = read(withSecret(quoted("'sha256':'") + hash + '"'));
        QVERIFY(untold && !untold->clients.first().refusal);
        QCOMPARE(untold->clients.first().client.secrets.first().created, samples::now());
    }

    void repeatedClientIds()
    {
        const auto file =
            read(withClients(quoted("[{'client_id':'Shop'},{'client_id':'other'},{'client_id':'sHOP'}]")));
        QVERIFY(file);
        QVERIFY(!file->clients.at(0).refusal);
        QVERIFY(!file->clients.at(1).refusal);
        QVERIFY(file->clients.at(2).refusal);
        QVERIFY2(file->clients.at(2).refusal->text.contains(u"clients[0] and clients[2]"_s),
                 qPrintable(file->clients.at(2).refusal->text));
    }

    void refusedFiles_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const QByteArray &document, const QString &mention) {
            QTest::newRow(name) << document << mention;
        };
        add("no JSON", "clients", u"line 1"_s);
        add("array", "[]", u"expected an object"_s);
        add("newer", quoted("{'format':'gatehouse','version':2,'clients':7}"), u"newer Gatehouse"_s);
        add("much newer", quoted("{'format':'gatehouse','version':4000000000}"), u"newer Gatehouse"_s);
        add("version 0", quoted("{'format':'gatehouse','version':0}"), u"version"_s);
        add("version text", quoted("{'format':'gatehouse','version':'1'}"), u"version is text"_s);
        add("no version", quoted("{'format':'gatehouse'}"), u"no version"_s);
        add("another format", quoted("{'format':'other','version':1}"), u"format"_s);
        add("clients object", quoted("{'format':'gatehouse','version':1,'clients':{}}"),
            u"clients is an object"_s);
        add("users text", quoted("{'format':'gatehouse','version':1,'users':'x'}"), u"users is text"_s);
        add("user number", quoted("{'format':'gatehouse','version':1,'users':[1]}"),
            u"users[0] is a number"_s);
        add("user without ID", quoted("{'format':'gatehouse','version':1,'users':[{'name':'x'}]}"),
            u"users[0] has no user_id"_s);
        add("user flag", quoted("{'format':'gatehouse','version':1,'users':[{'user_id':'x','enabled':1}]}"),
            u"users[0].enabled is a number"_s);
        add("scope without name", quoted("{'format':'gatehouse','version':1,'api_scopes':[{'name':''}]}"),
            u"api_scopes[0] has no name"_s);
        add("clients twice", quoted("{'format':'gatehouse','version':1,'clients':[],'clients':[]}"),
            u"\"clients\" stands twice"_s);
    }
    void refusedFiles()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, mention);
        const auto file = read(document);
        QVERIFY(!file);
        QVERIFY2(file.error().text.contains(mention), qPrintable(file.error().text));
    }

    void writeErrorsAreTold()
    {
        QBuffer closed;
        QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QBuffer): device not open");
        const auto begun = format.writer(closed)->begin({});
        QVERIFY(!begun);
        QCOMPARE(begun.error().kind, Error::Kind::Unreachable);
    }
};

GATEHOUSE_TEST(GatehouseFormatTest)
#include "tst_gatehouseformat.moc"
