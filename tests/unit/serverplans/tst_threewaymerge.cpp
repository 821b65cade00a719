#include "domain/servers/SeenOnServer.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

/// A change of a client application.
using Change = void (*)(ClientApplication &);

void nothing(ClientApplication &) {}
void newTitle(ClientApplication &client)
{
    client.title = u"New"_s;
}
void otherTitle(ClientApplication &client)
{
    client.title = u"Other"_s;
}
void addsA(ClientApplication &client)
{
    client.loginRedirects << u"https://a.example.com/"_s;
}
void addsB(ClientApplication &client)
{
    client.loginRedirects.prepend(u"https://b.example.com/"_s);
}
void removesFirst(ClientApplication &client)
{
    client.loginRedirects.removeAll(u"https://first.example.com/"_s);
}
void dutch(ClientApplication &client)
{
    client.consentTexts[u"nl"_s].api = u"Mag bestellen"_s;
}
void english(ClientApplication &client)
{
    client.consentTexts[u"en"_s].api = u"May order"_s;
}
void otherEnglish(ClientApplication &client)
{
    client.consentTexts[u"en"_s].api = u"Can order"_s;
}
void setting(ClientApplication &client)
{
    client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"a":"1"},"list":["x","y"]})"_s;
}
void otherSetting(ClientApplication &client)
{
    client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"a":"2","b":"1"},"list":["y","x"]})"_s;
}
void noSetting(ClientApplication &client)
{
    client.otherSettings.clear();
}
void otherFormat(ClientApplication &client)
{
    client.otherSettings[u"hydra"_s] = uR"({"owner":"x"})"_s;
}

ClientApplication start()
{
    ClientApplication client;
    client.clientId = u"app"_s;
    client.title = u"Old"_s;
    client.loginRedirects = {u"https://first.example.com/"_s};
    client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"a":"0"},"list":["x","y"]})"_s;
    return client;
}

QSet<ClientField> allFields()
{
    QSet<ClientField> fields;
    for (const ClientFieldInfo &info : clientFields())
        fields << info.field;
    return fields;
}

ClientView viewOf(const ClientApplication &client)
{
    return view::of(client, u"keycloak"_s);
}

ClientApplication changed(Change change)
{
    ClientApplication client = start();
    change(client);
    return client;
}

/// "title here", "login_redirects there", "title both" of each part.
QStringList told(const ClientMerge &merge)
{
    QStringList lines;
    for (const MergePart &part : merge.parts) {
        const QString who = part.changedBy == ChangedBy::Here    ? u"here"_s
                            : part.changedBy == ChangedBy::There ? u"there"_s
                                                                 : u"both"_s;
        lines << view::name(part.place, u"keycloak"_s) + u' ' + who;
    }
    return lines;
}

}

class ThreeWayMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoChangedWhat_data()
    {
        QTest::addColumn<Change>("here");
        QTest::addColumn<Change>("there");
        QTest::addColumn<QStringList>("parts");
        QTest::newRow("nobody") << &nothing << &nothing << QStringList();
        QTest::newRow("here") << &newTitle << &nothing << QStringList{u"title here"_s};
        QTest::newRow("there") << &nothing << &newTitle << QStringList{u"title there"_s};
        QTest::newRow("both alike") << &newTitle << &newTitle << QStringList();
        QTest::newRow("both") << &newTitle << &otherTitle << QStringList{u"title both"_s};
        QTest::newRow("two fields") << &newTitle << &addsA
                                    << QStringList{u"title here"_s, u"login_redirects there"_s};
        QTest::newRow("rows") << &addsA << &addsB
                              << QStringList{u"login_redirects here"_s, u"login_redirects there"_s};
        QTest::newRow("a row goes, another comes")
            << &removesFirst << &addsB << QStringList{u"login_redirects there"_s, u"login_redirects here"_s};
        QTest::newRow("languages") << &dutch << &english
                                   << QStringList{u"consent_texts there"_s, u"consent_texts here"_s};
        QTest::newRow("one language") << &english << &otherEnglish << QStringList{u"consent_texts both"_s};
        QTest::newRow("pointers") << &setting << &otherSetting
                                  << QStringList{u"other_settings/keycloak/attributes/a both"_s,
                                                 u"other_settings/keycloak/attributes/b there"_s};
        QTest::newRow("all settings go") << &noSetting << &nothing
                                         << QStringList{u"other_settings/keycloak/attributes/a here"_s,
                                                        u"other_settings/keycloak/list here"_s};
        QTest::newRow("another format's") << &otherFormat << &nothing << QStringList();
    }
    void whoChangedWhat()
    {
        QFETCH(const Change, here);
        QFETCH(const Change, there);
        QFETCH(const QStringList, parts);
        const ClientView base = viewOf(start());
        const ClientMerge merge =
            threeway::mergeOf(base, viewOf(changed(here)), viewOf(changed(there)), allFields());
        QCOMPARE(told(merge), parts);
        QCOMPARE(merge.hasConflict(), told(merge).join(u' ').contains(u" both"_s));
    }

    void mergedIsWhatBothMeant()
    {
        const auto both = [](Change here, Change there, OnConflict onConflict = OnConflict::Fail) {
            const ClientMerge merge = threeway::mergeOf(viewOf(start()), viewOf(changed(here)),
                                                        viewOf(changed(there)), allFields(), onConflict);
            return threeway::applied(changed(there), merge, MergeSide::Here, u"keycloak"_s).value();
        };
        const QStringList all{u"https://b.example.com/"_s, u"https://first.example.com/"_s,
                              u"https://a.example.com/"_s};
        QCOMPARE(both(&addsA, &addsB).loginRedirects, all);
        QCOMPARE(both(&removesFirst, &addsB).loginRedirects, QStringList{u"https://b.example.com/"_s});
        QCOMPARE(both(&newTitle, &addsB).title, u"New"_s);
        QCOMPARE(both(&dutch, &english).consentTexts.keys(), QStringList({u"en"_s, u"nl"_s}));
        QCOMPARE(both(&newTitle, &otherTitle, OnConflict::Ours).title, u"New"_s);
        QCOMPARE(both(&newTitle, &otherTitle, OnConflict::Theirs).title, u"Other"_s);
        QCOMPARE(both(&newTitle, &addsB, OnConflict::Ours).loginRedirects,
                 changed(&addsB).loginRedirects); // nobody here said anything against it
        QCOMPARE(both(&nothing, &otherSetting, OnConflict::Ours), changed(&otherSetting));
        QCOMPARE(both(&setting, &otherSetting, OnConflict::Ours).otherSettings[u"keycloak"_s],
                 uR"({"attributes":{"a":"1","b":"1"},"list":["y","x"]})"_s);
        QCOMPARE(both(&noSetting, &nothing).otherSettings, FormatSettings());
        QCOMPARE(both(&nothing, &otherSetting), changed(&otherSetting));
    }

    void withoutBaseAllIsAConflict()
    {
        ClientMerge merge =
            threeway::mergeOf({}, viewOf(changed(&addsA)), viewOf(changed(&newTitle)), allFields());
        QCOMPARE(told(merge), QStringList({u"title both"_s, u"login_redirects both"_s}));
        merge.choose(ClientField::Title, MergeSide::There);
        QVERIFY(merge.hasConflict());
        merge.choose({ClientField::LoginRedirects, u"https://a.example.com/"_s}, MergeSide::Here);
        QVERIFY(!merge.hasConflict());
        QCOMPARE(merge.count(MergeSide::Here), 1);
    }

    void whatNobodyHereKnowsStaysThere()
    {
        for (const OnConflict policy : {OnConflict::Fail, OnConflict::Ours, OnConflict::Theirs}) {
            const ClientMerge merge =
                threeway::mergeOf({}, viewOf(changed(&noSetting)), viewOf(start()), allFields(), policy);
            QVERIFY(!merge.parts.isEmpty());
            for (const MergePart &part : merge.parts)
                QCOMPARE(part.choice, std::optional(MergeSide::There));
        }
        const ClientMerge known =
            threeway::mergeOf({}, viewOf(start()), viewOf(changed(&setting)), allFields());
        QVERIFY(known.hasConflict()); // both say something
    }

    void whatWasLeftThereIsNotSeen()
    {
        const ClientView base = viewOf(start());
        const ClientView there = viewOf(changed(&newTitle));
        const ClientMerge merge = threeway::mergeOf(base, viewOf(changed(&addsA)), there, allFields());
        const ClientApplication after =
            threeway::applied(changed(&newTitle), merge, MergeSide::Here, u"keycloak"_s).value();
        const ClientView seen = threeway::seenAfter(viewOf(after), merge);
        QCOMPARE(seen.at({ClientField::Title}), json::Json("Old"));
        QCOMPARE(seen.at({ClientField::LoginRedirects, u"https://a.example.com/"_s}),
                 json::Json("https://a.example.com/"));
        const ClientMerge again =
            threeway::mergeOf(seen, viewOf(changed(&addsA)), viewOf(after), allFields());
        QCOMPARE(told(again), QStringList{u"title there"_s});
        const ClientMerge unknown =
            threeway::mergeOf({}, viewOf(start()), there, allFields(), OnConflict::Theirs);
        QVERIFY(!threeway::seenAfter(there, unknown).fields.contains(ClientField::Title));
    }

    /// Or the next push would not know who changed it.
    void whatWasEmptyIsKnownToHaveBeen()
    {
        const ClientView base = viewOf(start());
        const ClientView there =
            viewOf(changed([](ClientApplication &client) { client.accessTokenLifetime = 77; }));
        const ClientMerge merge = threeway::mergeOf(base, viewOf(changed(&newTitle)), there, allFields());
        const ClientView seen = view::fromJson(view::toJson(threeway::seenAfter(there, merge)));
        const ClientMerge again =
            threeway::mergeOf(seen, viewOf(start()), there, allFields(), OnConflict::Ours);
        const auto lifetime =
            std::ranges::find(again.parts, ViewPlace{ClientField::AccessTokenLifetime}, &MergePart::place);
        QVERIFY(lifetime != again.parts.end());
        QCOMPARE(lifetime->changedBy, ChangedBy::There);
        QCOMPARE(lifetime->choice, std::optional(MergeSide::There));
    }

    void storedViewsReadBack()
    {
        ClientApplication client = changed(&otherSetting);
        dutch(client);
        client.accessTokenLifetime = 300;
        client.keys = {uR"({"kid":"1","kty":"OKP"})"_s};
        const ClientView view = viewOf(client);
        const SeenOnServer seen{
            view, {MergePart{.place = {ClientField::RequirePkce}, .here = true}}, true, true};
        QCOMPARE(seen::fromText(seen::toText(seen)), seen);
        QCOMPARE(seen::fromText({}), SeenOnServer());
        for (const char *damaged :
             {"[]", "{\"fields\": 7}", "{\"fields\": {\"title\": [], \"keys\": {\"1\": 2}, \"no\": 1}}",
              "{\"not_taken\": [1, {\"field\": 3}, {}]}", "{"})
            QVERIFY(seen::fromText(QString::fromUtf8(damaged)).notTaken.isEmpty());
        QVERIFY(!seen::fromText(uR"({"fields": {"title": []}})"_s).base->fields.contains(ClientField::Title));
    }

    void aClientIdIsKnownWhateverItsCase()
    {
        const SeenOnServer seen{viewOf(start()), {}};
        QVERIFY(seen::isKnownAs(seen, u"app"_s));
        QVERIFY(seen::isKnownAs(seen, u"APP"_s));
        QVERIFY(!seen::isKnownAs(seen, u"other"_s)); // it was renamed since
        QVERIFY(!seen::isKnownAs({}, u"app"_s));
        const SeenOnServer early = seen::fromText(uR"({"fields": {"title": "Old"}})"_s);
        QVERIFY(seen::isKnownAs(early, u"app"_s));
    }

    void whatTheServerDidNotTakeIsNoDifference()
    {
        const ClientMerge merge =
            threeway::mergeOf({}, viewOf(changed(&newTitle)), viewOf(start()), allFields());
        QCOMPARE(seen::without(merge, merge.parts).parts, QList<MergePart>());
        const ClientMerge later =
            threeway::mergeOf({}, viewOf(changed(&otherTitle)), viewOf(start()), allFields());
        QCOMPARE(seen::without(later, merge.parts), later);
    }
};

GATEHOUSE_TEST(ThreeWayMergeTest)
#include "tst_threewaymerge.moc"
