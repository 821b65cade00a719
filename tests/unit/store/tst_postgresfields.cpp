#include "store/engine/postgresql/PasswordFile.h"
#include "store/engine/postgresql/PostgresFields.h"
#include "store/engine/postgresql/UrlPassword.h"
#include "support/TestProgram.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// What a form asks of a database on a server, the URL that says the same, and where its password is.
class TestPostgresFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areOneWithTheUrl_data();
    void areOneWithTheUrl();
    void takeWhatPeopleType_data();
    void takeWhatPeopleType();
    void knowThisMachine_data();
    void knowThisMachine();
    void leaveNoPasswordInTheUrl_data();
    void leaveNoPasswordInTheUrl();
    void passwordFileIsReadAsByLibpq_data();
    void passwordFileIsReadAsByLibpq();
    void passwordIsFoundWhereLibpqLooks();
    void filesOfLibpqAreKnown();
};

void TestPostgresFields::areOneWithTheUrl_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<PostgresFields>("fields");
    const auto row = [](const char *name, const QString &url, const PostgresFields &fields) {
        QTest::newRow(name) << url << fields;
    };
    row("plain", u"postgresql://gate@db.example.com/gatehouse"_s,
        {.hosts = u"db.example.com"_s, .database = u"gatehouse"_s, .user = u"gate"_s});
    row("nothing but a name", u"postgresql:///g"_s, {.database = u"g"_s});
    row("several hosts", u"postgresql://h1:5432,h2,h3:6000/g?target_session_attrs=read-write"_s,
        {.hosts = u"h1:5432,h2,h3:6000"_s, .database = u"g"_s, .session = u"read-write"_s});
    row("IPv6", u"postgresql://[2001:db8::1]:6000,[::1]/g"_s,
        {.hosts = u"[2001:db8::1]:6000,[::1]"_s, .database = u"g"_s});
    row("a socket", u"postgresql:///g?host=/run/postgresql&port=5433"_s,
        {.hosts = u"/run/postgresql:5433"_s, .database = u"g"_s});
    row("a socket and nothing else", u"postgresql:///g?host=/run/postgresql"_s,
        {.hosts = u"/run/postgresql"_s, .database = u"g"_s});
    row("TLS", u"postgresql://h/g?sslmode=verify-full&sslrootcert=/a%20b/ca.pem"_s,
        {.hosts = u"h"_s, .database = u"g"_s, .tls = u"verify-full"_s, .rootCertificate = u"/a b/ca.pem"_s});
    row("encoded", u"postgresql://a%40b@h/my%20d%27b%5C%2F%3F%25"_s,
        {.hosts = u"h"_s, .database = u"my d'b\\/?%"_s, .user = u"a@b"_s});
    row("what no field has",
        u"postgresql://h/g?sslmode=disable&connect_timeout=3&options=-csearch_path%3Diam"_s,
        {.hosts = u"h"_s,
         .database = u"g"_s,
         .tls = u"disable"_s,
         .others = {{u"connect_timeout"_s, u"3"_s}, {u"options"_s, u"-csearch_path=iam"_s}}});
    row("another kind of server", u"postgresql://h1,h2/g?target_session_attrs=prefer-standby"_s,
        {.hosts = u"h1,h2"_s, .database = u"g"_s, .session = u"prefer-standby"_s});
}

void TestPostgresFields::areOneWithTheUrl()
{
    QFETCH(const QString, url);
    QFETCH(const PostgresFields, fields);
    const auto read = PostgresFields::from(url);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text));
    QCOMPARE(read->hosts, fields.hosts);
    QCOMPARE(read->database, fields.database);
    QCOMPARE(read->user, fields.user);
    QCOMPARE(read->tls, fields.tls);
    QCOMPARE(read->rootCertificate, fields.rootCertificate);
    QCOMPARE(read->session, fields.session);
    QCOMPARE(read->others, fields.others);
    QCOMPARE(fields.url(), url);
}

/// What is typed into the fields, and the URL that libpq gets: what is typed cannot become another part of
/// it.
void TestPostgresFields::takeWhatPeopleType_data()
{
    QTest::addColumn<QString>("hosts");
    QTest::addColumn<QString>("url");
    QTest::newRow("spaces") << u" h1:5432, h2 "_s << u"postgresql://h1:5432,h2/g"_s;
    QTest::newRow("IPv6 without brackets") << u"::1"_s << u"postgresql://[::1]/g"_s;
    QTest::newRow("no port") << u"h:abc"_s << u"postgresql://h:abc/g"_s;
    QTest::newRow("parts of a URL") << u"a@b/c?d"_s << u"postgresql://a%40b%2Fc%3Fd/g"_s;
    QTest::newRow("a port that is none") << u"h:x@y"_s << u"postgresql://h:x%40y/g"_s;
    QTest::newRow("abstract socket") << u"@gate"_s << u"postgresql:///g?host=%40gate"_s;
    QTest::newRow("commas alone") << u",,"_s << u"postgresql:///g"_s;
}

void TestPostgresFields::takeWhatPeopleType()
{
    QFETCH(const QString, hosts);
    QFETCH(const QString, url);
    QCOMPARE((PostgresFields{.hosts = hosts, .database = u"g"_s}).url(), url);
}

void TestPostgresFields::knowThisMachine_data()
{
    QTest::addColumn<QString>("hosts");
    QTest::addColumn<bool>("isHere");
    QTest::addColumn<bool>("areSeveral");
    QTest::newRow("nothing") << QString() << true << false;
    QTest::newRow("socket") << u"/run/postgresql"_s << true << false;
    QTest::newRow("localhost") << u"localhost:5433"_s << true << false;
    QTest::newRow("loopback") << u"127.0.0.1,[::1]:5432"_s << true << true;
    QTest::newRow("elsewhere") << u"db.example.com"_s << false << false;
    QTest::newRow("here and elsewhere") << u"localhost,db"_s << false << true;
    QTest::newRow("looks like loopback") << u"127.example.com"_s << false << false;
    QTest::newRow("a comma at the end") << u"db,"_s << false << false;
}

void TestPostgresFields::knowThisMachine()
{
    QFETCH(const QString, hosts);
    const PostgresFields fields{.hosts = hosts};
    QTEST(fields.isOnThisMachine(), "isHere");
    QTEST(fields.hasSeveralHosts(), "areSeveral");
}

void TestPostgresFields::leaveNoPasswordInTheUrl_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("password");
    const auto row = [](const char *name, const QString &pasted, const QString &url,
                        const QString &password) { QTest::newRow(name) << pasted << url << password; };
    const QString plain = u"postgresql://gate@db/g"_s;
    row("none", plain, plain, {});
    row("no user", u"postgresql://db:5432/g"_s, u"postgresql://db:5432/g"_s, {});
    row("behind the user", u"postgresql://gate:s3cret@db/g"_s, plain, u"s3cret"_s);
    row("the other scheme", u"postgres://gate:s3cret@db/g"_s, u"postgres://gate@db/g"_s, u"s3cret"_s);
    row("encoded", u"postgresql://gate:s%2F%40%3A3@db/g"_s, plain, u"s/@:3"_s);
    row("empty", u"postgresql://gate:@db/g"_s, plain, {});
    row("with a colon", u"postgresql://gate:s:3@db/g"_s, plain, u"s:3"_s);
    row("with an @ that is not encoded", u"postgresql://gate:s@3@db/g"_s, plain, u"s@3"_s);
    row("with a slash that is not encoded", u"postgresql://gate:s/3@db/g"_s, plain, u"s/3"_s);
    row("with a question mark that is not encoded", u"postgresql://gate:s?3@db/g"_s, plain, u"s?3"_s);
    row("with a colon in disguise", u"postgresql://gate%3as3cret@db/g"_s, plain, u"s3cret"_s);
    row("digits, then a slash", u"postgresql://gate:12/3@db:5432/g"_s, u"postgresql://gate@db:5432/g"_s,
        u"12/3"_s);
    row("digits, then a question mark", u"postgresql://gate:12?3@db/g"_s, plain, u"12?3"_s);
    row("no password before a path with an @", u"postgresql://db:5432/g@h"_s, u"postgresql://db:5432/g@h"_s,
        {});
    row("no password before a parameter with an @", u"postgresql://db:5432/g?user=a@b&sslrootcert=/a/b"_s,
        u"postgresql://db:5432/g?user=a@b&sslrootcert=/a/b"_s, {});
    row("digits, then a slash, and parameters", u"postgresql://gate:12/3@db/g?sslmode=require"_s,
        u"postgresql://gate@db/g?sslmode=require"_s, u"12/3"_s);
    row("IPv6", u"postgresql://gate:p@[::1]:5432,[::2]/g"_s, u"postgresql://gate@[::1]:5432,[::2]/g"_s,
        u"p"_s);
    row("IPv6 without", u"postgresql://[::1]:5432/g@h"_s, u"postgresql://[::1]:5432/g@h"_s, {});
    row("several hosts without", u"postgresql://a:1,b:2/g@h"_s, u"postgresql://a:1,b:2/g@h"_s, {});
    row("as a parameter", u"postgresql://gate@db/g?sslmode=require&password=s%263"_s,
        u"postgresql://gate@db/g?sslmode=require"_s, u"s&3"_s);
    row("as the only parameter", u"postgresql://gate@db/g?password=s3cret"_s, plain, u"s3cret"_s);
    row("as a parameter in disguise", u"postgresql://gate@db/g?p%61ssword=s3cret"_s, plain, u"s3cret"_s);
    row("of another program", u"mysql://gate:s3cret@db/g"_s, u"mysql://gate@db/g"_s, u"s3cret"_s);
    row("no URL", u"gate:s3cret"_s, u"gate:s3cret"_s, {});
}

void TestPostgresFields::leaveNoPasswordInTheUrl()
{
    QFETCH(const QString, pasted);
    const SplitUrl split = withoutPassword(pasted);
    QTEST(split.url, "url");
    QTEST(split.password, "password");
}

void TestPostgresFields::passwordFileIsReadAsByLibpq_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("isThere");
    const auto row = [](const char *name, const char *content, bool isThere) {
        QTest::newRow(name) << QByteArray(content) << isThere;
    };
    row("all said", "db:5432:g:gate:s3cret\n", true);
    row("anything", "*:*:*:*:s3cret", true);
    row("the second line", "other:*:*:*:x\ndb:*:g:*:y\n", true);
    row("escaped", "d\\b:5432:\\g:gate:s", true);
    row("another host", "db2:5432:g:gate:s3cret\n", false);
    row("another port", "db:5433:g:gate:s3cret\n", false);
    row("another database", "db:5432:h:gate:s3cret\n", false);
    row("another user", "db:5432:g:other:s3cret\n", false);
    row("no password", "db:5432:g:gate:\n", false);
    row("cut off", "db:5432:g\n", false);
    row("a comment", "#db:5432:g:gate:s3cret\n", false);
    row("a star among others", "d*:5432:g:gate:s3cret\n", false);
    row("nothing", "", false);
}

void TestPostgresFields::passwordFileIsReadAsByLibpq()
{
    QFETCH(const QByteArray, content);
    QTEST(isInPasswordFile(content, {u"db"_s, u"5432"_s, u"g"_s, u"gate"_s}), "isThere");
}

void TestPostgresFields::passwordIsFoundWhereLibpqLooks()
{
    for (const char *variable : {"PGPASSWORD", "PGPASSFILE", "PGPORT"})
        qunsetenv(variable);
    const auto cleanUp = qScopeGuard([] { qunsetenv("PGPASSWORD"), qunsetenv("PGPASSFILE"); });
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"pgpass"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("second:5432:g:gate:s3cret\n");
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const auto address = PostgresAddress::parse(u"postgresql://gate@first,second/g"_s);
    QVERIFY(address);
    qputenv("PGPASSFILE", QFile::encodeName(folder.filePath(u"missing"_s)));
    QCOMPARE(whereLibpqHasPassword(*address), QString());
    qputenv("PGPASSFILE", QFile::encodeName(file.fileName()));
    QCOMPARE(whereLibpqHasPassword(*address), file.fileName());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
    QCOMPARE(whereLibpqHasPassword(*address), QString());
    qputenv("PGPASSWORD", "s3cret");
    QCOMPARE(whereLibpqHasPassword(*address), u"PGPASSWORD"_s);
}

/// No export is written over them.
void TestPostgresFields::filesOfLibpqAreKnown()
{
    for (const char *variable : {"PGPASSFILE", "PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY", "PGSSLCRL"})
        qunsetenv(variable);
    const auto cleanUp = qScopeGuard([] { qunsetenv("PGPASSFILE"), qunsetenv("PGSSLKEY"); });
    const QDir home = QDir::home();
    const auto plain = PostgresAddress::parse(u"postgresql://gate@db/g"_s);
    QVERIFY(plain);
    const QStringList usual{home.filePath(u".pgpass"_s), home.filePath(u".postgresql/root.crt"_s),
                            home.filePath(u".postgresql/postgresql.crt"_s),
                            home.filePath(u".postgresql/postgresql.key"_s),
                            home.filePath(u".postgresql/root.crl"_s)};
    QCOMPARE(filesOfLibpq(*plain), usual);
    qputenv("PGPASSFILE", "/env/pass");
    qputenv("PGSSLKEY", "/env/key");
    const auto named = PostgresAddress::parse(
        u"postgresql://gate@db/g?passfile=/named/pass&sslrootcert=/named/root&sslcert=/named/cert"_s);
    QVERIFY(named);
    const QStringList files = filesOfLibpq(*named);
    for (const char *file : {"/named/pass", "/named/root", "/named/cert", "/env/key"})
        QVERIFY2(files.contains(QLatin1StringView(file)), file);
    QVERIFY(!files.contains(u"/env/pass"_s));
}

GATEHOUSE_TEST(TestPostgresFields)
#include "tst_postgresfields.moc"
