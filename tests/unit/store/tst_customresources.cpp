#include "ConsentSamples.h"
#include "store/edit/EditSession.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/Stranger.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using ResourceChange = void (*)(CustomResource &);
Q_DECLARE_METATYPE(ResourceChange)

/// Saving and removing of custom resources.
class TestCustomResources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_database = std::make_unique<TestDatabase>(); }
    void savesAndGivesBack();
    void writesWhatDiffers();
    void writesNothingElse();
    void refuses_data();
    void refuses();
    void nameIsNoApiScope();
    void nameIsNotTaken();
    void tellsConflicts();
    void inUseIsNotRemoved();
    void newNameIsCarried();
    void disabledStaysWithItsClients();
    void listIsWholeAndInOrder();

private:
    QList<CustomResource> stored() { return store::loadCustomResources(**m_database).value(); }
    ClientApplication saveClient(const QString &clientId, const QStringList &resources);

    std::unique_ptr<TestDatabase> m_database;
};

ClientApplication TestCustomResources::saveClient(const QString &clientId, const QStringList &resources)
{
    ClientApplication client = sampleWebClient(clientId, testTime());
    client.customResources = resources;
    const auto saved = m_database->save(client);
    return saved ? *saved : ClientApplication();
}

void TestCustomResources::savesAndGivesBack()
{
    CustomResource typed = sampleResource(u"department"_s);
    typed.texts.insert(u"fr"_s, {});
    const auto saved = m_database->save(typed);
    VERIFY_DONE(saved);
    CustomResource expected = sampleResource(u"department"_s);
    expected.key = saved->key;
    expected.version = 1;
    QVERIFY(!saved->key.isEmpty());
    QCOMPARE(*saved, expected);
    QCOMPARE(stored(), QList{expected});

    CustomResource bare;
    bare.name = u"bare"_s;
    bare.enabled = false;
    const auto second = m_database->save(bare);
    VERIFY_DONE(second);
    QVERIFY(!second->enabled);
    QCOMPARE(stored(), (QList{*second, expected}));
    VERIFY_DONE(m_database->remove(*saved));
    QCOMPARE(stored(), QList{*second});
}

void TestCustomResources::writesWhatDiffers()
{
    CustomResource changed = m_database->save(sampleResource(u"department"_s)).value();
    changed.title = u"Team"_s;
    changed.enabled = false;
    std::ranges::reverse(changed.claims);
    changed.claims << ResourceClaim{u"phone_work"_s, ClaimSource::UserAttribute, u"phone"_s};
    changed.texts.remove(u"de"_s);
    changed.texts.insert(u"fr"_s, {u"Service"_s, u"Où {user} travaille <b>\"'; 😀"_s});
    changed.texts[u"nl"_s].title.clear();
    const auto saved = m_database->save(changed);
    VERIFY_DONE(saved);
    changed.version = 2;
    QCOMPARE(*saved, changed);
    QCOMPARE(stored(), QList{changed});

    changed.claims.clear();
    changed.texts.clear();
    const auto emptied = m_database->save(changed);
    VERIFY_DONE(emptied);
    changed.version = 3;
    QCOMPARE(stored(), QList{changed});
}

void TestCustomResources::writesNothingElse()
{
    const CustomResource first = m_database->save(sampleResource(u"department"_s)).value();
    VERIFY_DONE(forbid(**m_database, u"INSERT"_s, u"custom_resource_claim"_s));
    VERIFY_DONE(forbid(**m_database, u"INSERT"_s, u"custom_resource_text"_s));
    CustomResource changed = first;
    changed.title = u"Team"_s;
    VERIFY_DONE(m_database->save(changed));
}

void TestCustomResources::refuses_data()
{
    using Resource = CustomResource;
    QTest::addColumn<ResourceChange>("change");
    QTest::addColumn<QString>("column");
    const auto row = [](const char *name, ResourceChange change, const QString &column) {
        QTest::newRow(name) << change << column;
    };
    row("no name", [](Resource &r) { r.name.clear(); }, u"name"_s);
    row("name with a space", [](Resource &r) { r.name = u"a b"_s; }, u"name"_s);
    row("name of OpenID Connect", [](Resource &r) { r.name = u"profile"_s; }, u"name"_s);
    row("name of the first scope", [](Resource &r) { r.name = u"api"_s; }, u"name"_s);
    row("title of two lines", [](Resource &r) { r.title = u"a\nb"_s; }, u"title"_s);
    row("claim without a name", [](Resource &r) { r.claims.first().claim.clear(); }, u"claims"_s);
    row("reserved claim", [](Resource &r) { r.claims.first().claim = u"sub"_s; }, u"claims"_s);
    row("claim twice", [](Resource &r) { r.claims << r.claims.first(); }, u"claims"_s);
    row("unknown attribute", [](Resource &r) { r.claims.first().value = u"shoe_size"_s; }, u"claims"_s);
    row("no attribute", [](Resource &r) { r.claims.first().value.clear(); }, u"claims"_s);
    row("no fixed value", [](Resource &r) { r.claims.last().value.clear(); }, u"claims"_s);
    row("text in an unknown language", [](Resource &r) { r.texts[u"xx"_s].title = u"a"_s; }, u"texts"_s);
    row("title of two lines in a text", [](Resource &r) { r.texts[u"nl"_s].title = u"a\nb"_s; }, u"texts"_s);
    row(
        "text too long", [](Resource &r) { r.texts[u"nl"_s].description = u"a"_s.repeated(10001); },
        u"texts"_s);
}

void TestCustomResources::refuses()
{
    QFETCH(ResourceChange, change);
    QFETCH(QString, column);
    CustomResource old = m_database->save(sampleResource(u"old"_s)).value();
    CustomResource fresh = sampleResource(u"fresh"_s);
    change(old);
    change(fresh);
    const QStringList before = contentOf(**m_database);
    for (const auto &saved : {m_database->save(fresh), m_database->save(old)}) {
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, Error::Kind::Rule);
        QCOMPARE(saved.error().column, column);
        QVERIFY(!saved.error().text.isEmpty());
    }
    QCOMPARE(contentOf(**m_database), before);
}

void TestCustomResources::nameIsNoApiScope()
{
    ApiScope orders;
    orders.name = u"orders"_s;
    VERIFY_DONE(m_database->save(orders));
    const auto resource = m_database->save(sampleResource(u"orders"_s));
    QVERIFY(!resource);
    QCOMPARE(resource.error().column, u"name"_s);

    VERIFY_DONE(m_database->save(sampleResource(u"department"_s)));
    ApiScope scope;
    scope.name = u"department"_s;
    const auto taken = m_database->save(scope);
    QVERIFY(!taken);
    QCOMPARE(taken.error().column, u"name"_s);
    QVERIFY2(taken.error().text.contains(u"department"_s), qPrintable(taken.error().text));
    scope.name = u"Department"_s;
    VERIFY_DONE(m_database->save(scope));
}

void TestCustomResources::nameIsNotTaken()
{
    VERIFY_DONE(m_database->save(sampleResource(u"department"_s)));
    CustomResource other = m_database->save(sampleResource(u"other"_s)).value();
    other.name = u"department"_s;
    for (const auto &saved : {m_database->save(sampleResource(u"department"_s)), m_database->save(other)}) {
        QVERIFY(!saved);
        QCOMPARE(saved.error().column, u"name"_s);
        QVERIFY2(saved.error().text.contains(u"\"department\" exists"_s), qPrintable(saved.error().text));
    }
}

void TestCustomResources::tellsConflicts()
{
    const CustomResource read = m_database->save(sampleResource(u"department"_s)).value();
    const CustomResource newer = m_database->save(read).value();
    const auto isConflict = [](const auto &outcome, const QString &words) {
        return !outcome && outcome.error().kind == Error::Kind::Conflict &&
               outcome.error().text.contains(words) && outcome.error().text.contains(u"department"_s);
    };
    QStringList before = contentOf(**m_database);
    QVERIFY(isConflict(m_database->save(read), u"changed by somebody"_s));
    QVERIFY(isConflict(m_database->remove(read), u"changed by somebody"_s));
    QCOMPARE(contentOf(**m_database), before);

    VERIFY_DONE(m_database->remove(newer));
    before = contentOf(**m_database);
    QVERIFY(isConflict(m_database->save(newer), u"deleted by somebody"_s));
    QVERIFY(isConflict(m_database->remove(newer), u"deleted by somebody"_s));
    QCOMPARE(contentOf(**m_database), before);
}

void TestCustomResources::inUseIsNotRemoved()
{
    const CustomResource resource = m_database->save(sampleResource(u"department"_s)).value();
    ClientApplication client = saveClient(u"shop"_s, {u"department"_s});
    QVERIFY(!saveClient(u"desk"_s, {u"department"_s}).key.isEmpty());
    const auto refused = m_database->remove(resource);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Rule);
    QVERIFY2(refused.error().text.contains(u"desk, shop"_s) && refused.error().text.contains(u"department"_s),
             qPrintable(refused.error().text));
    QCOMPARE(stored(), QList{resource});

    client.customResources.clear();
    VERIFY_DONE(m_database->save(client));
    VERIFY_DONE(m_database->remove(store::findClient(**m_database, u"desk"_s).value().value()));
    VERIFY_DONE(m_database->remove(resource));
    QCOMPARE(stored(), QList<CustomResource>());
}

void TestCustomResources::newNameIsCarried()
{
    CustomResource resource = m_database->save(sampleResource(u"department"_s)).value();
    const ClientApplication client = saveClient(u"shop"_s, {u"department"_s});
    resource.name = u"team"_s;
    VERIFY_DONE(m_database->save(resource));
    const ClientApplication after = store::loadClient(**m_database, client.key).value().value();
    QCOMPARE(after.customResources, QStringList{u"team"_s});
    QCOMPARE(after.version, client.version);
    const auto late = m_database->save(client);
    QVERIFY(!late);
    QCOMPARE(late.error().column, u"custom_resources"_s);
}

void TestCustomResources::disabledStaysWithItsClients()
{
    CustomResource resource = m_database->save(sampleResource(u"department"_s)).value();
    const ClientApplication client = saveClient(u"shop"_s, {u"department"_s});
    VERIFY_DONE((*m_database)->execute(u"UPDATE client_application SET problem_count = 77"_s));
    resource.enabled = false;
    VERIFY_DONE(m_database->save(resource));
    QCOMPARE(store::loadClient(**m_database, client.key).value().value(), client);
    const auto counts =
        (*m_database)->list(u"SELECT problem_count FROM client_application"_s, {}, [](const QSqlQuery &row) {
            return row.value(0).toInt();
        });
    QVERIFY2(counts->first() != 77, "the rules were not asked again");
}

void TestCustomResources::listIsWholeAndInOrder()
{
    QList<CustomResource> expected;
    for (const QString &name : {u"zeta"_s, u"Beta"_s, u"alpha"_s}) {
        CustomResource resource = sampleResource(name);
        resource.claims.first().claim = u"claim-of-"_s + name;
        resource.texts[u"nl"_s].title = u"titel van "_s + name;
        expected.prepend(m_database->save(resource).value());
    }
    std::ranges::sort(expected, {}, &CustomResource::name);
    QCOMPARE(stored(), expected);
}

GATEHOUSE_TEST(TestCustomResources)
#include "tst_customresources.moc"
