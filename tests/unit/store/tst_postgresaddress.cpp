#include "store/DatabaseUrl.h"
#include "store/engine/postgresql/HostOrder.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// URLs of PostgreSQL: what libpq is told of them, and what is refused.
class TestPostgresAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsLibpq_data();
    void tellsLibpq();
    void refuses_data();
    void refuses();
    void tellsNoPassword_data();
    void tellsNoPassword();
    void alwaysSets();
    void asksHostsOneByOne_data();
    void asksHostsOneByOne();
    void whoAnsweredLastIsAskedFirst_data();
    void whoAnsweredLastIsAskedFirst();
};

void TestPostgresAddress::tellsLibpq_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("told"); // without what is always set
    const auto row = [](const char *name, const QString &url, const QString &told) {
        QTest::newRow(name) << url << told;
    };
    row("plain", u"postgresql://gate@db.example.com/gatehouse"_s,
        u"host='db.example.com' user='gate' dbname='gatehouse'"_s);
    row("the other scheme", u"postgres://db/gatehouse"_s, u"host='db' dbname='gatehouse'"_s);
    row("several hosts", u"postgresql://gate@h1:5432,h2,h3:6000/g?target_session_attrs=read-write"_s,
        u"host='h1,h2,h3' user='gate' dbname='g' target_session_attrs='read-write' port='5432,,6000'"_s);
    row("one port", u"postgresql://h1:6000/g"_s, u"host='h1' dbname='g' port='6000'"_s);
    row("IPv6", u"postgresql://[2001:db8::1]:6000,[::1]/g"_s,
        u"host='2001:db8::1,::1' dbname='g' port='6000,'"_s);
    row("a socket", u"postgresql:///g?host=/run/postgresql&port=5433"_s,
        u"host='/run/postgresql' dbname='g' port='5433'"_s);
    row("a socket as a host", u"postgresql://%2Frun%2Fpostgresql/g"_s,
        u"host='/run/postgresql' dbname='g'"_s);
    row("nothing but a name", u"postgresql:///g"_s, u"dbname='g'"_s);
    row("all as parameters", u"postgresql://?host=h&user=u&dbname=g"_s, u"host='h' user='u' dbname='g'"_s);
    row("encoded", u"postgresql://a%40b@h/my%20d%27b%5C"_s, u"host='h' user='a@b' dbname='my d\\'b\\\\'"_s);
    row("TLS", u"postgresql://h/g?sslmode=verify-full&sslrootcert=/a%20b/ca.pem"_s,
        u"host='h' dbname='g' sslmode='verify-full' sslrootcert='/a b/ca.pem'"_s);
    row("TLS as Java writes it", u"postgresql://h/g?ssl=true"_s, u"host='h' dbname='g' sslmode='require'"_s);
    row("options", u"postgresql://h/g?options=-csearch_path%3Diam"_s,
        u"host='h' dbname='g' options='-csearch_path=iam'"_s);
    row("several options", u"postgresql://h/g?options=-c%20search_path%3Da%5C%20b%20--role%3Dgate"_s,
        u"host='h' dbname='g' options='-c search_path=a\\\\ b --role=gate'"_s);
    row("a pooler's option", u"postgresql://h/g?options=endpoint%3Dep-1"_s,
        u"host='h' dbname='g' options='endpoint=ep-1'"_s);
    row("UTF-8, which it is anyway", u"postgresql://h/g?client_encoding=UTF-8"_s, u"host='h' dbname='g'"_s);
    row("a name for want of another", u"postgresql://h/g?fallback_application_name=x"_s,
        u"host='h' dbname='g'"_s);
    row("a name that is encoded", u"postgresql://h/g?ssl%6Dode=require"_s,
        u"host='h' dbname='g' sslmode='require'"_s);
    row("no value", u"postgresql://h/g?sslmode="_s, u"host='h' dbname='g' sslmode=''"_s);
}

void TestPostgresAddress::tellsNoPassword_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("words of libpq") << u"host=h password=SECRETPW dbname=g"_s;
    QTest::newRow("words with a colon") << u"host=h password=SECRETPW:1"_s;
    QTest::newRow("a password alone") << u"SECRETPW"_s;
    QTest::newRow("another program's") << u"mysql://gate:SECRETPW@h/g"_s;
    QTest::newRow("behind the user") << u"postgresql://gate:SECRETPW@h/g"_s;
    QTest::newRow("a colon in disguise") << u"postgresql://gate%3ASECRETPW@h/g"_s;
    QTest::newRow("a colon in a parameter") << u"postgresql://h/g?user=gate%3aSECRETPW"_s;
    QTest::newRow("digits, then a slash") << u"postgresql://gate:123/SECRETPW@h:54417/g"_s;
    QTest::newRow("digits, then a question mark") << u"postgresql://gate:123?SECRETPW@h/g"_s;
    QTest::newRow("digits, then a hash") << u"postgresql://gate:123/#SECRETPW"_s;
    QTest::newRow("two signs") << u"postgresql://gate@SECRETPW@h/g"_s;
    QTest::newRow("an ampersand for a question mark") << u"postgresql://h/g&password=SECRETPW"_s;
    QTest::newRow("behind a space") << u"postgresql://h/g password=SECRETPW"_s;
    QTest::newRow("in the name, encoded") << u"postgresql://h/g%20password%3DSECRETPW"_s;
    QTest::newRow("a URL in the name") << u"postgresql://h/postgresql%3A%2F%2Fu%3ASECRETPW%40h"_s;
    QTest::newRow("words as a name") << u"postgresql://?dbname=password%3DSECRETPW"_s;
    QTest::newRow("a parameter") << u"postgresql://h/g?password=SECRETPW"_s;
    QTest::newRow("a parameter in disguise") << u"postgresql://h/g?p%61ssword=SECRETPW"_s;
    QTest::newRow("of a key") << u"postgresql://h/g?sslpassword=SECRETPW"_s;
    QTest::newRow("as another value") << u"postgresql://h/g?sslmode=SECRETPW"_s;
    QTest::newRow("as a port") << u"postgresql://h/g?port=SECRETPW"_s;
}

void TestPostgresAddress::tellsNoPassword()
{
    QFETCH(const QString, text);
    const auto parsed = DatabaseUrl::parse(text);
    QVERIFY(!parsed);
    QVERIFY2(!parsed.error().text.contains(u"SECRET"_s), qPrintable(parsed.error().text));
    QVERIFY2(parsed.error().text.contains(u"Write"_s) || parsed.error().text.contains(u"There are"_s) ||
                 parsed.error().text.contains(u"is written"_s),
             qPrintable(parsed.error().text));
}

void TestPostgresAddress::tellsLibpq()
{
    QFETCH(const QString, url);
    QFETCH(const QString, told);
    const auto parsed = DatabaseUrl::parse(url);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text));
    QVERIFY(!parsed->isFile());
    QVERIFY(parsed->path().isEmpty());
    QCOMPARE(parsed->text(), url);
    const QString always = u" tcp_user_timeout=20000 keepalives_idle=10 keepalives_interval=3 "
                           u"keepalives_count=3 connect_timeout=10 "
                           "application_name=gatehouse"_s;
    QCOMPARE(parsed->server().connectionText(), told + always);
}

void TestPostgresAddress::refuses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const QString &url, const QString &why) {
        QTest::newRow(name) << url << why;
    };
    row("no database", u"postgresql://host"_s, u"names no database"_s);
    row("no database behind the slash", u"postgresql://host/"_s, u"names no database"_s);
    row("no port", u"postgresql://host:abc/g"_s, u"is no port"_s);
    row("port 0", u"postgresql://host:0/g"_s, u"is no port"_s);
    row("port beyond all", u"postgresql://host:65536/g"_s, u"is no port"_s);
    row("open bracket", u"postgresql://[::1/g"_s, u"bracket"_s);
    row("bad code", u"postgresql://host/g%zz"_s, u"percent-encoded"_s);
    row("cut code", u"postgresql://host/g%2"_s, u"percent-encoded"_s);
    row("NUL", u"postgresql://host/g%00"_s, u"percent-encoded"_s);
    row("semicolon", u"postgresql://host/g?passfile=/a;b"_s, u"semicolon"_s);
    row("unknown parameter", u"postgresql://host/g?replication=database"_s, u"parameter"_s);
    row("encoding", u"postgresql://host/g?client_encoding=LATIN1"_s, u"UTF8"_s);
    row("no port as a parameter", u"postgresql://host/g?port=5432,x"_s, u"is no port"_s);
    row("no mode of TLS", u"postgresql://host/g?sslmode=bogus"_s, u"verify-full"_s);
    row("in capitals", u"postgresql://host/g?sslmode=Require"_s, u"verify-full"_s);
    row("a part of one", u"postgresql://host/g?target_session_attrs=read"_s, u"read-write"_s);
    row("two at once", u"postgresql://host/g?target_session_attrs=read-only%20primary"_s, u"read-write"_s);
    row("more ports than hosts", u"postgresql://h1,h2/g?port=5432,5433,5434"_s, u"one port"_s);
    row("ports without hosts", u"postgresql:///g?port=5432,5433"_s, u"one port"_s);
    row("more addresses than hosts", u"postgresql://h1/g?hostaddr=10.0.0.1,10.0.0.2"_s, u"hostaddr"_s);
    row("password in a host", u"postgresql:///g?host=anna:s3cret@h"_s, u"password"_s);
    row("service", u"postgresql://host/g?service=other"_s, u"parameter"_s);
    for (const QString &options :
         {u"-c%20default_transaction_read_only%3Don"_s, u"-csession_replication_role%3Dreplica"_s,
          u"--session-replication-role%3Dreplica"_s, u"-csearch_path%3Da%20-c%20transform_null_equals%3Don"_s,
          u"-csearch_path%3Da%20-d%205"_s, u"-csearch_path"_s, u"row_security%3Doff"_s})
        row(qPrintable(options), u"postgresql://host/g?options="_s + options,
            u"search_path and role alone"_s);
}

void TestPostgresAddress::refuses()
{
    QFETCH(const QString, url);
    QFETCH(const QString, why);
    const auto parsed = DatabaseUrl::parse(url);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().text.contains(why), qPrintable(parsed.error().text));
}

void TestPostgresAddress::alwaysSets()
{
    for (const auto &[seconds, expected] :
         {std::pair{u"3"_s, 3}, {u"0"_s, 10}, {u"-1"_s, 10}, {u"x"_s, 10}, {u""_s, 10}}) {
        const auto parsed = DatabaseUrl::parse(u"postgresql://h/g?connect_timeout="_s + seconds);
        QVERIFY(parsed);
        QCOMPARE(parsed->server().connectSeconds(), expected);
        QVERIFY(parsed->server().driverOptions().contains(u"connect_timeout=%1 "_s.arg(expected)));
    }
    const auto named = DatabaseUrl::parse(u"postgresql://h/g?application_name=iam"_s);
    QVERIFY(named->server().driverOptions().contains(u"application_name='iam'"_s));
    QVERIFY(!named->server().driverOptions().contains(u"application_name=gatehouse"_s));
    const auto timeout = DatabaseUrl::parse(u"postgresql://h/g?tcp_user_timeout=5"_s);
    QVERIFY(!timeout->server().driverOptions().contains(u"20000"_s));
}

void TestPostgresAddress::asksHostsOneByOne_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("hasChoice");
    QTest::addColumn<QStringList>("each");
    QTest::newRow("one") << u"postgresql://h1:6000/g"_s << false << QStringList{u"h1:6000"_s};
    QTest::newRow("a socket") << u"postgresql:///g"_s << false << QStringList{u":"_s};
    QTest::newRow("several") << u"postgresql://h1:5432,h2/g"_s << true << QStringList{u"h1:5432"_s, u"h2:"_s};
    QTest::newRow("one port") << u"postgresql://?host=h1,h2&port=6000&dbname=g"_s << true
                              << QStringList{u"h1:6000"_s, u"h2:6000"_s};
    QTest::newRow("it says which") << u"postgresql://h1,h2/g?target_session_attrs=any"_s << false
                                   << QStringList{u"h1:"_s, u"h2:"_s};
    QTest::newRow("their addresses") << u"postgresql://h1,h2/g?hostaddr=10.0.0.1,10.0.0.2"_s << true
                                     << QStringList();
}

void TestPostgresAddress::asksHostsOneByOne()
{
    QFETCH(const QString, url);
    const auto parsed = DatabaseUrl::parse(url);
    QVERIFY(parsed);
    QTEST(parsed->server().hasChoice(), "hasChoice");
    QStringList each;
    for (const PostgresAddress &host : parsed->server().eachHost())
        each << host.hosts() + u':' + host.ports();
    QTEST(each, "each");
}

void TestPostgresAddress::whoAnsweredLastIsAskedFirst_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<PostgresAddress::Host>("answered");
    QTest::addColumn<QString>("asked");
    const auto row = [](const char *name, const QString &url, const PostgresAddress::Host &answered,
                        const QString &asked) { QTest::newRow(name) << url << answered << asked; };
    row("the second", u"postgresql://a1:5432,a2:6000/g"_s, {u"a2"_s, u"6000"_s},
        u"host='a2,a1' dbname='g' port='6000,5432'"_s);
    row("the third", u"postgresql://b1,b2,b3/g"_s, {u"b3"_s, u"5432"_s}, u"host='b3,b1,b2' dbname='g'"_s);
    row("the first", u"postgresql://c1,c2/g"_s, {u"c1"_s, u"5432"_s}, u"host='c1,c2' dbname='g'"_s);
    row("one host, several ports", u"postgresql://d:1,d:2/g"_s, {u"d"_s, u"2"_s},
        u"host='d,d' dbname='g' port='2,1'"_s);
    row("one port for all", u"postgresql://?host=e1,e2&port=6000&dbname=g"_s, {u"e2"_s, u"6000"_s},
        u"host='e2,e1' dbname='g' port='6000'"_s);
    row("their addresses", u"postgresql://f1,f2/g?hostaddr=10.0.0.1,10.0.0.2"_s, {u"f2"_s, u"5432"_s},
        u"host='f2,f1' dbname='g' hostaddr='10.0.0.2,10.0.0.1'"_s);
    row("the one that is written to", u"postgresql://g1,g2/g?target_session_attrs=read-write"_s,
        {u"g2"_s, u"5432"_s}, u"host='g2,g1' dbname='g' target_session_attrs='read-write'"_s);
    row("their order is what is wanted", u"postgresql://h1,h2/g?target_session_attrs=any"_s,
        {u"h2"_s, u"5432"_s}, u"host='h1,h2' dbname='g' target_session_attrs='any'"_s);
    row("none of them", u"postgresql://i1,i2/g"_s, {u"i3"_s, u"5432"_s}, u"host='i1,i2' dbname='g'"_s);
    row("there is but one", u"postgresql://j1/g"_s, {u"j1"_s, u"5432"_s}, u"host='j1' dbname='g'"_s);
}

void TestPostgresAddress::whoAnsweredLastIsAskedFirst()
{
    QFETCH(const QString, url);
    QFETCH(const PostgresAddress::Host, answered);
    QFETCH(const QString, asked);
    const auto parsed = DatabaseUrl::parse(url);
    QVERIFY(parsed);
    hostorder::noteAnswer(parsed->server(), answered);
    const auto ordered = hostorder::byAnswer(parsed->server());
    QVERIFY2(ordered.connectionText().startsWith(asked + u' '), qPrintable(ordered.connectionText()));
}

GATEHOUSE_TEST(TestPostgresAddress)
#include "tst_postgresaddress.moc"
