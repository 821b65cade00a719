#include "domain/RecordKey.h"
#include "domain/SealedText.h"
#include "store/engine/postgresql/PostgresEngine.h"
#include "store/records/ClientPage.h"
#include "store/records/ClientStore.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

constexpr int many = 10;
const QByteArray sealingKey = "0123456789abcdef0123456789abcdef";
using ClientChange = std::function<void(ClientApplication &)>;

QStringList tags()
{
    return {u"hu"_s, u"it"_s, u"es"_s, u"pt"_s, u"pl"_s, u"cs"_s, u"da"_s, u"sv"_s, u"fi"_s, u"el"_s};
}

void addTexts(ClientApplication &client)
{
    for (const QString &tag : tags())
        client.consentTexts[tag].profile = u"Reads (%1)"_s.arg(tag);
}

void addResources(ClientApplication &client)
{
    for (int i = 0; i < many; ++i)
        client.customResources << u"resource-%1"_s.arg(i);
}

void addSecrets(ClientApplication &client)
{
    for (int i = 0; i < many; ++i) {
        client.secrets << sampleSecret(u"number %1"_s.arg(i), testTime());
        client.secrets.last().key = newRecordKey();
        client.secrets.last().sealed = sealedtext::join(sealingKey, "seal");
    }
}

void giveAnotherId(ClientApplication &client)
{
    client.clientId = u"shop"_s;
}

void switchOff(ClientApplication &client)
{
    client.enabled = !client.enabled;
}

}

/// How often a server is asked, whatever the number of rows: on a network each question has its price.
class TestRoundTrips : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void list();
    void open_data() { rows(); }
    void open();
    void save_data() { rows(); }
    void save();
    void saveOfEverythingElse_data();
    void saveOfEverythingElse();

private:
    static void rows()
    {
        QTest::addColumn<int>("redirects");
        QTest::newRow("one") << 1;
        QTest::newRow("a thousand") << 1000;
    }
    qint64 trips() const { return static_cast<PostgresEngine &>((*m_database)->engine()).roundTrips(); }
    ClientApplication typed(int redirects) const;

    std::unique_ptr<TestDatabase> m_database;
};

void TestRoundTrips::init()
{
    SKIP_ON_SQLITE("A file is asked without a server");
    m_database = std::make_unique<TestDatabase>();
}

ClientApplication TestRoundTrips::typed(int redirects) const
{
    ClientApplication client = sampleWebClient(u"web-shop"_s, testTime());
    client.loginRedirects.clear();
    for (int i = 0; i < redirects; ++i)
        client.loginRedirects << u"https://shop.example.com/callback/%1"_s.arg(i);
    return client;
}

void TestRoundTrips::list()
{
    VERIFY_DONE(m_database->save(typed(1)));
    const qint64 before = trips();
    VERIFY_DONE(store::loadPage(**m_database, {}));
    QVERIFY2(trips() - before <= 2, qPrintable(QString::number(trips() - before)));
}

void TestRoundTrips::open()
{
    QFETCH(const int, redirects);
    const auto saved = m_database->save(typed(redirects));
    VERIFY_DONE(saved);
    const qint64 before = trips();
    const auto opened = store::loadClient(**m_database, saved->key);
    QVERIFY2(trips() - before <= 2, qPrintable(QString::number(trips() - before)));
    VERIFY_DONE(opened);
    QCOMPARE((*opened)->loginRedirects.size(), redirects);
}

void TestRoundTrips::save()
{
    QFETCH(const int, redirects);
    qint64 before = trips();
    auto saved = m_database->save(typed(redirects));
    VERIFY_DONE(saved);
    const qint64 ofNew = trips() - before;
    saved->title = u"Another"_s;
    saved->loginRedirects << u"https://shop.example.com/more"_s;
    before = trips();
    VERIFY_DONE(m_database->save(*saved));
    const qint64 ofChanged = trips() - before;
    QVERIFY2(ofNew <= 8 && ofChanged <= 8, qPrintable(u"new %1, changed %2"_s.arg(ofNew).arg(ofChanged)));
}

void TestRoundTrips::saveOfEverythingElse_data()
{
    QTest::addColumn<QList<ClientChange>>("changes");
    QTest::newRow("texts in many languages") << QList<ClientChange>{addTexts};
    QTest::newRow("custom resources") << QList<ClientChange>{addResources};
    QTest::newRow("encrypted secrets") << QList<ClientChange>{addSecrets};
    QTest::newRow("renamed") << QList<ClientChange>{giveAnotherId};
    QTest::newRow("turned off or on") << QList<ClientChange>{switchOff};
    QTest::newRow("all of it") << QList<ClientChange>{addTexts, addResources, addSecrets, giveAnotherId,
                                                      switchOff};
}

void TestRoundTrips::saveOfEverythingElse()
{
    QFETCH(const QList<ClientChange>, changes);
    for (const QString &tag : tags())
        VERIFY_DONE(m_database->save(Language{.tag = tag, .nativeName = tag}));
    for (int i = 0; i < many; ++i)
        VERIFY_DONE(m_database->save(CustomResource{.name = u"resource-%1"_s.arg(i), .title = u"x"_s}));
    VERIFY_DONE(
        (*m_database)
            ->execute(
                u"INSERT INTO encryption_key (id, check_value, created_at) VALUES (?, 'x', '2026-01-01T00:00:00Z')"_s,
                {QString::fromLatin1(sealingKey)}));
    auto saved = m_database->save(typed(1));
    VERIFY_DONE(saved);
    for (const ClientChange &change : changes)
        change(*saved);
    const qint64 before = trips();
    const auto again = m_database->save(*saved);
    VERIFY_DONE(again);
    QVERIFY2(trips() - before <= 8, qPrintable(QString::number(trips() - before)));
    QCOMPARE(again->consentTexts, saved->consentTexts);
    QCOMPARE(again->customResources.size(), saved->customResources.size());
    QCOMPARE(again->secrets.size(), saved->secrets.size());
}

GATEHOUSE_TEST(TestRoundTrips)
#include "tst_roundtrips.moc"
