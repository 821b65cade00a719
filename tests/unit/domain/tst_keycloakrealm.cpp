#include "KeycloakHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using samples::fileOf;
using samples::imported;

class KeycloakRealmTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realm()
    {
        const auto file = fileOf(samples::dataFile(u"foreign.keycloak-realm.json"_s));
        QStringList taken;
        for (const ImportedClient &client : file.clients) {
            if (!client.refusal)
                taken << client.client.clientId;
        }
        QCOMPARE(taken, QStringList({u"berth-planner"_s, u"tide-feed"_s, u"harbour-console"_s, u"deck-app"_s,
                                     u"old-spa"_s, u"two-in-one"_s}));
        const ClientApplication &planner = file.clients.first().client;
        QCOMPARE(planner.customResources, QStringList({u"department"_s, u"harbour-code"_s}));
        QCOMPARE(planner.defaultResources, QStringList({u"openid"_s, u"profile"_s, u"email"_s}));
        QCOMPARE(planner.apiScopes, QStringList{u"berths.read"_s});
        QCOMPARE(planner.logoutRedirects.size(), 3);
        QVERIFY(planner.includeUserInfoInToken);
        QCOMPARE(file.clients.at(1).client.secrets.first().expires.toSecsSinceEpoch(), 1893456000);

        QCOMPARE(file.customResources.size(), 2);
        QCOMPARE(file.customResources.first().title, u"Your department"_s);
        QVERIFY2(!file.named.contains(u"custom_resources[0].claims"_s), "one of them is not kept");
        QVERIFY(file.named.contains(u"custom_resources[0].title"_s));
        QCOMPARE(file.apiScopes.size(), 1);
        QCOMPARE(file.apiScopes.first().title, u"See berths"_s);
        QCOMPARE(file.users.size(), 3);
        QVERIFY(file.users.first().serviceAccount);
        QCOMPARE(file.users.last().userId, u"service-account-two-in-one"_s);
        const User joke{
            {},          0,     u"joke"_s, u"Joke van der Zee"_s, u"joke@example.com"_s, u"+31 10 1234567"_s,
            u"Pilots"_s, false, false};
        QCOMPARE(file.users.at(1), joke);
        QStringList lost;
        for (const Loss &loss : file.losses) {
            lost << loss.field;
            QVERIFY(!loss.text.contains(u"not to be kept"_s));
        }
        QCOMPARE(lost, QStringList({u"roles"_s, u"realm"_s, u"clientScopes[0].protocolMappers[1]"_s,
                                    u"clientScopes[0].description"_s, u"users[1].attributes.shoeSize"_s,
                                    u"users[1].credentials"_s, u"clients"_s}));
    }

    void clientsAlone()
    {
        const QByteArray one = quoted("{'clientId':'a','redirectUris':['https://a.example/cb']}");
        for (const QByteArray &document : {'[' + one + ']', one}) {
            const auto file = fileOf(document);
            QCOMPARE(file.clients.size(), 1);
            QCOMPARE(file.clients.first().place, document == one ? QString() : u"clients[0]"_s);
            QCOMPARE(file.clients.first().client.clientId, u"a"_s);
            QVERIFY(file.losses.isEmpty());
        }
    }

    void textIsNoClient()
    {
        const auto file = fileOf(quoted("['x',{'clientId':'a'}]"));
        QCOMPARE(file.clients.size(), 2);
        QVERIFY(file.clients.first().refusal->text.contains(u"clients[0] is text"_s));
        QVERIFY(!file.clients.last().refusal);
    }

    void realms()
    {
        const auto file = fileOf(samples::dataFile(u"foreign.keycloak-realms.json"_s));
        QStringList places;
        QList<bool> refused;
        for (const ImportedClient &client : file.clients) {
            places << client.place;
            refused << client.refusal.has_value();
        }
        QCOMPARE(places, QStringList({u"[0].clients[0]"_s, u"[0].clients[1]"_s, u"[0].clients[2]"_s,
                                      u"[1].clients[0]"_s, u"[1].clients[1]"_s}));
        QCOMPARE(refused, QList({false, false, true, true, false}));
        QVERIFY(file.clients.at(3).refusal->text.contains(u"[0].clients[0]"_s));
        QVERIFY(file.clients.at(1).client.isMachineToMachine());
    }

    void identities()
    {
        const QByteArray machine =
            quoted("'standardFlowEnabled':false,'serviceAccountsEnabled':true,'optionalClientScopes':['x']");
        const auto user = [](const char *name) {
            return quoted("'users':[{'username':'") + name + quoted("','serviceAccountClientId':'a'}],");
        };
        const ImportedClient own = imported(machine, user("service-account-A"));
        QCOMPARE(own.client.identity, u"service-account-A"_s);
        QVERIFY2(!own.named.contains(ClientField::Identity), "Keycloak made it: it is nobody's choice");
        const ImportedClient chosen = imported(machine, user("svc"));
        QCOMPARE(chosen.client.identity, u"svc"_s);
        QVERIFY(chosen.named.contains(ClientField::Identity));
        const ImportedClient made = imported(machine);
        QCOMPARE(made.client.identity, u"service-account-a"_s);
        QVERIFY(!made.named.contains(ClientField::Identity));
        QVERIFY(imported(QByteArray(), user("svc")).client.identity.isEmpty());
    }

    void serviceAccountIsMadeWhereTheFileHasNone()
    {
        const auto file = fileOf(quoted(
            "{'clients':[{'clientId':'Feed','standardFlowEnabled':false,'serviceAccountsEnabled':true},"
            "{'clientId':'shop','redirectUris':['https://a.b/c']}]}"));
        QCOMPARE(file.users.size(), 1);
        QCOMPARE(file.users.first().userId, u"service-account-Feed"_s);
        QVERIFY(file.users.first().serviceAccount && file.users.first().enabled);
        QVERIFY2(file.named.isEmpty(), "one that exists is not overwritten");
    }

    void serviceAccountGoesWithItsClient()
    {
        const QByteArray user =
            quoted("'users':[{'username':'service-account-a','serviceAccountClientId':'a','realmRoles':['x'],"
                   "'credentials':[{'value':'y'}]}],");
        const ImportedClient machine = imported(quoted("'serviceAccountsEnabled':true"), user);
        QCOMPARE(QByteArray::fromStdString(machine.asItCame.at("serviceAccountUser").dump()),
                 quoted("{'username':'service-account-a','serviceAccountClientId':'a','realmRoles':['x']}"));
        QVERIFY(!imported(QByteArray(), user).asItCame.contains("serviceAccountUser"));
    }

    void builtInClientsAreLeftAlone()
    {
        const auto file = fileOf(quoted(
            "{'clients':[{'clientId':'account'},{'clientId':'b'},{'clientId':'x-realm','bearerOnly':true},"
            "{'clientId':'y-realm'}]}"));
        QStringList names;
        for (const ImportedClient &client : file.clients)
            names << client.client.clientId;
        QCOMPARE(names, QStringList({u"b"_s, u"y-realm"_s}));
        QCOMPARE(file.losses.size(), 1);
        QVERIFY(file.losses.first().text.contains(u"account, x-realm"_s));
    }

    void disabledRealmIsTold_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QStringList>("lost");
        QTest::newRow("disabled") << quoted("'realm':'x','enabled':false,")
                                  << QStringList({u"enabled"_s, u"realm"_s});
        QTest::newRow("enabled") << quoted("'realm':'x','enabled':true,") << QStringList{u"realm"_s};
        QTest::newRow("not said") << quoted("'realm':'x',") << QStringList{u"realm"_s};
        QTest::newRow("no realm") << quoted("'ifResourceExists':'FAIL','enabled':false,") << QStringList();
    }
    void disabledRealmIsTold()
    {
        QFETCH(const QByteArray, head);
        QFETCH(const QStringList, lost);
        const auto file = fileOf('{' + head + quoted("'clients':[{'clientId':'a','enabled':true}]}"));
        QVERIFY(file.clients.first().client.enabled);
        QStringList fields;
        for (const Loss &loss : file.losses)
            fields << loss.field;
        QCOMPARE(fields, lost);
        const auto inArray = fileOf("[{" + head + quoted("'clients':[{'clientId':'a','enabled':true}]}]"));
        QCOMPARE(inArray.losses.size(), lost.size());
    }

    void usersAreDisabledUnlessEnabled_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<bool>("enabled");
        QTest::addColumn<bool>("isNamed");
        QTest::newRow("enabled") << quoted(",'enabled':true") << true << true;
        QTest::newRow("disabled") << quoted(",'enabled':false") << false << true;
        QTest::newRow("not said") << QByteArray() << false << false;
        QTest::newRow("null") << quoted(",'enabled':null") << false << false;
    }
    void usersAreDisabledUnlessEnabled()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const bool, enabled);
        QFETCH(const bool, isNamed);
        const auto file = fileOf(quoted("{'realm':'x','users':[{'username':'a'") + properties + "}]}");
        QCOMPARE(file.users.size(), 1);
        QCOMPARE(file.users.first().enabled, enabled);
        QCOMPARE(file.named.contains(u"users[0].enabled"_s), isNamed);
    }

    void attributesOfUsers_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("phone");
        QTest::addColumn<QString>("loss"); ///< empty: none
        const auto add = [](const char *name, const char *value, const QString &phone, const QString &loss) {
            QTest::newRow(name) << quoted(value) << phone << loss;
        };
        const QString first = u"Only the first of its values is kept."_s;
        const QString noText = u"Not kept: it is no text."_s;
        add("one", "['1']", u"1"_s, {});
        add("text", "'1'", u"1"_s, {});
        add("none", "[]", {}, {});
        add("null", "null", {}, {});
        add("several", "['1','2']", u"1"_s, first);
        add("number", "[1]", {}, noText);
        add("number first", "[1,'2']", {}, noText);
        add("object", "{'a':'b'}", {}, noText);
    }
    void attributesOfUsers()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const QString, phone);
        QFETCH(const QString, loss);
        const auto file = fileOf(quoted("{'users':[{'username':'a','attributes':{'phoneNumber':") + value +
                                 quoted("}}],'clients':[{'clientId':'a'}]}"));
        QCOMPARE(file.clients.size(), 1);
        QCOMPARE(file.users.size(), 1);
        QCOMPARE(file.users.first().phone, phone);
        QCOMPARE(file.named.contains(u"users[0].phone"_s), !phone.isEmpty());
        QCOMPARE(file.losses.size(), loss.isEmpty() ? 0 : 1);
        if (!loss.isEmpty()) {
            QCOMPARE(file.losses.first().text, loss);
            QCOMPARE(file.losses.first().field, u"users[0].attributes.phoneNumber"_s);
        }
    }

    void whatManyUsersLoseIsToldOnce()
    {
        const auto file =
            fileOf(quoted("{'users':[{'username':'a','groups':['x']},{'username':'b','groups':['y'],"
                          "'federationLink':'z'}],'clients':[{'clientId':'a'}]}"));
        QStringList lost;
        for (const Loss &loss : file.losses)
            lost << loss.field;
        QCOMPARE(lost, (QStringList{u"users.groups"_s, u"users[1].federationLink"_s}));
        QVERIFY(file.losses.first().text.contains(u"2 users"_s));
    }

    void scopesThatAreNotNamed_data()
    {
        QTest::addColumn<QByteArray>("properties");
        QTest::addColumn<QByteArray>("realm");
        QTest::addColumn<QStringList>("resources");
        QTest::addColumn<QStringList>("apiScopes");
        QTest::addColumn<QStringList>("lost");
        const auto add = [](const char *name, const char *properties, const char *realm,
                            const QStringList &resources, const QStringList &apiScopes,
                            const QStringList &lost) {
            QTest::newRow(name) << quoted(properties) << quoted(realm) << resources << apiScopes << lost;
        };
        const char *machine = "'standardFlowEnabled':false,'serviceAccountsEnabled':true";
        const char *realm = "'defaultDefaultClientScopes':['basic','email'],"
                            "'defaultOptionalClientScopes':['offline_access','berths.read'],";
        const QStringList openId{u"openid"_s};
        const QStringList api{u"api"_s}; // of a new one
        add("of users", "", realm, {u"openid"_s, u"email"_s}, {u"berths.read"_s}, {});
        const QStringList usual{u"openid"_s, u"profile"_s, u"email"_s};
        add("of users, who knows the realm", "", "", usual, api, {});
        add("of users, optional ones alone", "", "'defaultOptionalClientScopes':['x'],", usual, api, {});
        add("of users, named and none", "'defaultClientScopes':[]", realm, openId, api, {});
        add("of a machine", machine, realm, openId, {u"berths.read"_s}, {});
        add("of a machine, who knows the realm", machine, "", openId, {}, {});
        add("of a machine, none for it", machine, "'defaultDefaultClientScopes':['email'],", openId, {}, {});
    }
    void scopesThatAreNotNamed()
    {
        QFETCH(const QByteArray, properties);
        QFETCH(const QByteArray, realm);
        QFETCH(const QStringList, resources);
        QFETCH(const QStringList, apiScopes);
        QFETCH(const QStringList, lost);
        const QByteArray secret = quoted("'secret':'5994471abb01112afcc18159f6cc74b4'");
        const QByteArray comma = properties.isEmpty() ? "" : ",";
        const ImportedClient actual = imported(secret + comma + properties, realm);
        QVERIFY(!actual.refusal);
        QCOMPARE(actual.client.defaultResources, resources);
        QCOMPARE(actual.client.apiScopes, apiScopes);
        QCOMPARE(samples::lostFields(actual), lost);
        const bool isNamed = properties.contains("ClientScopes");
        QCOMPARE(actual.named.contains(ClientField::DefaultResources), isNamed);
        QCOMPARE(actual.named.contains(ClientField::SupportApi),
                 isNamed || actual.client.isMachineToMachine());
        QVERIFY2(!actual.named.contains(ClientField::ApiScopes), "nothing of it overwrites");
    }

    void scopesOfSeveralRealms()
    {
        const auto file = fileOf(
            quoted("[{'realm':'x','defaultDefaultClientScopes':['email'],'clients':[{'clientId':'a'}]},"
                   "{'realm':'y','clients':[{'clientId':'b'}]},"
                   "{'realm':'z','defaultDefaultClientScopes':['phone'],'clients':[{'clientId':'c'}]}]"));
        QStringList resources;
        for (const ImportedClient &client : file.clients)
            resources << client.client.defaultResources.join(u' ');
        QCOMPARE(resources, QStringList({u"openid email"_s, u"openid profile email"_s, u"openid phone"_s}));
    }

    void consentTextIsInTheLanguageOfTheRealm()
    {
        const QByteArray text =
            quoted("'attributes':{'consent.screen.text':'Hoi','display.on.consent.screen':'true'}");
        const ConsentTextMap english{{u"en"_s, {.profile = u"Hoi"_s}}};
        QCOMPARE(imported(text).client.consentTexts, english);
        const ConsentTextMap dutch{{u"nl"_s, {.api = u"Hoi"_s}}};
        const ImportedClient actual =
            imported(text + quoted(",'optionalClientScopes':['x']"), quoted("'defaultLocale':'nl',"));
        QCOMPARE(actual.client.consentTexts, dutch);
        QVERIFY2(!actual.named.contains(ClientField::ConsentTexts), "one text must not overwrite many");
        const QByteArray hidden = quoted("'attributes':{'consent.screen.text':'Hoi'}");
        QVERIFY(imported(hidden).client.consentTexts.isEmpty());
    }

    void textsOfTheRealm()
    {
        const QByteArray client = quoted("'name':'${shop}','attributes':{'consent.screen.text':'${allow}',"
                                         "'display.on.consent.screen':'true'}");
        const QByteArray texts =
            quoted("'defaultLocale':'nl','localizationTexts':{'en':{'shop':'Shop','allow':'Reads'},"
                   "'nl':{'shop':'Winkel','allow':'Leest'},'x_y':{'shop':'?'}},");
        const ImportedClient actual = imported(client, texts);
        QCOMPARE(actual.client.title, u"Winkel"_s);
        const QMap<QString, QString> titles{{u"en"_s, u"Shop"_s}, {u"nl"_s, u"Winkel"_s}};
        QCOMPARE(actual.titles, titles);
        const ConsentTextMap expected{{u"en"_s, {.profile = u"Reads"_s}}, {u"nl"_s, {.profile = u"Leest"_s}}};
        QCOMPARE(actual.client.consentTexts, expected);
        const ImportedClient without = imported(client);
        QVERIFY(without.client.title.isEmpty() && without.client.consentTexts.isEmpty());
    }

    /// Of scopes, too: an API scope has one title, a custom resource one in each language.
    void scopesWithTextsOfTheRealm()
    {
        const auto scope = [](const char *name, const char *key, const char *mappers) {
            return quoted("{'name':'") + name + quoted("','attributes':{'consent.screen.text':'${") + key +
                   quoted("}'},'protocolMappers':[") + mappers + "]}";
        };
        const QByteArray mapper = quoted(
            "{'name':'ward','protocol':'openid-connect','protocolMapper':'oidc-usermodel-attribute-mapper',"
            "'config':{'user.attribute':'department','claim.name':'ward','userinfo.token.claim':'true'}}");
        const auto file =
            fileOf(quoted("[{'realm':'other','localizationTexts':{'en':{'orders':'Wrong'}}},"
                          "{'realm':'x','defaultLocale':'nl','localizationTexts':{'en':{'orders':'Orders','"
                          "ward':'Ward'},"
                          "'nl':{'orders':'Bestellingen','ward':'Afdeling'}},'clientScopes':[") +
                   scope("orders.read", "orders", "") + ',' + scope("ward", "ward", mapper.constData()) +
                   ',' + scope("stock", "nowhere", "") + "],\"clients\":[]}]");
        QCOMPARE(file.apiScopes.size(), 2);
        QCOMPARE(file.apiScopes.first().title, u"Bestellingen"_s);
        QVERIFY(file.named.contains(u"api_scopes[0].title"_s));
        QCOMPARE(file.apiScopes.last().title, QString());
        QCOMPARE(file.customResources.size(), 1);
        QCOMPARE(file.customResources.first().title, u"Afdeling"_s);
        const QMap<QString, ResourceText> texts{{u"en"_s, {.title = u"Ward"_s}},
                                                {u"nl"_s, {.title = u"Afdeling"_s}}};
        QCOMPARE(file.customResources.first().texts, texts);
        QVERIFY2(!file.named.contains(u"custom_resources[0].texts"_s), "one text must not overwrite many");
    }

    void consentTextsOfOurs()
    {
        const auto read = [](const QByteArray &shown) {
            return imported(
                quoted("'name':'Shop','attributes':{'gatehouse.consent.nl.profile':'{client} leest',"
                       "'gatehouse.consent.en.profile':'Reads','display.on.consent.screen':'true',"
                       "'consent.screen.text':'") +
                shown + quoted("'}"));
        };
        ConsentTextMap texts{{u"en"_s, {.profile = u"Reads"_s}}, {u"nl"_s, {.profile = u"{client} leest"_s}}};
        QCOMPARE(read("Shop leest").client.consentTexts, texts);
        QVERIFY(read("Shop leest").named.contains(ClientField::ConsentTexts));
        texts[u"en"_s].profile = u"Changed there"_s;
        QCOMPARE(read("Changed there").client.consentTexts, texts);
    }

    /// What a push has put into the localization of the realm.
    void localizedTextsOfOurs()
    {
        const QByteArray client =
            quoted("'name':'Shop','attributes':{'gatehouse.consent.nl.profile':'{client} leest',"
                   "'gatehouse.consent.en.profile':'It is a text','display.on.consent.screen':'true',"
                   "'consent.screen.text':'${gatehouse.client.a.profile}'}");
        const auto read = [&](const QByteArray &texts) {
            const QByteArray head = texts.isEmpty() ? QByteArray() : "\"localizationTexts\":" + texts + ',';
            return imported(client, head).client.consentTexts;
        };
        const ConsentTextMap ours{{u"en"_s, {.profile = u"It is a text"_s}},
                                  {u"nl"_s, {.profile = u"{client} leest"_s}}};
        const QByteArray key = R"("gatehouse.client.a.profile")";
        QCOMPARE(read({}), ours);
        QCOMPARE(read("{\"en\":{" + key + ":\"It is a text\"},\"nl\":{" + key + ":\"Shop leest\"}}"), ours);
        // Another language stands in where there is no text.
        QCOMPARE(read("{\"de\":{" + key + ":\"It is a text\"},\"en\":{" + key +
                      ":\"It is a text\"},\"nl\":{" + key + ":\"Shop leest\"}}"),
                 ours);
        ConsentTextMap changed = ours;
        changed[u"nl"_s].profile = u"Anders, 's morgens"_s;
        changed[u"fr"_s].profile = u"L'autre"_s;
        QCOMPARE(read("{\"en\":{" + key + ":\"It is a text\"},\"fr\":{" + key + ":\"L''autre\"},\"nl\":{" +
                      key + ":\"Anders, ''s morgens\"}}"),
                 changed);
        // Taken away in one language.
        QCOMPARE(read("{\"en\":{" + key + ":\"It is a text\"}}"),
                 (ConsentTextMap{{u"en"_s, {.profile = u"It is a text"_s}}}));
    }

    void refusedFiles_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, const char *document, const QString &mention) {
            QTest::newRow(name) << quoted(document) << mention;
        };
        add("something else", "{'name':'x'}", u"no client applications of Keycloak"_s);
        add("users as object", "{'realm':'x','users':{}}", u"users is an object"_s);
        add("user without name", "{'realm':'x','users':[{}]}", u"users[0] has no username"_s);
        add("user as text", "{'realm':'x','users':['y']}", u"users[0] is text"_s);
        add("attributes as text", "{'realm':'x','users':[{'username':'a','attributes':'y'}]}",
            u"users[0].attributes is text"_s);
        add("scopes as text", "{'realm':'x','clientScopes':'y'}", u"clientScopes is text"_s);
        add("default scopes as text", "{'realm':'x','defaultDefaultClientScopes':'y'}",
            u"defaultDefaultClientScopes is text"_s);
        add("scope without name", "{'realm':'x','clientScopes':[{}]}", u"clientScopes[0] has no name"_s);
        add("broken", "{'realm':'x'", u"line 1"_s);
    }
    void refusedFiles()
    {
        QFETCH(const QByteArray, document);
        QFETCH(const QString, mention);
        const auto file = samples::keycloak.read(document, samples::now());
        QVERIFY(!file);
        QVERIFY2(file.error().text.contains(mention), qPrintable(file.error().text));
    }
};

GATEHOUSE_TEST(KeycloakRealmTest)
#include "tst_keycloakrealm.moc"
