#include "domain/ClientField.h"
#include "domain/merge/ClientPlaces.h"
#include "support/TestProgram.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

using Change = void (*)(ClientApplication &);

ClientSecret secret(const QString &hash, const QString &description)
{
    return {.key = u"key of "_s + hash,
            .hash = hash,
            .lastFour = hash.right(4),
            .description = description,
            .created = QDateTime({2026, 1, 1}, {12, 0}, QTimeZone::UTC),
            .expires = {}};
}

AcceptedRisk risk(const QString &value, const QString &reason, const QString &by)
{
    return {.rule = u"redirect_http"_s,
            .value = value,
            .reason = reason,
            .by = by,
            .at = QDateTime({2026, 1, 1}, {12, 0}, QTimeZone::UTC)};
}

ClientApplication start()
{
    ClientApplication client;
    client.key = u"client"_s;
    client.version = 3;
    client.clientId = u"shop"_s;
    client.title = u"Shop"_s;
    client.loginRedirects = {u"https://a"_s, u"https://b"_s, u"https://c"_s};
    client.contacts = {u"old@example.com"_s};
    client.consentTexts[u"nl"_s].api = u"Mag bestellen"_s;
    client.secrets = {secret(u"hash-one"_s, u"one"_s), secret(u"hash-two"_s, u"two"_s)};
    client.secrets[1].sealed = "seal of two";
    client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"a":"1","b":"1"}})"_s;
    client.acceptedRisks = {risk(u"http://x"_s, u"inside"_s, u"anna"_s)};
    client.onServers[u"test"_s] = {.enabled = true, .loginRedirects = {u"https://t"_s}};
    return client;
}

ClientApplication changed(Change change)
{
    ClientApplication client = start();
    change(client);
    return client;
}

RecordMerge mergeOf(const ClientApplication &mine, const ClientApplication &theirs)
{
    return gatehouse::mergeOf(valuesOf(start()), valuesOf(mine), valuesOf(theirs));
}

QStringList collisions(const RecordMerge &merge)
{
    QStringList fields;
    for (const MergeLine &line : clientLines(merge)) {
        if (!line.choice)
            fields << line.field;
    }
    return fields;
}

/// Where both changed the same, `side` is chosen.
ClientApplication together(const ClientApplication &mine, const ClientApplication &theirs, MergeSide side)
{
    RecordMerge merge = mergeOf(mine, theirs);
    for (FieldPart &part : merge.parts)
        part.choice = part.choice.value_or(side);
    return merged(start(), mine, theirs, merge);
}

}

/// What two administrators made of one client application.
class TestClientMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutQuestion_data();
    void withoutQuestion();
    void collides_data();
    void collides();
    void everyFieldHasAPlace();
    void noSecretIsSaid();
    void whatIsTheirs();
    void rowsOfBothStayInOrder_data();
    void rowsOfBothStayInOrder();
    void tellsWhatCameIn();
};

void TestClientMerge::withoutQuestion_data()
{
    QTest::addColumn<Change>("mine");
    QTest::addColumn<Change>("theirs");
    QTest::addColumn<Change>("expected");

    const Change nothing = [](ClientApplication &) {};
    const Change title = [](ClientApplication &client) { client.title = u"New"_s; };
    QTest::newRow("nobody changed anything") << nothing << nothing << nothing;
    QTest::newRow("I did") << title << nothing << title;
    QTest::newRow("they did") << nothing << title << title;
    QTest::newRow("both did the same") << title << title << title;
    QTest::newRow("two fields") << title
                                << Change([](ClientApplication &client) { client.description = u"Sells"_s; })
                                << Change([](ClientApplication &client) {
                                       client.title = u"New"_s;
                                       client.description = u"Sells"_s;
                                   });
    QTest::newRow("flags and numbers")
        << Change([](ClientApplication &client) { client.enabled = true; })
        << Change([](ClientApplication &client) { client.accessTokenLifetime = 60; })
        << Change([](ClientApplication &client) {
               client.enabled = true;
               client.accessTokenLifetime = 60;
           });
    QTest::newRow("rows added by both")
        << Change([](ClientApplication &client) { client.loginRedirects << u"https://mine"_s; })
        << Change([](ClientApplication &client) { client.loginRedirects << u"https://theirs"_s; })
        << Change([](ClientApplication &client) {
               client.loginRedirects = {u"https://a"_s, u"https://b"_s, u"https://c"_s, u"https://mine"_s,
                                        u"https://theirs"_s};
           });
    QTest::newRow("the same row added by both")
        << Change([](ClientApplication &client) { client.loginRedirects << u"https://new"_s; })
        << Change([](ClientApplication &client) { client.loginRedirects.prepend(u"https://new"_s); })
        << Change([](ClientApplication &client) { client.loginRedirects.prepend(u"https://new"_s); });
    QTest::newRow("rows removed by both")
        << Change([](ClientApplication &client) { client.loginRedirects.removeAll(u"https://a"_s); })
        << Change([](ClientApplication &client) { client.loginRedirects.removeAll(u"https://c"_s); })
        << Change([](ClientApplication &client) { client.loginRedirects = {u"https://b"_s}; });
    QTest::newRow("a row edited by me, removed by them")
        << Change([](ClientApplication &client) { client.loginRedirects[1] = u"https://B"_s; })
        << Change([](ClientApplication &client) { client.loginRedirects.removeAt(1); })
        << Change([](ClientApplication &client) { client.loginRedirects[1] = u"https://B"_s; });
    QTest::newRow("rows moved by me, added by them") << Change([](ClientApplication &client) {
        client.loginRedirects = {u"https://c"_s, u"https://a"_s, u"https://b"_s};
    }) << Change([](ClientApplication &client) {
        client.loginRedirects = {u"https://a"_s, u"https://b"_s, u"https://new"_s, u"https://c"_s};
    }) << Change([](ClientApplication &client) {
        client.loginRedirects = {u"https://c"_s, u"https://a"_s, u"https://b"_s, u"https://new"_s};
    });
    QTest::newRow("rows moved by them") << title << Change([](ClientApplication &client) {
        client.loginRedirects = {u"https://c"_s, u"https://a"_s, u"https://b"_s};
    }) << Change([](ClientApplication &client) {
        client.title = u"New"_s;
        client.loginRedirects = {u"https://c"_s, u"https://a"_s, u"https://b"_s};
    });
    QTest::newRow("a row of one server, and it is off there") << Change([](ClientApplication &client) {
        client.onServers[u"test"_s].loginRedirects << u"https://t2"_s;
    }) << Change([](ClientApplication &client) {
        client.onServers[u"test"_s].enabled = false;
        client.onServers[u"live"_s].loginRedirects = {u"https://l"_s};
    }) << Change([](ClientApplication &client) {
        client.onServers[u"test"_s] = {.enabled = false, .loginRedirects = {u"https://t"_s, u"https://t2"_s}};
        client.onServers[u"live"_s].loginRedirects = {u"https://l"_s};
    });
    QTest::newRow("all of one server goes")
        << title << Change([](ClientApplication &client) { client.onServers.clear(); })
        << Change([](ClientApplication &client) {
               client.title = u"New"_s;
               client.onServers.clear();
           });
    QTest::newRow("texts of two kinds and languages") << Change([](ClientApplication &client) {
        client.consentTexts[u"nl"_s].email = u"E-mail"_s;
    }) << Change([](ClientApplication &client) {
        client.consentTexts[u"nl"_s].api.clear();
        client.consentTexts[u"en"_s].api = u"May order"_s;
    }) << Change([](ClientApplication &client) {
        client.consentTexts[u"nl"_s] = {.profile = {}, .email = u"E-mail"_s, .api = {}};
        client.consentTexts[u"en"_s].api = u"May order"_s;
    });
    QTest::newRow("secrets added by both") << Change([](ClientApplication &client) {
        client.secrets << secret(u"hash-mine"_s, u"mine"_s);
    }) << Change([](ClientApplication &client) {
        client.secrets.removeAt(0);
        client.secrets << secret(u"hash-theirs"_s, u"theirs"_s);
    }) << Change([](ClientApplication &client) {
        client.secrets.removeAt(0);
        client.secrets << secret(u"hash-mine"_s, u"mine"_s) << secret(u"hash-theirs"_s, u"theirs"_s);
    });
    QTest::newRow("a secret described by me, another one by them") << Change([](ClientApplication &client) {
        client.secrets[0].description = u"mine"_s;
    }) << Change([](ClientApplication &client) {
        client.secrets[1].expires = QDateTime({2027, 1, 1}, {0, 0}, QTimeZone::UTC);
    }) << Change([](ClientApplication &client) {
        client.secrets[0].description = u"mine"_s;
        client.secrets[1].expires = QDateTime({2027, 1, 1}, {0, 0}, QTimeZone::UTC);
    });
    QTest::newRow("other settings") << Change([](ClientApplication &client) {
        client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"a":"mine","b":"1"}})"_s;
    }) << Change([](ClientApplication &client) {
        client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"a":"1"}})"_s;
        client.otherSettings[u"hydra"_s] = uR"({"owner":"x"})"_s;
    }) << Change([](ClientApplication &client) {
        client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"a":"mine"}})"_s;
        client.otherSettings[u"hydra"_s] = uR"({"owner":"x"})"_s;
    });
    QTest::newRow("accepted risks") << Change([](ClientApplication &client) {
        client.acceptedRisks << risk(u"http://mine"_s, u"why"_s, u"me"_s);
    }) << Change([](ClientApplication &client) {
        client.acceptedRisks = {risk(u"http://theirs"_s, u"why"_s, u"anna"_s)};
    }) << Change([](ClientApplication &client) {
        client.acceptedRisks = {risk(u"http://mine"_s, u"why"_s, u"me"_s),
                                risk(u"http://theirs"_s, u"why"_s, u"anna"_s)};
    });
    QTest::newRow("a picture") << title << Change([](ClientApplication &client) {
        client.logo = {u"logo.png"_s, "picture"};
    }) << Change([](ClientApplication &client) {
        client.title = u"New"_s;
        client.logo = {u"logo.png"_s, "picture"};
    });
    QTest::newRow("keys") << Change([](ClientApplication &client) {
        client.keys = {uR"({"kid":"mine"})"_s};
    }) << Change([](ClientApplication &client) { client.keys = {uR"({"kid":"theirs"})"_s}; })
                          << Change([](ClientApplication &client) {
                                 client.keys = {uR"({"kid":"mine"})"_s, uR"({"kid":"theirs"})"_s};
                             });
}

void TestClientMerge::withoutQuestion()
{
    QFETCH(const Change, mine);
    QFETCH(const Change, theirs);
    QFETCH(const Change, expected);
    ClientApplication stored = changed(theirs);
    stored.version = 4;
    const RecordMerge merge = mergeOf(changed(mine), stored);
    QCOMPARE(collisions(merge), QStringList());
    ClientApplication result = merged(start(), changed(mine), stored, merge);
    QCOMPARE(result.version, 4);
    result.version = start().version;
    for (const ClientFieldInfo &info : clientFields()) {
        QCOMPARE(fieldText(result, info.field), fieldText(changed(expected), info.field));
    }
    QVERIFY(result == changed(expected));
}

void TestClientMerge::collides_data()
{
    QTest::addColumn<Change>("mine");
    QTest::addColumn<Change>("theirs");
    QTest::addColumn<QStringList>("asked");

    QTest::newRow("a text") << Change([](ClientApplication &client) { client.title = u"Mine"_s; })
                            << Change([](ClientApplication &client) { client.title = u"Theirs"_s; })
                            << QStringList{u"Title"_s};
    QTest::newRow("a number") << Change([](ClientApplication &client) { client.idTokenLifetime = 1; })
                              << Change([](ClientApplication &client) { client.idTokenLifetime = 2; })
                              << QStringList{u"ID token lifetime"_s};
    QTest::newRow("a text in one language")
        << Change([](ClientApplication &client) { client.consentTexts[u"nl"_s].api = u"Mijn"_s; })
        << Change([](ClientApplication &client) { client.consentTexts.clear(); })
        << QStringList{u"Default resource translation: API consent (nl)"_s};
    QTest::newRow("a secret") << Change([](ClientApplication &client) {
        client.secrets[0].description = u"mine"_s;
    }) << Change([](ClientApplication &client) { client.secrets.removeAt(0); })
                              << QStringList{u"Secrets"_s};
    QTest::newRow("a setting") << Change([](ClientApplication &client) {
        client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"a":"mine","b":"1"}})"_s;
    }) << Change([](ClientApplication &client) {
        client.otherSettings[u"keycloak"_s] = uR"({"attributes":{"a":"theirs","b":"1"}})"_s;
    }) << QStringList{u"Other settings /attributes/a (keycloak)"_s};
    QTest::newRow("a reason") << Change([](ClientApplication &client) {
        client.acceptedRisks[0].reason = u"mine"_s;
    }) << Change([](ClientApplication &client) { client.acceptedRisks[0].reason = u"theirs"_s; })
                              << QStringList{u"Accepted risks: redirect_http \"http://x\""_s};
    QTest::newRow("on and off on one server")
        << Change([](ClientApplication &client) { client.onServers[u"test"_s].enabled = false; })
        << Change([](ClientApplication &client) { client.onServers[u"test"_s].enabled.reset(); })
        << QStringList{u"Enabled, only on \"test\""_s};
    QTest::newRow("a picture") << Change([](ClientApplication &client) {
        client.logo = {u"logo.png"_s, "mine"};
    }) << Change([](ClientApplication &client) { client.logo = {u"logo.png"_s, "theirs"}; })
                               << QStringList{u"Logo"_s};
    QTest::newRow("two of three") << Change([](ClientApplication &client) {
        client.clientId = u"mine"_s;
        client.title = u"Mine"_s;
        client.enabled = true;
    }) << Change([](ClientApplication &client) {
        client.clientId = u"theirs"_s;
        client.title = u"Theirs"_s;
        client.enabled = true;
    }) << QStringList{u"Client ID"_s, u"Title"_s};
}

/// Chosen all mine it is as it was typed, chosen all theirs as it was stored.
void TestClientMerge::collides()
{
    QFETCH(const Change, mine);
    QFETCH(const Change, theirs);
    QFETCH(const QStringList, asked);
    QCOMPARE(collisions(mergeOf(changed(mine), changed(theirs))), asked);
    QVERIFY(together(changed(mine), changed(theirs), MergeSide::Here) == changed(mine));
    QVERIFY(together(changed(mine), changed(theirs), MergeSide::There) == changed(theirs));
}

/// A field more, which nobody told the merge of, would be lost.
void TestClientMerge::everyFieldHasAPlace()
{
    ClientApplication full = start();
    full.logo = {u"logo.png"_s, "picture"};
    full.keys = {u"{}"_s};
    full.logoutRedirects = full.allowedCorsOrigins = full.apiScopes = full.defaultResources =
        full.customResources = {u"x"_s};
    QSet<QString> fields;
    for (const auto &[place, value] : valuesOf(full))
        fields << place.field;
    for (const ClientFieldInfo &info : clientFields())
        QVERIFY2(fields.contains(QString::fromLatin1(info.name)) || !isToldOf(info.field), info.name);
}

void TestClientMerge::noSecretIsSaid()
{
    const ClientApplication theirs = changed([](ClientApplication &client) { client.secrets.clear(); });
    const ClientApplication mine = changed([](ClientApplication &client) {
        client.secrets[0].description = u"mine"_s;
        client.secrets[1].description = u"mine"_s;
    });
    const QList<MergeLine> lines = clientLines(mergeOf(mine, theirs));
    QCOMPARE(lines.size(), 2);
    for (const MergeLine &line : lines) {
        const QString told = line.field + line.base + line.here + line.there + takenText(lines);
        QVERIFY2(!told.contains("hash-"_L1) && !told.contains("seal"_L1), qPrintable(told));
        QVERIFY2(line.here.contains("mine"_L1), qPrintable(line.here));
    }
}

/// The encryption key was replaced meanwhile: an old seal would not open.
void TestClientMerge::whatIsTheirs()
{
    const ClientApplication theirs = changed([](ClientApplication &client) {
        client.secrets[1].sealed = "sealed anew";
        client.spellings[u"keycloak"_s] = u"{\"a\":1}"_s;
    });
    const auto result = [&](Change change) { return together(changed(change), theirs, MergeSide::Here); };
    QCOMPARE(result([](ClientApplication &client) { client.secrets[1].description = u"mine"_s; })
                 .secrets[1]
                 .sealed,
             "sealed anew");
    QCOMPARE(result([](ClientApplication &client) { client.secrets[1].sealed.clear(); }).secrets[1].sealed,
             QByteArray());
    QCOMPARE(result([](ClientApplication &client) { client.title = u"Mine"_s; }).spellings, theirs.spellings);
    const ClientApplication accepted = changed([](ClientApplication &client) {
        client.acceptedRisks << risk(u"http://new"_s, u"why"_s, u"anna"_s);
    });
    const ClientApplication acceptedToo = changed(
        [](ClientApplication &client) { client.acceptedRisks << risk(u"http://new"_s, u"why"_s, u"me"_s); });
    QCOMPARE(together(acceptedToo, accepted, MergeSide::Here).acceptedRisks.last().by, u"anna"_s);
}

void TestClientMerge::rowsOfBothStayInOrder_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("here");
    QTest::addColumn<QString>("there");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("arranged");
    QTest::newRow("nobody moved") << u"abc"_s << u"abc"_s << u"abc"_s << u"cba"_s << u"abc"_s;
    QTest::newRow("I moved") << u"abc"_s << u"cab"_s << u"abc"_s << u"abc"_s << u"cab"_s;
    QTest::newRow("they moved") << u"abc"_s << u"abc"_s << u"cab"_s << u"abc"_s << u"cab"_s;
    QTest::newRow("both moved") << u"abc"_s << u"cab"_s << u"bca"_s << u"abc"_s << u"cab"_s;
    QTest::newRow("added behind neighbours") << u"ab"_s << u"axb"_s << u"aby"_s << u"abxy"_s << u"axby"_s;
    QTest::newRow("added first") << u"ab"_s << u"xab"_s << u"yab"_s << u"abxy"_s << u"xyab"_s;
    QTest::newRow("neighbour removed") << u"abc"_s << u"abxc"_s << u"ac"_s << u"acx"_s << u"axc"_s;
    QTest::newRow("all new") << QString() << u"xy"_s << u"zw"_s << u"xyzw"_s << u"xyzw"_s;
}

void TestClientMerge::rowsOfBothStayInOrder()
{
    QFETCH(const QString, base);
    QFETCH(const QString, here);
    QFETCH(const QString, there);
    QFETCH(const QString, rows);
    QFETCH(const QString, arranged);
    const auto letters = [](const QString &text) { return text.split(QString(), Qt::SkipEmptyParts); };
    QCOMPARE(arrangedRows(letters(rows), letters(base), letters(here), letters(there)).join(QString()),
             arranged);
}

void TestClientMerge::tellsWhatCameIn()
{
    const ClientApplication theirs = changed([](ClientApplication &client) {
        client.title = u"Theirs"_s;
        client.contacts.clear();
        client.loginRedirects << u"https://new"_s;
    });
    const QString told = takenText(clientLines(mergeOf(start(), theirs)));
    QCOMPARE(told, u"Contacts lost \"old@example.com\"; Allowed login redirects got \"https://new\"; "
                   "Title is now \"Theirs\""_s);
    QCOMPARE(takenText(clientLines(mergeOf(theirs, start()))), QString());
}

GATEHOUSE_TEST(TestClientMerge)
#include "tst_clientmerge.moc"
