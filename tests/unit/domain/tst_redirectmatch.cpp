#include "DataFile.h"

#include "domain/explain/address/RedirectMatch.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::explain;

/// Which addresses a server takes. What Keycloak does is as Keycloak 26.7.3 answered.
class RedirectMatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keycloak_data()
    {
        QTest::addColumn<bool>("isTaken");
        QTest::addColumn<QString>("allowed");
        QTest::addColumn<QString>("sent");
        for (const QString &line :
             QString::fromUtf8(samples::dataFile(u"keycloak-redirects.txt"_s)).split(u'\n')) {
            const QStringList columns = line.split(u'\t');
            if (columns.size() == 3)
                QTest::newRow(qPrintable(line)) << (columns[0] == "+"_L1) << columns[1] << columns[2];
        }
    }
    void keycloak()
    {
        QFETCH(const bool, isTaken);
        QFETCH(const QString, allowed);
        QFETCH(const QString, sent);
        const RedirectMatch match =
            matchRedirect(sent, {allowed}, habitsOf(JudgedAs::Keycloak), u"https://idp.example"_s);
        QCOMPARE(match.habit, isTaken ? Habit::Takes : Habit::Refuses);
    }

    void oneOfSeveral_data()
    {
        QTest::addColumn<bool>("isTaken");
        const auto rows = [](bool isTaken, std::initializer_list<const char *> addresses) {
            for (const char *address : addresses)
                QTest::newRow(address) << isTaken;
        };
        rows(true, {"https://w.example/app/x", "https://w.example/app", "https://w.example/app/%63",
                    "https://w.example/app/x?y=1", "https://w.example/app/x#f",
                    "http://127.0.0.1:39859/rel/x", "http://localhost:9/cb", "http://127.0.0.1:9/cb",
                    "https://e.example/cb", "https://q.example/cb?x=1", "com.example.app:/cb"});
        rows(false, {"https://W.example/app/x",
                     "https://w.example/app/../x",
                     "https://w.example/%61pp/x",
                     "https://me@w.example/app/x",
                     "http://LOCALHOST:9/cb",
                     "http://localhost:9/cb3",
                     "http://localhost:9/cb?x=1",
                     "HTTPS://e.example/cb",
                     "https://E.example/cb",
                     "https://e.example/%63b",
                     "https://e.example/a/../cb",
                     "https://e.example:443/cb",
                     "https://e.example/cb?x=1",
                     "https://e.example/cb#f",
                     "https://q.example/cb",
                     "https://q.example/cb?x=%31",
                     "http://[::1]:9/cb",
                     "http://w.example/app/x",
                     "https://w.example/application",
                     "https://w.example/app/%2e%2e/x",
                     "https://w.example/app/a b",
                     "https://w.example/app/{id}",
                     "https://w.example/app/\\x",
                     "https://w.example/app/x?y=<z>",
                     "https://w.example/app/`x"});
    }
    void oneOfSeveral()
    {
        QFETCH(const bool, isTaken);
        const QStringList allowed{u"https://w.example/app/*"_s,  u"/rel/*"_s,
                                  u"http://localhost/cb"_s,      u"http://127.0.0.1/cb"_s,
                                  u"https://e.example/cb"_s,     u"http://localhost:3000/cb3"_s,
                                  u"https://q.example/cb?x=1"_s, u"com.example.app:/cb"_s};
        const RedirectMatch match = matchRedirect(QString::fromLatin1(QTest::currentDataTag()), allowed,
                                                  habitsOf(JudgedAs::Keycloak), u"http://127.0.0.1:39859"_s);
        QCOMPARE(match.habit, isTaken ? Habit::Takes : Habit::Refuses);
    }

    void everythingFitsAStarByItself()
    {
        const auto match = [](const QString &sent) {
            return matchRedirect(sent, {u"*"_s}, habitsOf(JudgedAs::Keycloak), {}).habit;
        };
        QCOMPARE(match(u"https://a.example/x?y"_s), Habit::Takes);
        QCOMPARE(match(u"javascript:alert(1)"_s), Habit::Refuses);
    }

    void aRelativeOneNeedsTheServer()
    {
        const auto match = [](const QString &server) {
            return matchRedirect(u"/rel/x"_s, {u"/rel/*"_s}, habitsOf(JudgedAs::Keycloak), server).habit;
        };
        QCOMPARE(match({}), Habit::Refuses);
        QCOMPARE(match(u"https://idp.example"_s), Habit::Refuses);
    }

    void parametersOfAnswersMayBeTaken()
    {
        ServerHabits habits = habitsOf(JudgedAs::Keycloak);
        const QString sent = u"https://a.example/cb?state=1"_s;
        QCOMPARE(matchRedirect(sent, {u"https://a.example/*"_s}, habits, {}).habit, Habit::Refuses);
        habits.answerInRedirect = Habit::Takes;
        QCOMPARE(matchRedirect(sent, {u"https://a.example/*"_s}, habits, {}).habit, Habit::Takes);
        QVERIFY(keycloakRefusal(sent, answerNames(habits)).always.isEmpty());
    }

    void whyItIsRefused_data()
    {
        QTest::addColumn<QString>("always");
        QTest::addColumn<QString>("byPatterns");
        const auto row = [](const char *sent, const QString &always, const QString &byPatterns) {
            QTest::newRow(sent) << always << byPatterns;
        };
        row("https://a.example/cb", {}, {});
        row("https://a.example/a b", u"percent-encoded"_s, {});
        row("https://a.example/cb?x=1&Session_State=2", u"Session_State"_s, {});
        row("https://a.example/cb#iss=2", u"parameter iss"_s, {});
        row("https://me@a.example/cb", {}, u"user name"_s);
        row("https://a.example/a/../cb", {}, u"climbs"_s);
        row("https://a_b.example/cb", {}, u"no host name"_s);
    }
    void whyItIsRefused()
    {
        QFETCH(const QString, always);
        QFETCH(const QString, byPatterns);
        const KeycloakRefusal refusal = keycloakRefusal(QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(refusal.always.isEmpty(), always.isEmpty());
        QCOMPARE(refusal.byPatterns.isEmpty(), byPatterns.isEmpty());
        QVERIFY2(refusal.always.contains(always), qPrintable(refusal.always));
        QVERIFY2(refusal.byPatterns.contains(byPatterns), qPrintable(refusal.byPatterns));
    }
};

GATEHOUSE_TEST(RedirectMatchTest)
#include "tst_redirectmatch.moc"
