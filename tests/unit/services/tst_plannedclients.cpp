#include "services/import/PlanStream.h"
#include "services/import/PlannedClients.h"
#include "services/import/Spool.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

PlannedClient sample(const QString &clientId)
{
    PlannedClient planned{.status = ImportStatus::Changed,
                          .client = sampleWebClient(clientId, testTime()),
                          .differences = {{ClientField::Title, u"Shöp"_s, u"😀"_s}},
                          .notes = {u"one"_s, u"two"_s},
                          .losses = {{clientId, u"jwks"_s, u"Not kept."_s}},
                          .refusal = Error{Error::Kind::Conflict, u"text"_s, u"title"_s},
                          .place = u"clients[7]"_s};
    planned.client.key = u"key"_s;
    planned.client.version = 3;
    planned.client.logo = {u"logo.png"_s, QByteArray(5000, '\0')};
    planned.client.consentTexts = {{u"nl"_s, {u"a"_s, u"b"_s, u"c"_s}}, {u"he"_s, {{}, {}, u"ג"_s}}};
    planned.client.secrets.first().sealed = "key:\xFF\0x"_ba;
    planned.client.secrets.first().expires = testTime().addDays(3);
    return planned;
}

}

/// What a plan keeps of many client applications.
class TestPlannedClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasAdded();
    void lossesDoNotRepeatTheClientId();
    void manyGoIntoAFile();
    void refusesLater();
    void keepsReasonsOnceAndCut();
    void doesNotKeepTooManyReasons();
    void saysWhatCanBeChosen();
    void piecesInAnyOrder();
    void saysWhereAFileCannotBe_data();
    void saysWhereAFileCannotBe();
};

void TestPlannedClients::givesBackWhatWasAdded()
{
    const PlannedClient planned = sample(u"shop"_s);
    PlannedClients clients;
    VERIFY_DONE(clients.add(planned));
    VERIFY_DONE(clients.add(PlannedClient{.place = u"clients[8]"_s}));
    QCOMPARE(clients.size(), 2);
    QCOMPARE(clients.outline(0).name, u"shop"_s);
    QCOMPARE(clients.outline(0).status, ImportStatus::Changed);
    QVERIFY(clients.outline(0).hasDetails);
    QCOMPARE(clients.outline(1).name, u"clients[8]"_s);
    QVERIFY(!clients.outline(1).hasDetails);

    const auto back = clients.at(0);
    VERIFY_DONE(back);
    QVERIFY(back->client == planned.client);
    QCOMPARE(back->differences.first().after, u"😀"_s);
    QCOMPARE(back->differences.first().field, ClientField::Title);
    QCOMPARE(back->notes, planned.notes);
    QCOMPARE(back->losses, planned.losses);
    QCOMPARE(back->refusal->text, u"text"_s);
    QCOMPARE(back->refusal->kind, Error::Kind::Conflict);
    QCOMPARE(back->place, planned.place);
    QVERIFY(clients.at(1)->client == ClientApplication());
    QVERIFY(!clients.at(1)->refusal);
}

void TestPlannedClients::lossesDoNotRepeatTheClientId()
{
    constexpr int length = 100'000;
    PlannedClient planned{.client = {.clientId = QString(length, u'x')}};
    for (int i = 0; i < 100; ++i)
        planned.losses << Loss{planned.client.clientId, u"unknown"_s, u"Not kept."_s};
    const QByteArray bytes = planstream::toBytes(planned);
    QCOMPARE_LT(bytes.size(), 3 * length); // once, in two bytes a character
    QCOMPARE(planstream::fromBytes(bytes).losses, planned.losses);
}

void TestPlannedClients::manyGoIntoAFile()
{
    constexpr int count = 3000; // of 5,000 bytes each
    PlannedClients clients;
    PlannedClient planned = sample(u"shop"_s);
    for (int i = 0; i < count; ++i) {
        planned.client.clientId = u"client-%1"_s.arg(i);
        VERIFY_DONE(clients.add(planned));
    }
    const PlannedClients copy = clients;
    for (const int i : {0, 1, count / 2, count - 1, 7}) {
        planned.client.clientId = u"client-%1"_s.arg(i);
        QVERIFY(copy.at(i)->client == planned.client);
    }
    QCOMPARE(copy.count(ImportStatus::Changed), count);
}

void TestPlannedClients::refusesLater()
{
    PlannedClients clients;
    VERIFY_DONE(clients.add(PlannedClient{}));
    VERIFY_DONE(clients.add(PlannedClient{}));
    clients.refuse(1, {Error::Kind::Rule, u"no room"_s});
    QCOMPARE(clients.outline(1).status, ImportStatus::Refused);
    QCOMPARE(clients.at(1)->status, ImportStatus::Refused);
    QCOMPARE(clients.at(1)->refusal->text, u"no room"_s);
    QCOMPARE(clients.count(ImportStatus::New), 1);
    QVERIFY(!clients.at(0)->refusal);
}

void TestPlannedClients::keepsReasonsOnceAndCut()
{
    const auto refused = [](const QString &text) {
        return PlannedClient{.status = ImportStatus::Refused, .refusal = Error{Error::Kind::Rule, text}};
    };
    PlannedClients clients;
    VERIFY_DONE(clients.add(refused(u"same"_s)));
    VERIFY_DONE(clients.add(refused(u"same"_s)));
    VERIFY_DONE(clients.add(refused(QString(100'000, u'x'))));
    VERIFY_DONE(clients.add(PlannedClient{}));
    QCOMPARE(clients.reason(0)->text, u"same"_s);
    QCOMPARE(clients.reason(0), clients.reason(1));
    QCOMPARE(clients.reason(2)->text, QString(500, u'x') + u'…');
    QCOMPARE(clients.at(2)->refusal->text.size(), 100'000);
    QVERIFY(!clients.reason(3));
}

void TestPlannedClients::doesNotKeepTooManyReasons()
{
    constexpr int many = 100'010;
    PlannedClients clients;
    PlannedClient planned{.status = ImportStatus::Refused, .refusal = Error()};
    for (int i = 0; i < many; ++i) {
        planned.refusal->text = QString::number(i);
        VERIFY_DONE(clients.add(planned));
    }
    QCOMPARE(clients.reason(0)->text, u"0"_s);
    QVERIFY(!clients.reason(many - 1));
    QCOMPARE(clients.at(many - 1)->refusal->text, QString::number(many - 1));
    clients.refuse(many - 1, {Error::Kind::Rule, u"no room"_s});
    QCOMPARE(clients.reason(many - 1)->text, u"no room"_s);
    QCOMPARE(clients.at(many - 1)->refusal->text, u"no room"_s);
}

void TestPlannedClients::saysWhatCanBeChosen()
{
    using enum ImportStatus;
    PlannedClients clients;
    for (const ImportStatus status : {New, Changed, Conflict, Unchanged, Skipped, Refused}) {
        VERIFY_DONE(clients.add(PlannedClient{.status = status}));
        QCOMPARE(clients.outline(clients.size() - 1).isChoosable(), isWritten(status) || status == Conflict);
    }
    VERIFY_DONE(clients.add(PlannedClient{.status = Skipped, .isLeftOut = true}));
    QVERIFY(clients.outline(clients.size() - 1).isChoosable());
    QVERIFY(clients.at(clients.size() - 1)->isLeftOut);
}

void TestPlannedClients::piecesInAnyOrder()
{
    Spool spool;
    QList<qint64> places;
    const auto piece = [](int i) { return QByteArray(i * 1000, char('a' + i % 26)); };
    for (int i = 0; i < 200; ++i) // 20 MB: the first of them in memory, then in a file
        places << spool.append(piece(i)).value();
    for (int i = 199; i >= 0; --i)
        QCOMPARE(spool.at(places.at(i)).value(), piece(i));
    const qint64 last = spool.append("more").value();
    QCOMPARE(spool.at(last).value(), "more"_ba);
}

void TestPlannedClients::saysWhereAFileCannotBe_data()
{
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<QString>("mention");
    QTest::newRow("none") << "/nowhere/at/all"_ba << u"TMPDIR"_s;
    QTest::newRow("not for files") << "/proc"_ba << u"\"/proc\""_s;
}

void TestPlannedClients::saysWhereAFileCannotBe()
{
    QFETCH(const QByteArray, folder);
    QFETCH(const QString, mention);
    const QByteArray before = qgetenv("TMPDIR");
    const auto restore =
        qScopeGuard([&] { before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before); });
    qputenv("TMPDIR", folder);
    Spool spool;
    const auto written = spool.append(QByteArray(10 * 1024 * 1024, 'x'));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Unreachable);
    QVERIFY2(written.error().text.contains(mention), qPrintable(written.error().text));
}

GATEHOUSE_TEST(TestPlannedClients)
#include "tst_plannedclients.moc"
