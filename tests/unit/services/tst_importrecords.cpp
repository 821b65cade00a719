#include "unit/services/ImportHelp.h"

using namespace gatehouse;
using namespace gatehouse::test;

namespace {

const QByteArray head =
    R"("users": [{"user_id": "SVC", "phone": "5"}, {"user_id": "new", "service_account": true}],
    "api_scopes": [{"name": "api", "description": "All of it"}, {"name": "orders.read", "title": "Read"}], )";

User storedUser(TestDatabase &database, const QString &userId)
{
    return store::loadUser(*database, userId).value().value_or(User());
}

}

/// What an import does with the users and API scopes of a file.
class TestImportRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsAndLeavesAlone_data();
    void createsAndLeavesAlone();
    void overwritesOnlyWhatTheFileNames();
    void sameIsUnchanged();
    void refusesBadAndRepeatedNames();
    void refusesBadTexts();
    void makesNobodyAMainAdministrator();
};

void TestImportRecords::createsAndLeavesAlone_data()
{
    QTest::addColumn<ConflictPolicy>("policy");
    QTest::newRow("fail") << ConflictPolicy::Fail;
    QTest::newRow("skip") << ConflictPolicy::Skip;
}

void TestImportRecords::createsAndLeavesAlone()
{
    QFETCH(ConflictPolicy, policy);
    TestDatabase database;
    VERIFY_DONE(database.save(sampleUser(u"svc"_s)));
    const User before = storedUser(database, u"svc"_s);
    const auto plan = planned(database, gatehouseFile({}, head), {policy, {}});
    VERIFY_DONE(plan);
    QCOMPARE(plan->users.at(0).status, ImportStatus::Skipped);
    QCOMPARE(plan->users.at(1).status, ImportStatus::New);
    QCOMPARE(plan->apiScopes.at(0).status, ImportStatus::Skipped);
    QCOMPARE(plan->apiScopes.at(0).differences.size(), 1);
    QCOMPARE(plan->apiScopes.at(1).status, ImportStatus::New);
    QVERIFY(!plan->obstacle);
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QCOMPARE(storedUser(database, u"svc"_s), before);
    QVERIFY(storedUser(database, u"new"_s).serviceAccount);
    QVERIFY(storedUser(database, u"new"_s).enabled);
    const auto scopes = store::loadApiScopes(*database);
    QCOMPARE(scopes->size(), 2);
    QCOMPARE(scopes->at(0).description, QString());
    QCOMPARE(scopes->at(1).title, u"Read"_s);
}

void TestImportRecords::overwritesOnlyWhatTheFileNames()
{
    TestDatabase database;
    User before = sampleUser(u"svc"_s);
    before.email = u"svc@example.com"_s;
    before.department = u"IT"_s;
    before.enabled = false;
    VERIFY_DONE(database.save(before));
    before = storedUser(database, u"svc"_s);

    const auto plan = planned(database, gatehouseFile({}, head), overwriting);
    VERIFY_DONE(plan);
    QCOMPARE(plan->users.at(0).status, ImportStatus::Changed);
    QCOMPARE(plan->users.at(0).differences.size(), 2);
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    User expected = before;
    expected.userId = u"SVC"_s;
    expected.phone = u"5"_s;
    ++expected.version;
    QCOMPARE(storedUser(database, u"svc"_s), expected);
    const auto scopes = store::loadApiScopes(*database);
    QCOMPARE(scopes->first().title, u"API"_s);
    QCOMPARE(scopes->first().description, u"All of it"_s);
}

void TestImportRecords::sameIsUnchanged()
{
    TestDatabase database;
    VERIFY_DONE(imported(database, gatehouseFile({}, head), overwriting));
    const auto plan = planned(database, gatehouseFile({}, head), overwriting);
    VERIFY_DONE(plan);
    QVERIFY(!plan->changesAnything());
    for (const auto &user : plan->users)
        QCOMPARE(user.status, ImportStatus::Unchanged);
    for (const auto &scope : plan->apiScopes)
        QCOMPARE(scope.status, ImportStatus::Unchanged);
}

void TestImportRecords::refusesBadAndRepeatedNames()
{
    TestDatabase database;
    const auto plan = planned(
        database, gatehouseFile({}, R"("users": [{"user_id": "a b"}, {"user_id": "x"}, {"user_id": "X"}],
                             "api_scopes": [{"name": "openid"}, {"name": "y"}, {"name": "y"}, {"name": "Y"}], )"));
    VERIFY_DONE(plan);
    using enum ImportStatus;
    const auto statusOf = [](const auto &records) {
        QList<ImportStatus> statuses;
        for (const auto &record : records)
            statuses << record.status;
        return statuses;
    };
    QCOMPARE(statusOf(plan->users), (QList{Refused, New, Refused}));
    QCOMPARE(statusOf(plan->apiScopes), (QList{Refused, New, Refused, New}));
    QVERIFY(plan->users.first().refusal->text.contains(u"users[0]"_s));
    QVERIFY(plan->hasRefusals());
    VERIFY_DONE(applyImport(*database, *plan, testTime()));
    QCOMPARE(store::loadUsers(*database)->size(), 1);
}

void TestImportRecords::refusesBadTexts()
{
    TestDatabase database;
    const auto plan =
        planned(database, gatehouseFile({}, R"("users": [{"user_id": "x", "department": "a\nb"}],
                             "api_scopes": [{"name": "y", "description": "a\u0007"}],
                             "languages": [{"tag": "it", "native_name": "a\nb"}], )"));
    VERIFY_DONE(plan);
    const auto isRefused = [](const auto &records, const QString &words) {
        return records.value(0).refusal && records.value(0).refusal->text.contains(words);
    };
    QVERIFY(isRefused(plan->users, u"users[0]: Department"_s));
    QVERIFY(isRefused(plan->apiScopes, u"api_scopes[0]: Description"_s));
    QVERIFY(isRefused(plan->languages, u"languages[0]: Native name"_s));
}

void TestImportRecords::makesNobodyAMainAdministrator()
{
    TestDatabase database;
    const User anna = database.save(User{.userId = u"anna"_s, .mainAdministrator = true}).value();
    VERIFY_DONE(
        database.edit([&](EditSession &session) { return edit::setPassword(session, anna, "$argon2id$"); }));
    const ImportedFile file = gatehouseFile(
        {}, R"("users": [{"user_id": "anna", "name": "A", "main_administrator": false, "password": ""},
                         {"user_id": "new", "main_administrator": true, "password": "$argon2id$"}], )");
    VERIFY_DONE(imported(database, file, overwriting));
    QCOMPARE(storedUser(database, u"anna"_s).name, u"A"_s);
    QVERIFY(storedUser(database, u"anna"_s).maySignIn());
    QVERIFY(!storedUser(database, u"new"_s).mainAdministrator);
    QVERIFY(!storedUser(database, u"new"_s).hasPassword);

    const QStringList before = contentOf(*database);
    const auto disabled = imported(
        database, gatehouseFile({}, R"("users": [{"user_id": "anna", "enabled": false}], )"), overwriting);
    QVERIFY(!disabled);
    QVERIFY2(disabled.error().text.contains(u"only main administrator"_s), qPrintable(disabled.error().text));
    QCOMPARE(contentOf(*database), before);
}

GATEHOUSE_TEST(TestImportRecords)
#include "tst_importrecords.moc"
