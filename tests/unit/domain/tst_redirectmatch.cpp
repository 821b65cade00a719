#include "domain/explain/RedirectMatch.h"

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
    void keycloak()
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
};

GATEHOUSE_TEST(RedirectMatchTest)
#include "tst_redirectmatch.moc"
