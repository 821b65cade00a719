#include "SampleClients.h"
#include "SampleLogos.h"
#include "domain/rules/StorableText.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::rules;

namespace {

using Change = std::function<void(ClientApplication &)>;

QList<Problem> problemsOf(const QList<Problem> &problems, ClientField field)
{
    QList<Problem> found;
    std::ranges::copy_if(problems, std::back_inserter(found),
                         [&](const Problem &p) { return p.field == field; });
    return found;
}

QString textsOf(const QList<Problem> &problems)
{
    QStringList texts;
    for (const Problem &problem : problems)
        texts << problem.text;
    return texts.join(u'\n');
}

ClientSecret expiringIn(qint64 seconds)
{
    ClientSecret secret = samples::secret();
    secret.expires = samples::now().addSecs(seconds);
    return secret;
}

constexpr qint64 day = 24 * 60 * 60;

}
Q_DECLARE_METATYPE(Change)

class ClientCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void completeOnesHaveNoProblem_data()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::newRow("machine") << samples::machine();
        QTest::newRow("delegated API") << samples::delegatedApi();
        QTest::newRow("OpenID") << samples::openId();
        QTest::newRow("OpenID with API") << samples::openIdWithApi();
    }
    void completeOnesHaveNoProblem()
    {
        QFETCH(const ClientApplication, client);
        QCOMPARE(normalized(client), client);
        const auto problems = check(client, samples::context());
        QVERIFY2(problems.isEmpty(), qPrintable(textsOf(problems)));
    }

    void secretsOfOtherKindsAreSaidAsTheyAre()
    {
        RuleContext context = samples::context();
        context.takesRisks = true;
        const auto says = [&](const QString &method) {
            ClientApplication client = samples::openId();
            client.clientAuthentication = ClientAuthentication::Other;
            client.tokenEndpointAuthMethod = method;
            return textsOf(check(client, context)).contains(u"not exported"_s);
        };
        QVERIFY(says(u"tls_client_auth"_s));
        QVERIFY2(!says(u"client_secret_jwt"_s), "it signs by them");
    }

    void missing_data()
    {
        QTest::addColumn<ClientApplication>("client");
        QTest::addColumn<Change>("takeAway");
        QTest::addColumn<ClientField>("field");
        const std::pair<const char *, ClientApplication> kinds[]{
            {"machine", samples::machine()},
            {"delegated API", samples::delegatedApi()},
            {"OpenID", samples::openId()},
            {"OpenID with API", samples::openIdWithApi()}};
        const auto add = [](const char *kind, const char *what, const ClientApplication &client,
                            ClientField field, const Change &change) {
            QTest::addRow("%s, %s", kind, what) << client << change << field;
        };
        for (const auto &[kind, client] : kinds) {
            add(kind, "title", client, ClientField::Title, [](auto &c) { c.title = u"  "_s; });
            add(kind, "secret", client, ClientField::Secrets, [](auto &c) { c.secrets.clear(); });
            add(kind, "usable secret", client, ClientField::Secrets,
                [](auto &c) { c.secrets = {expiringIn(-1)}; });
            if (client.isMachineToMachine()) {
                add(kind, "identity", client, ClientField::Identity, [](auto &c) { c.identity.clear(); });
                add(kind, "enabled identity", client, ClientField::Identity,
                    [](auto &c) { c.identity = u"SVC-old"_s; });
            } else {
                add(kind, "login redirect", client, ClientField::LoginRedirects,
                    [](auto &c) { c.loginRedirects.clear(); });
            }
            if (client.supportApi)
                add(kind, "API scope", client, ClientField::ApiScopes, [](auto &c) { c.apiScopes.clear(); });
        }
    }
    void missing()
    {
        QFETCH(ClientApplication, client);
        QFETCH(const Change, takeAway);
        QFETCH(const ClientField, field);
        takeAway(client);

        client.enabled = false;
        const auto held = check(client, samples::context());
        QVERIFY2(!stopsSave(held), "an incomplete client application can be saved");
        QVERIFY2(stopsEnable(held), "but not enabled");
        QCOMPARE(problemsOf(held, field).size(), 1);
        QCOMPARE(problemsOf(held, field).first().severity, Severity::Warning);
        QCOMPARE(problemsOf(held, field).first().gate, Gate::Enable);

        client.enabled = true;
        const auto refused = check(client, samples::context());
        QVERIFY2(stopsSave(refused), "enabled and incomplete is not saved");
        QCOMPARE(problemsOf(refused, field).first().severity, Severity::Error);
        QVERIFY(problemsOf(refused, field).first().text.contains(u"clear Enabled"_s));
    }

    void wrong_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<ClientField>("field");
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("mention");
        const auto add = [](const char *name, ClientField field, int row, const QString &mention,
                            const Change &change) {
            QTest::newRow(name) << change << field << row << mention;
        };
        add("client ID", ClientField::ClientId, -1, u"\":\""_s, [](auto &c) { c.clientId = u"a:b"_s; });
        add("no client ID", ClientField::ClientId, -1, u"empty"_s, [](auto &c) { c.clientId.clear(); });
        add("title", ClientField::Title, -1, u"U+000A"_s, [](auto &c) { c.title = u"a\nb"_s; });
        add("logo", ClientField::LogoUri, -1, u"data:x"_s, [](auto &c) { c.logoUri = u"data:x"_s; });
        add("redirect", ClientField::LoginRedirects, 1, u"/cb"_s,
            [](auto &c) { c.loginRedirects << u"/cb"_s; });
        add("empty redirect", ClientField::LoginRedirects, 1, u"empty"_s,
            [](auto &c) { c.loginRedirects << QString(); });
        add("redirect twice", ClientField::LoginRedirects, 1, u"a%20b\" stands in rows 1 and 2"_s,
            [](auto &c) { c.loginRedirects << c.loginRedirects.first(); });
        add("logout redirect", ClientField::LogoutRedirects, 1, u"wildcard"_s,
            [](auto &c) { c.logoutRedirects << u"https://app.example.com/*"_s; });
        add("logout redirect twice", ClientField::LogoutRedirects, 2, u"rows 1 and 3"_s,
            [](auto &c) { c.logoutRedirects << u"https://b.example/x"_s << c.logoutRedirects.first(); });
        add("unknown API scope", ClientField::ApiScopes, 2, u"\"nope\" does not exist"_s,
            [](auto &c) { c.apiScopes << u"nope"_s; });
        add("API scope in another case", ClientField::ApiScopes, 2, u"\"API\""_s,
            [](auto &c) { c.apiScopes << u"API"_s; });
        add("API scope twice", ClientField::ApiScopes, 2, u"twice"_s,
            [](auto &c) { c.apiScopes << u"api"_s; });
        add("unknown default resource", ClientField::DefaultResources, 3, u"\"orders read\""_s,
            [](auto &c) { c.defaultResources << u"orders read"_s; });
        add("logo data", ClientField::Logo, -1, u"SVG"_s, [](auto &c) { c.logo = {u"l.png"_s, "<svg>"}; });
        add("logo of hostile size", ClientField::Logo, -1, u"65535 by 65535"_s,
            [](auto &c) { c.logo = {u"l.jpg"_s, samples::jpeg(samples::jpegFrame(65535, 65535))}; });
        add("unknown custom resource", ClientField::CustomResources, 0, u"\"office\" does not exist"_s,
            [](auto &c) { c.customResources = {u"office"_s}; });
        add("custom resource twice", ClientField::CustomResources, 1, u"twice"_s,
            [](auto &c) { c.customResources = {u"department"_s, u"department"_s}; });
        add("consent text too long", ClientField::ConsentTexts, -1,
            u"Profile (nl): The consent text has 10001"_s,
            [](auto &c) { c.consentTexts[u"nl"_s].profile = QString(10'001, u'a'); });
        add("control character in a consent text", ClientField::ConsentTexts, -1, u"API consent (nl): "_s,
            [](auto &c) { c.consentTexts[u"nl"_s].api = u"a\u001Bb"_s; });
        add("language not supported", ClientField::ConsentTexts, -1, u"\"sv\""_s,
            [](auto &c) { c.consentTexts[u"sv"_s].email = u"hej"_s; });
        add("default resource twice", ClientField::DefaultResources, 3, u"twice"_s,
            [](auto &c) { c.defaultResources << u"email"_s; });
    }
    void wrong()
    {
        QFETCH(const Change, change);
        QFETCH(const ClientField, field);
        QFETCH(const int, row);
        QFETCH(const QString, mention);
        for (const bool enabled : {false, true}) {
            ClientApplication client = samples::openIdWithApi();
            client.loginRedirects = {u"https://portal.example.com/callback?tenant=a%20b"_s};
            client.enabled = enabled;
            change(client);
            const auto problems = check(client, samples::context());
            QVERIFY(stopsSave(problems));
            QCOMPARE(problems.first().severity, Severity::Error);
            QCOMPARE(problems.first().field, field);
            QCOMPARE(problems.first().row, row);
            QVERIFY2(problems.first().text.contains(mention), qPrintable(problems.first().text));
        }
    }

    void consentTexts_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("mentions");
        const auto add = [](const char *name, const QStringList &mentions, const Change &change) {
            QTest::newRow(name) << change << mentions;
        };
        const auto ask = [](ClientApplication &c) {
            c.requireConsent = true;
            c.consentTexts[u"en"_s] = {u"p"_s, u"e"_s, u"a"_s};
        };
        add("nobody is asked", {}, [](auto &) {});
        add("all written", {}, ask);
        add("none written", {u"en: Profile, Email, API consent."_s},
            [](auto &c) { c.requireConsent = true; });
        add("only in another language", {u"en: Profile, Email, API consent."_s}, [](auto &c) {
            c.requireConsent = true;
            c.consentTexts[u"nl"_s] = {u"p"_s, u"e"_s, u"a"_s};
        });
        add("one is white space", {u"en: Email."_s}, [=](auto &c) {
            ask(c);
            c.consentTexts[u"en"_s].email = u" \n"_s;
        });
        add("no email given", {}, [=](auto &c) {
            ask(c);
            c.defaultResources = {u"openid"_s, u"profile"_s};
            c.consentTexts[u"en"_s].email = QString(20'000, u'a');
        });
        add("placeholders", {u"Profile (en): {name}"_s, u"Profile (en): {User}"_s}, [=](auto &c) {
            ask(c);
            c.consentTexts[u"en"_s].profile = u"{name} {client} {user} {name} {User}"_s;
        });
    }
    void consentTexts()
    {
        QFETCH(const Change, change);
        QFETCH(const QStringList, mentions);
        ClientApplication client = samples::openIdWithApi();
        change(client);
        RuleContext context = samples::context();
        context.defaultLanguage = u"en"_s;
        const auto problems = check(client, context);
        QVERIFY2(problems.size() == mentions.size(), qPrintable(textsOf(problems)));
        QVERIFY(!stopsEnable(problems));
        for (qsizetype i = 0; i < mentions.size(); ++i) {
            QCOMPARE(problems.at(i).field, ClientField::ConsentTexts);
            QVERIFY2(problems.at(i).text.contains(mentions.at(i)), qPrintable(problems.at(i).text));
        }
    }

    void languagesThatAreNotKnownAreNotJudged()
    {
        ClientApplication client = samples::openIdWithApi();
        client.requireConsent = true;
        client.consentTexts[u"sv"_s].profile = u"hej"_s;
        RuleContext context = samples::context();
        context.languages.clear();
        const auto problems = check(client, context);
        QVERIFY2(problems.isEmpty(), qPrintable(textsOf(problems)));
    }

    void identity_data()
    {
        QTest::addColumn<QString>("identity");
        QTest::addColumn<QString>("mention");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("unknown") << u"nobody"_s << u"\"nobody\" does not exist"_s << Severity::Error;
        QTest::newRow("person, in another case") << u"ANNA"_s << u"service account"_s << Severity::Advice;
    }
    void identity()
    {
        QFETCH(const QString, identity);
        QFETCH(const QString, mention);
        QFETCH(const Severity, severity);
        ClientApplication client = samples::machine();
        client.identity = identity;
        const auto problems = check(client, samples::context());
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().severity, severity);
        QCOMPARE(stopsSave(problems), severity == Severity::Error);
        QVERIFY2(problems.first().text.contains(mention), qPrintable(problems.first().text));
    }

    void pkceOffIsWarnedAbout()
    {
        ClientApplication client = samples::openId();
        client.requirePkce = false;
        const auto problems = check(client, samples::context());
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().severity, Severity::Warning);
        QCOMPARE(problems.first().field, ClientField::RequirePkce);
        QVERIFY(!stopsEnable(problems));
        QVERIFY(check(samples::machine(), samples::context()).isEmpty());
    }

    void rowsThatDoNotApplyAreToldAndNotJudged()
    {
        ClientApplication client = samples::machine();
        client.loginRedirects = {u"nonsense"_s};
        client.logoutRedirects = {u"nonsense"_s, u"nonsense"_s};
        client.defaultResources = {u"nonsense"_s};
        client.logoUri = u"nonsense"_s;
        client.logo.data = "nonsense";
        client.customResources = {u"nonsense"_s};
        client.consentTexts[u"nonsense"_s].api = QString(20'000, u'a');
        const auto problems = check(normalized(client), samples::context());
        QCOMPARE(problems.size(), 2);
        QVERIFY(!stopsEnable(problems));
        for (const Problem &problem : problems)
            QCOMPARE(problem.severity, Severity::Advice);
    }

    /// They would be read as damage.
    void whatDoesNotApplyHasALengthAllTheSame_data()
    {
        QTest::addColumn<Change>("lengthen");
        QTest::addColumn<ClientField>("field");

        const QString text(longestStoredText + 1, u'a');
        const QString line(longestStoredLine + 1, u'a');
        QTest::newRow("login redirect")
            << Change([=](auto &c) { c.loginRedirects = {u"x"_s, text}; }) << ClientField::LoginRedirects;
        QTest::newRow("logout redirect")
            << Change([=](auto &c) { c.logoutRedirects = {text}; }) << ClientField::LogoutRedirects;
        QTest::newRow("default resource")
            << Change([=](auto &c) { c.defaultResources = {line}; }) << ClientField::DefaultResources;
        QTest::newRow("consent text")
            << Change([=](auto &c) { c.consentTexts[u"nl"_s].email = text; }) << ClientField::ConsentTexts;
    }

    void whatDoesNotApplyHasALengthAllTheSame()
    {
        QFETCH(Change, lengthen);
        QFETCH(ClientField, field);
        ClientApplication client = samples::machine();
        lengthen(client);
        const auto problems = check(normalized(client), samples::context());
        QCOMPARE(problems.first().gate, Gate::Save);
        QCOMPARE(problems.first().field, field);
        QVERIFY2(problems.first().text.contains(u"Shorten it"_s),
                 qPrintable(problems.first().text.left(200)));
    }

    void errorsComeFirst()
    {
        ClientApplication client = samples::openId();
        client.requirePkce = false;
        client.loginRedirects << u"http://localhost/cb"_s << u"/cb"_s;
        const auto problems = check(client, samples::context());
        QCOMPARE(problems.size(), 3);
        QVERIFY(std::ranges::is_sorted(problems, std::greater{}, &Problem::severity));
        QCOMPARE(problems.first().row, 2);
    }

    void secretExpiry_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<int>("warnings");
        QTest::addColumn<bool>("usable");
        QTest::newRow("far") << 30 * day + 1 << 0 << true;
        QTest::newRow("30 days ahead") << 30 * day << 1 << true;
        QTest::newRow("tomorrow") << day << 1 << true;
        QTest::newRow("this very second") << qint64(0) << 1 << true;
        QTest::newRow("a second ago") << qint64(-1) << 1 << false;
    }
    void secretExpiry()
    {
        QFETCH(const qint64, seconds);
        QFETCH(const int, warnings);
        QFETCH(const bool, usable);
        ClientApplication client = samples::openId();
        client.secrets = {expiringIn(seconds)};
        const auto problems = check(client, samples::context());
        QCOMPARE(problems.size(), warnings);
        QCOMPARE(stopsSave(problems), !usable);
    }

    void manySecrets_data()
    {
        QTest::addColumn<qsizetype>("count");
        QTest::addColumn<bool>("stops");
        QTest::newRow("as many as may be") << rules::mostSecrets << false;
        QTest::newRow("one more") << rules::mostSecrets + 1 << true;
        QTest::newRow("very many") << qsizetype(100'000) << true;
    }
    void manySecrets()
    {
        QFETCH(const qsizetype, count);
        QFETCH(const bool, stops);
        ClientApplication client = samples::openId();
        client.secrets = QList<ClientSecret>(count, samples::secret());
        const auto problems = check(client, samples::context());
        QCOMPARE(stopsSave(problems), stops);
        QCOMPARE(problems.size(), stops ? 1 : 0);
    }

    void expiredBesideUsableIsAdvice()
    {
        ClientApplication client = samples::openId();
        client.secrets = {samples::secret(), expiringIn(-1)};
        const auto problems = check(client, samples::context());
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().severity, Severity::Advice);
        QCOMPARE(problems.first().row, 1);
        QVERIFY(problems.first().text.contains(samples::secret().lastFour));
    }

    /// recheckAt() is right when the answer is the same just before it and another from then on.
    void recheckAtTellsWhenTheAnswerChanges_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("far ahead") << 90 * day;
        QTest::newRow("within the warning") << 10 * day;
        QTest::newRow("at its end") << qint64(0);
    }
    void recheckAtTellsWhenTheAnswerChanges()
    {
        QFETCH(const qint64, seconds);
        ClientApplication client = samples::openId();
        client.secrets = {expiringIn(seconds)};
        RuleContext context = samples::context();
        const auto answer = check(client, context);
        const QDateTime next = recheckAt(client, context.now);
        QVERIFY(next > context.now);

        context.now = next.addSecs(-1);
        QCOMPARE(check(client, context), answer);
        context.now = next;
        QVERIFY(check(client, context) != answer);
    }

    void recheckAtTakesTheFirstOfAll()
    {
        ClientApplication client = samples::openId();
        QVERIFY(!recheckAt(client, samples::now()).isValid());
        client.secrets << expiringIn(90 * day) << expiringIn(40 * day) << expiringIn(-day);
        QCOMPARE(recheckAt(client, samples::now()), samples::now().addDays(10));
        client.secrets = {expiringIn(-day)};
        QVERIFY(!recheckAt(client, samples::now()).isValid());
    }

    void manyRowsAreChecked()
    {
        ClientApplication client = samples::openIdWithApi();
        for (int i = 0; i < 20'000; ++i)
            client.loginRedirects << u"https://app.example.com/%1"_s.arg(i);
        client.apiScopes = QStringList(20'000, u"api"_s);
        client.loginRedirects << client.loginRedirects.at(5);
        const auto problems = check(client, samples::context());
        QCOMPARE(problems.size(), 1 + 19'999);
        QVERIFY(problems.first().text.contains(u"rows 6 and 20002"_s));
    }
};

GATEHOUSE_TEST(ClientCheckTest)
#include "tst_clientcheck.moc"
