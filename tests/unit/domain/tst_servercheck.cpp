#include "SampleClients.h"

#include "domain/servers/OnServers.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

using Change = std::function<void(ClientApplication &)>;

const QString portalRedirect = u"https://portal.example.com/callback?tenant=a%20b"_s;
const QString testRedirect = u"https://test.example.com/callback"_s;

ClientSecret secretFor(const QString &server)
{
    ClientSecret secret = samples::secret();
    secret.onlyOn = server;
    return secret;
}

rules::RuleContext contextWithServers()
{
    rules::RuleContext context = samples::context();
    context.servers = {u"production"_s, u"test"_s};
    return context;
}

QString toldProblems(const QList<Problem> &problems)
{
    QStringList lines;
    for (const Problem &problem : problems)
        lines << u"%1 row %2: %3"_s.arg(QLatin1StringView(fieldInfo(problem.field).name),
                                        QString::number(problem.row), problem.text);
    return lines.join(u'\n');
}

}
Q_DECLARE_METATYPE(Change)

/// What the rules say of what is on one server alone.
class ServerCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parts_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<Severity>("severity");
        QTest::addColumn<ClientField>("field");
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("text");
        const auto add = [](const char *name, const Change &change, Severity severity, ClientField field,
                            int row, const QString &text) {
            QTest::newRow(name) << change << severity << field << row << text;
        };
        using enum ClientField;
        using enum Severity;
        add(
            "redirect that no server could take",
            [](auto &c) { c.onServers[u"test"_s].loginRedirects = {u"no address"_s}; }, Error, LoginRedirects,
            1, u"On server \"test\": "_s);
        add(
            "risk of a redirect",
            [](auto &c) { c.onServers[u"test"_s].logoutRedirects = {u"http://test.example.com/bye"_s}; },
            Error, LogoutRedirects, 1, u"On server \"test\": "_s);
        add(
            "origin", [](auto &c) { c.onServers[u"test"_s].allowedCorsOrigins = {u"test.example.com/x"_s}; },
            Error, AllowedCorsOrigins, 0, u"On server \"test\": "_s);
        add(
            "the same redirect for all",
            [](auto &c) { c.onServers[u"test"_s].loginRedirects = {portalRedirect}; }, Error, LoginRedirects,
            1, u"is for all servers and for \"test\" alone"_s);
        add(
            "the same redirect twice",
            [](auto &c) { c.onServers[u"test"_s].loginRedirects = {testRedirect, testRedirect}; }, Error,
            LoginRedirects, 2, u"twice for \"test\""_s);
        add(
            "the same origin for all",
            [](auto &c) {
                c.allowedCorsOrigins = {u"https://a.example.com"_s};
                c.onServers[u"test"_s].allowedCorsOrigins = c.allowedCorsOrigins;
            },
            Error, AllowedCorsOrigins, 1, u"is for all servers and for \"test\" alone"_s);
        add(
            "unknown server", [](auto &c) { c.onServers[u"old"_s].enabled = false; }, Error, OnServers, -1,
            u"There is no server \"old\""_s);
        add(
            "unknown server of a secret", [](auto &c) { c.secrets << secretFor(u"old"_s); }, Error, OnServers,
            -1, u"There is no server \"old\""_s);
        add(
            "no redirect on one server",
            [](auto &c) {
                c.loginRedirects.clear();
                c.onServers[u"production"_s].loginRedirects = {testRedirect};
            },
            Warning, LoginRedirects, -1, u"On server \"test\" it has no login redirect"_s);
        add(
            "no secret on one server", [](auto &c) { c.secrets = {secretFor(u"test"_s)}; }, Warning, Secrets,
            -1, u"On server \"production\" it has no usable secret"_s);
        add(
            "no secret any more on one server",
            [](auto &c) {
                c.secrets = {samples::secret(), secretFor(u"test"_s)};
                c.secrets.first().onlyOn = u"production"_s;
                c.secrets.first().expires = samples::now().addSecs(-1);
            },
            Warning, Secrets, -1, u"On server \"production\" it has no usable secret"_s);
    }
    void parts()
    {
        QFETCH(const Change, change);
        QFETCH(const Severity, severity);
        QFETCH(const ClientField, field);
        QFETCH(const int, row);
        QFETCH(const QString, text);
        ClientApplication client = samples::openId();
        change(client);
        const QList<Problem> problems = rules::check(rules::normalized(client), contextWithServers());
        const auto found = std::ranges::find_if(problems, [&](const Problem &problem) {
            return problem.severity == severity && problem.field == field && problem.row == row &&
                   problem.text.contains(text);
        });
        QVERIFY2(found != problems.end(), qPrintable(toldProblems(problems)));
        QCOMPARE(found->gate, severity == Severity::Error ? Gate::Save : Gate::None);
        QCOMPARE(stopsSave(problems), severity == Severity::Error);
    }

    void nothingIsWrongWith_data()
    {
        QTest::addColumn<Change>("change");
        const auto add = [](const char *name, const Change &change) { QTest::newRow(name) << change; };
        add("the same redirect on two servers", [](auto &c) {
            for (const QString &server : {u"production"_s, u"test"_s})
                c.onServers[server].loginRedirects = {testRedirect};
        });
        add("redirects on each server alone", [](auto &c) {
            c.loginRedirects.clear();
            for (const QString &server : {u"production"_s, u"test"_s})
                c.onServers[server].loginRedirects = {testRedirect};
        });
        add("no redirect where it is disabled", [](auto &c) {
            c.loginRedirects.clear();
            c.onServers[u"production"_s].loginRedirects = {testRedirect};
            c.onServers[u"test"_s].enabled = false;
        });
        add("a secret on each server",
            [](auto &c) { c.secrets = {secretFor(u"test"_s), secretFor(u"production"_s)}; });
        add("a secret where it is enabled", [](auto &c) {
            c.enabled = false;
            c.secrets = {secretFor(u"test"_s)};
            c.onServers[u"test"_s].enabled = true;
        });
    }
    void nothingIsWrongWith()
    {
        QFETCH(const Change, change);
        ClientApplication client = samples::openId();
        change(client);
        const QList<Problem> problems = rules::check(rules::normalized(client), contextWithServers());
        QVERIFY2(problems.isEmpty(), qPrintable(toldProblems(problems)));
    }

    /// A redirect for production is enough to be enabled; none at all is not, wherever it is enabled.
    void enabledNeedsARedirectSomewhere()
    {
        ClientApplication client = samples::openId();
        client.enabled = false;
        client.loginRedirects.clear();
        QVERIFY(stopsEnable(rules::check(client, contextWithServers())));
        client.onServers[u"test"_s].enabled = true;
        const QList<Problem> problems = rules::check(client, contextWithServers());
        QVERIFY(stopsSave(problems));
        QVERIFY2(problems.first().text.contains(u"disable it on \"test\""_s),
                 qPrintable(toldProblems(problems)));
        client.onServers[u"production"_s].loginRedirects = {testRedirect};
        QVERIFY2(!stopsEnable(rules::check(client, contextWithServers())),
                 qPrintable(toldProblems(problems)));
    }

    void saysNothingOfServersThatAreNotKnown()
    {
        ClientApplication client = samples::openId();
        client.loginRedirects.clear();
        client.onServers[u"anything"_s].loginRedirects = {testRedirect};
        QCOMPARE(toldProblems(rules::check(client, samples::context())), QString());
    }

    void keepsWhatDoesNotApply()
    {
        ClientApplication client = samples::machine();
        client.onServers[u"test"_s].loginRedirects = {u"half typed"_s};
        const QList<Problem> problems = rules::check(client, contextWithServers());
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().severity, Severity::Advice);
        QCOMPARE(rules::normalized(client), client);
        client.onServers.insert(u"production"_s, {});
        QCOMPARE(rules::normalized(client).onServers.keys(), QStringList({u"test"_s}));
    }
};

GATEHOUSE_TEST(ServerCheckTest)
#include "tst_servercheck.moc"
