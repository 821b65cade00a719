#include "unit/services/ImportHelp.h"

#include <algorithm>

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QByteArray department =
    R"("custom_resources": [{"name": "department", "title": "Department",
        "claims": [{"claim": "department", "attribute": "department"}],
        "texts": {"nl": {"title": "Afdeling"}, "he": {"title": "\u05de\u05d7\u05dc\u05e7\u05d4"}}}], )";

Language language(TestDatabase &database, const QString &tag)
{
    const QList<Language> all = store::loadLanguages(*database).value();
    const auto found = std::ranges::find(all, tag, &Language::tag);
    return found == all.end() ? Language() : *found;
}

QList<CustomResource> resources(TestDatabase &database)
{
    return store::loadCustomResources(*database).value();
}

QString defaultTag(TestDatabase &database)
{
    const QList<Language> all = store::loadLanguages(*database).value();
    QStringList tags;
    for (const Language &one : all) {
        if (one.isDefault)
            tags << one.tag;
    }
    return tags.join(u' ');
}

template<typename Record>
QList<ImportStatus> statuses(const QList<PlannedRecord<Record>> &planned)
{
    QList<ImportStatus> all;
    for (const auto &one : planned)
        all << one.status;
    return all;
}

}

/// What an import does with languages, custom resources and consent texts.
class TestImportConsent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsResourcesAndTheirLanguages();
    void createsLanguagesOfConsentTexts();
    void existingAreChangedOnlyWhenOverwritten_data();
    void existingAreChangedOnlyWhenOverwritten();
    void defaultLanguageMovesOnlyWhenOverwritten_data();
    void defaultLanguageMovesOnlyWhenOverwritten();
    void refusesASecondDefault();
    void refusesResourceThatExistsNowhere();
    void takesResourceOfTheFile();
    void refusesReservedNames();
    void refusesANameOfTheOtherKind_data();
    void refusesANameOfTheOtherKind();
    void refusesWhatSavingWouldRefuse_data();
    void refusesWhatSavingWouldRefuse();
    void orderOfClaimsIsNoChange();
    void namesOfTheOtherKindRefuseNoClient();
    void disabledResourcesStay();
    void scopeThatIsAResourceBecomesOne();
    void providerConfigurationBringsItsResources();
};

void TestImportConsent::createsResourcesAndTheirLanguages()
{
    TestDatabase database;
    const auto plan = planned(database, gatehouseFile({}, department));
    VERIFY_DONE(plan);
    QCOMPARE(statuses(plan->customResources), QList{ImportStatus::New});
    QCOMPARE(statuses(plan->languages), QList{ImportStatus::New});
    QVERIFY(plan->languages.first().note.contains(u"department"_s));
    QVERIFY(plan->changesAnything());
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QVERIFY(language(database, u"he"_s).rightToLeft);
    QVERIFY(!language(database, u"he"_s).nativeName.isEmpty());
    const CustomResource stored = resources(database).value(0);
    QCOMPARE(stored.texts.keys(), QStringList({u"he"_s, u"nl"_s}));
    QCOMPARE(stored.claims,
             (QList{ResourceClaim{u"department"_s, ClaimSource::UserAttribute, u"department"_s}}));
    const auto again = planned(database, gatehouseFile({}, department));
    QVERIFY(!again->changesAnything());
}

void TestImportConsent::createsLanguagesOfConsentTexts()
{
    TestDatabase database;
    const auto plan = planned(
        database,
        gatehouseFile(R"({"client_id": "a", "consent_texts": {"nl": {"api": "x"}, "pt-br": {"api": "y"}}},
                                   {"client_id": "b", "consent_texts": {"pt-BR": {"email": "z"}}})"));
    VERIFY_DONE(plan);
    QCOMPARE(plan->languages.size(), 1);
    QCOMPARE(plan->languages.first().record.tag, u"pt-BR"_s);
    QVERIFY(plan->languages.first().note.contains(u"\"a\""_s));
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QCOMPARE(storedClient(database, u"a"_s).consentTexts.value(u"pt-BR"_s).api, u"y"_s);
    QCOMPARE(storedClient(database, u"b"_s).consentTexts.value(u"pt-BR"_s).email, u"z"_s);
    QCOMPARE(defaultTag(database), u"en"_s);
}

void TestImportConsent::existingAreChangedOnlyWhenOverwritten_data()
{
    QTest::addColumn<ConflictPolicy>("policy");
    QTest::addColumn<ImportStatus>("status");
    QTest::addColumn<QString>("title");
    QTest::newRow("fail") << ConflictPolicy::Fail << ImportStatus::Skipped << u"Department"_s;
    QTest::newRow("skip") << ConflictPolicy::Skip << ImportStatus::Skipped << u"Department"_s;
    QTest::newRow("overwrite") << ConflictPolicy::Overwrite << ImportStatus::Changed << u"Team"_s;
}

void TestImportConsent::existingAreChangedOnlyWhenOverwritten()
{
    QFETCH(const ConflictPolicy, policy);
    QFETCH(const ImportStatus, status);
    QFETCH(const QString, title);
    TestDatabase database;
    VERIFY_DONE(imported(database, gatehouseFile({}, department)));
    const auto plan =
        planned(database, gatehouseFile({}, R"("languages": [{"tag": "NL", "native_name": "Vlaams"}],
                             "custom_resources": [{"name": "department", "title": "Team", "claims": []}], )"),
                {policy, {}});
    VERIFY_DONE(plan);
    QCOMPARE(statuses(plan->customResources), QList{status});
    QCOMPARE(statuses(plan->languages), QList{status});
    QCOMPARE(plan->customResources.first().differences.size(), 2);
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    const CustomResource stored = resources(database).value(0);
    QCOMPARE(stored.title, title);
    QCOMPARE(stored.claims.isEmpty(), status == ImportStatus::Changed);
    QCOMPARE(stored.texts.size(), 2);
    QCOMPARE(language(database, u"nl"_s).nativeName == u"Vlaams"_s, status == ImportStatus::Changed);
}

void TestImportConsent::defaultLanguageMovesOnlyWhenOverwritten_data()
{
    QTest::addColumn<ConflictPolicy>("policy");
    QTest::addColumn<QByteArray>("tag");
    QTest::addColumn<QString>("expected");
    QTest::newRow("new, fail") << ConflictPolicy::Fail << QByteArray("it") << u"en"_s;
    QTest::newRow("new, overwrite") << ConflictPolicy::Overwrite << QByteArray("it") << u"it"_s;
    QTest::newRow("existing, fail") << ConflictPolicy::Fail << QByteArray("nl") << u"en"_s;
    QTest::newRow("existing, overwrite") << ConflictPolicy::Overwrite << QByteArray("nl") << u"nl"_s;
}

void TestImportConsent::defaultLanguageMovesOnlyWhenOverwritten()
{
    QFETCH(const ConflictPolicy, policy);
    QFETCH(const QByteArray, tag);
    QFETCH(const QString, expected);
    TestDatabase database;
    const auto file = gatehouseFile({}, R"("languages": [{"tag": ")" + tag +
                                            R"(", "default": true},
                                            {"tag": "en", "native_name": "British", "default": false}], )");
    VERIFY_DONE(imported(database, file, {policy, {}}));
    QCOMPARE(defaultTag(database), expected);
    QVERIFY(!language(database, QString::fromLatin1(tag)).key.isEmpty());
    QVERIFY(!planned(database, file, {policy, {}})->changesAnything());
}

void TestImportConsent::refusesASecondDefault()
{
    TestDatabase database;
    const auto plan = planned(database, gatehouseFile({}, R"("languages": [{"tag": "it", "default": true},
                                                {"tag": "nl", "default": true}], )"),
                              overwriting);
    VERIFY_DONE(plan);
    QCOMPARE(statuses(plan->languages), (QList{ImportStatus::New, ImportStatus::Refused}));
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QCOMPARE(defaultTag(database), u"it"_s);
}

void TestImportConsent::refusesResourceThatExistsNowhere()
{
    TestDatabase database;
    const auto plan =
        planned(database,
                gatehouseFile(R"({"client_id": "a", "custom_resources": ["nowhere"]}, {"client_id": "b"})"));
    VERIFY_DONE(plan);
    QCOMPARE(clientsOf(*plan).first().status, ImportStatus::Refused);
    QVERIFY(clientsOf(*plan).first().refusal->text.contains(u"\"nowhere\""_s));
    QCOMPARE(clientsOf(*plan).last().status, ImportStatus::New);
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QVERIFY(resources(database).isEmpty());
}

void TestImportConsent::takesResourceOfTheFile()
{
    TestDatabase database;
    VERIFY_DONE(imported(
        database, gatehouseFile(R"({"client_id": "a", "custom_resources": ["department"]})", department)));
    QCOMPARE(storedClient(database, u"a"_s).customResources, QStringList{u"department"_s});
}

void TestImportConsent::refusesReservedNames()
{
    TestDatabase database;
    const auto plan = planned(
        database, gatehouseFile({}, R"("custom_resources": [{"name": "profile"}, {"name": "x"}, {"name": "x"},
            {"name": "y", "claims": [{"claim": "exp", "value": "1"}]}], )"));
    VERIFY_DONE(plan);
    using enum ImportStatus;
    QCOMPARE(statuses(plan->customResources), (QList{Refused, New, Refused, Refused}));
    QVERIFY(plan->hasRefusals());
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QCOMPARE(resources(database).size(), 1);
}

void TestImportConsent::refusesANameOfTheOtherKind_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("clients");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("refused");
    const QByteArray scope = R"("api_scopes": [{"name": "orders"}], )";
    const QByteArray resource = R"("custom_resources": [{"name": "orders"}], )";
    const QByteArray none;
    QTest::newRow("a scope exists") << scope << none << resource << u"resource"_s;
    QTest::newRow("a resource exists") << resource << none << scope << u"scope"_s;
    QTest::newRow("both in the file") << none << none << scope + resource << u"resource"_s;
    const QByteArray caller = R"({"client_id": "a", "support_api": true, "api_scopes": ["orders"]})";
    QTest::newRow("a client calls for a resource") << resource << caller << none << u"client"_s;
    QTest::newRow("a client calls for a resource of the file") << none << caller << resource << u"client"_s;
}

void TestImportConsent::refusesANameOfTheOtherKind()
{
    QFETCH(const QByteArray, first);
    QFETCH(const QByteArray, clients);
    QFETCH(const QByteArray, head);
    QFETCH(const QString, refused);
    TestDatabase database;
    VERIFY_DONE(imported(database, gatehouseFile({}, first)));
    const auto plan = planned(database, gatehouseFile(clients, head));
    VERIFY_DONE(plan);
    std::optional<Error> refusal;
    if (refused == u"resource"_s)
        refusal = plan->customResources.value(0).refusal;
    else if (refused == u"scope"_s)
        refusal = plan->apiScopes.value(0).refusal;
    else
        refusal = clientsOf(*plan).value(0).refusal;
    QVERIFY(refusal);
    QVERIFY2(refusal->text.contains(u"\"orders\""_s), qPrintable(refusal->text));
    QVERIFY(plan->hasRefusals());
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    const bool isScope =
        std::ranges::contains(store::loadApiScopes(*database).value(), u"orders"_s, &ApiScope::name);
    QCOMPARE(isScope, resources(database).isEmpty());
}

void TestImportConsent::refusesWhatSavingWouldRefuse_data()
{
    QTest::addColumn<QByteArray>("head");
    const auto resource = [](const QByteArray &rest) {
        return R"("custom_resources": [{"name": "x", )" + rest + "}], ";
    };
    const QByteArray longText(201, 'x');
    QTest::newRow("title") << resource(R"("title": ")" + longText + '"');
    QTest::newRow("title of a text") << resource(R"("texts": {"nl": {"title": ")" + longText + "\"}}");
    QTest::newRow("empty value") << resource(R"("claims": [{"claim": "floor", "value": ""}])");
    QTest::newRow("a claim twice") << resource(
        R"("claims": [{"claim": "floor", "value": "1"}, {"claim": "floor", "value": "2"}])");
    QTest::newRow("no such attribute") << resource(R"("claims": [{"claim": "floor", "attribute": "floor"}])");
    QTest::newRow("name of a language")
        << R"("languages": [{"tag": "it", "native_name": ")" + longText + "\"}], ";
}

void TestImportConsent::refusesWhatSavingWouldRefuse()
{
    QFETCH(const QByteArray, head);
    TestDatabase database;
    const auto plan = planned(database, gatehouseFile(R"({"client_id": "a"})", head));
    VERIFY_DONE(plan);
    QVERIFY(plan->hasRefusals());
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QVERIFY(resources(database).isEmpty());
    QVERIFY(language(database, u"it"_s).key.isEmpty());
    QCOMPARE(storedClient(database, u"a"_s).clientId, u"a"_s);
}

void TestImportConsent::orderOfClaimsIsNoChange()
{
    TestDatabase database;
    const QByteArray first = R"({"claim": "department", "attribute": "department"})";
    const QByteArray second = R"({"claim": "floor", "value": "2"})";
    const auto withClaims = [](const QByteArray &claims) {
        return gatehouseFile({}, R"("custom_resources": [{"name": "place", "title": "Place", "claims": [)" +
                                     claims + "]}], ");
    };
    VERIFY_DONE(imported(database, withClaims(first + ',' + second)));
    QCOMPARE(resources(database).first().claims.size(), 2);
    const auto turned = planned(database, withClaims(second + ',' + first), overwriting);
    QCOMPARE(statuses(turned.value().customResources), QList{ImportStatus::Unchanged});
    const auto less = planned(database, withClaims(second), overwriting);
    QCOMPARE(statuses(less.value().customResources), QList{ImportStatus::Changed});
}

void TestImportConsent::namesOfTheOtherKindRefuseNoClient()
{
    TestDatabase database;
    VERIFY_DONE(imported(database, gatehouseFile({}, R"("api_scopes": [{"name": "groups"}], )")));
    const auto file = fileFrom(R"({"clients": [{"clientId": "a", "publicClient": true,
        "redirectUris": ["https://a.example.com/cb"], "protocolMappers": [{"name": "groups",
        "protocolMapper": "oidc-hardcoded-claim-mapper", "config": {"claim.name": "g", "claim.value": "1"}}]}]})",
                               u"keycloak"_s);
    const auto mapper = planned(database, file);
    QCOMPARE(clientsOf(mapper.value()).first().status, ImportStatus::New);
    QCOMPARE(clientsOf(mapper.value()).first().client.customResources, QStringList());
    QVERIFY(clientsOf(mapper.value()).first().notes.join(u' ').contains(u"\"groups\""_s));

    VERIFY_DONE(imported(database, gatehouseFile({}, department)));
    const auto machine = fileFrom(R"([{"client_id": "b", "grant_types": ["client_credentials"],
        "scope": "department groups"}])",
                                  u"rfc7591"_s);
    const auto scopes = planned(database, machine);
    QCOMPARE(clientsOf(scopes.value()).first().status, ImportStatus::New);
    QCOMPARE(clientsOf(scopes.value()).first().client.apiScopes, QStringList{u"groups"_s});
}

void TestImportConsent::disabledResourcesStay()
{
    TestDatabase database;
    VERIFY_DONE(imported(database, gatehouseFile({}, department)));
    ClientApplication shop = sampleWebClient(u"shop"_s, testTime());
    shop.customResources = {u"department"_s};
    shop.enabled = true;
    VERIFY_DONE(database.save(shop));
    const QByteArray file = R"([{"client_id": "shop", "scope": "openid"}])";
    const auto resourcesAfter = [&] {
        const auto plan = planned(database, fileFrom(file, u"rfc7591"_s), overwriting);
        return clientsOf(plan.value()).first().client.customResources;
    };
    QCOMPARE(resourcesAfter(), QStringList());
    CustomResource disabled = resources(database).first();
    disabled.enabled = false;
    VERIFY_DONE(database.save(disabled));
    QCOMPARE(resourcesAfter(), QStringList{u"department"_s});
}

void TestImportConsent::scopeThatIsAResourceBecomesOne()
{
    TestDatabase database;
    VERIFY_DONE(imported(database, gatehouseFile({}, department)));
    const auto file = fileFrom(R"([{"client_id": "a", "scope": "openid department"},
                                   {"client_id": "b", "scope": "openid department orders.read"}])",
                               u"rfc7591"_s);
    VERIFY_DONE(imported(database, file));
    QCOMPARE(storedClient(database, u"a"_s).customResources, QStringList{u"department"_s});
    QVERIFY(!storedClient(database, u"a"_s).supportApi);
    QCOMPARE(storedClient(database, u"b"_s).apiScopes, QStringList{u"orders.read"_s});
    QVERIFY(storedClient(database, u"b"_s).supportApi);

    const auto without = fileFrom(R"([{"client_id": "a", "scope": "openid"}])", u"rfc7591"_s);
    VERIFY_DONE(imported(database, without, overwriting));
    QVERIFY(storedClient(database, u"a"_s).customResources.isEmpty());
}

void TestImportConsent::providerConfigurationBringsItsResources()
{
    TestDatabase database;
    const auto file = fileFrom(R"({"scopes": ["openid", "department", "orders.read"],
        "claims": {"openid": ["sub"], "department": ["department", "floor"]},
        "clients": [{"client_id": "a", "scope": "openid department orders.read", "consent_api#it": "x"}]})",
                               u"oidc-provider"_s);
    const auto plan = planned(database, file);
    VERIFY_DONE(plan);
    QVERIFY(plan->losses.first().text.contains(u"floor"_s));
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QCOMPARE(storedClient(database, u"a"_s).customResources, QStringList{u"department"_s});
    QCOMPARE(storedClient(database, u"a"_s).apiScopes, QStringList{u"orders.read"_s});
    QCOMPARE(resources(database).first().claims.size(), 1);
    QCOMPARE(language(database, u"it"_s).tag, u"it"_s);
}

GATEHOUSE_TEST(TestImportConsent)
#include "tst_importconsent.moc"
