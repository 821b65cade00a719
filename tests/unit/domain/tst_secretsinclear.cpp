#include "JsonLiteral.h"
#include "SampleClients.h"

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonText.h"

#include <QBuffer>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

namespace {

constexpr auto first = "K2s8vQp1-Zr6yTn4_Wb0mXc3Lh7Dg9Fj5Ae";
constexpr auto second = "another-\"Secret\\0f-32-characters.XYZ";
constexpr auto third = "third.Secret~of-32-characters_7Q4RsT";

/// As it would be stored; sealed with itself, which the test's source opens.
ClientSecret made(const QByteArray &text, bool isSealed, const QDateTime &created,
                  const QDateTime &expires = {})
{
    ClientSecret secret = storedSecret(text, {}, created, expires);
    if (isSealed)
        secret.sealed = text;
    return secret;
}

ClientSecret damaged(const QByteArray &text, const QDateTime &created)
{
    ClientSecret secret = made(text, true, created);
    secret.sealed = "damaged";
    return secret;
}

ExportHead head(bool asksForSecrets)
{
    ExportHead head;
    head.now = samples::now();
    if (asksForSecrets) {
        head.secrets = [](const ClientApplication &, const ClientSecret &secret) -> Result<QByteArray> {
            if (secret.sealed == "damaged")
                return fail(Error::Kind::Rule, u"Secret …%1 cannot be opened."_s.arg(secret.lastFour));
            return QByteArray(secret.sealed.constData(), secret.sealed.size());
        };
    }
    return head;
}

struct Export
{
    QByteArray document;
    QString loss; ///< of the secrets
};

Export exported(const QString &format, const QList<ClientSecret> &secrets, bool asksForSecrets)
{
    ClientApplication client = samples::openId();
    client.secrets = secrets;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto writer = formatByName(format).value()->writer(buffer);
    Export result;
    if (!writer->begin(head(asksForSecrets)))
        return result;
    const auto losses = writer->add(client);
    if (!losses || !writer->end())
        return result;
    for (const Loss &loss : *losses) {
        if (loss.field == "Secrets"_L1)
            result.loss += loss.text + u'\n';
    }
    result.document = buffer.data();
    return result;
}

Json clientIn(const QByteArray &document)
{
    const Json root = json::parse(document).value();
    return root.is_array() ? root.front() : root["clients"].front();
}

ImportedClient read(const QByteArray &secret)
{
    const QByteArray file =
        quoted("{'format':'gatehouse','version':1,'clients':[{'client_id':'a','secrets':[{") + secret +
        "}]}]}";
    return formatByName(u"gatehouse"_s).value()->read(file, samples::now()).value().clients.first();
}

const QDateTime day1 = samples::time(2026, 1, 1);
const QDateTime day2 = samples::time(2026, 2, 1);
const QDateTime day3 = samples::time(2026, 2, 20);

}

/// Client secrets in clear, in and out of files.
class TestSecretsInClear : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneSecret_data();
    void oneSecret();
    void neverUnlessAskedFor_data();
    void neverUnlessAskedFor();
    void theRemedyUsesTheWordsOfTheFormat_data();
    void theRemedyUsesTheWordsOfTheFormat();
    void gatehouseHasEach();
    void readsTheSecretWithItsHash();
    void readsTheSecretAlone();
    void refusesAnotherHash();
    void takesNoSecretThatIsNone_data();
    void takesNoSecretThatIsNone();
};

void TestSecretsInClear::oneSecret_data()
{
    QTest::addColumn<QList<ClientSecret>>("secrets");
    QTest::addColumn<QByteArray>("written"); ///< empty: none
    QTest::addColumn<qint64>("expires");
    QTest::addColumn<QString>("loss"); ///< a part of it; empty: none at all
    const QDateTime past = samples::now().addSecs(-1);
    const QDateTime ahead = samples::now().addDays(9);

    QTest::newRow("none") << QList<ClientSecret>() << QByteArray() << 0LL << u"There is none"_s;
    QTest::newRow("encrypted") << QList{made(first, true, day1)} << QByteArray(first) << 0LL << QString();
    QTest::newRow("one that JSON escapes")
        << QList{made(second, true, day1)} << QByteArray(second) << 0LL << QString();
    QTest::newRow("expires") << QList{made(first, true, day1, ahead)} << QByteArray(first)
                             << ahead.toSecsSinceEpoch() << QString();
    QTest::newRow("expires this second")
        << QList{made(first, true, day1, samples::now())} << QByteArray(first)
        << samples::now().toSecsSinceEpoch() << QString();
    QTest::newRow("expired") << QList{made(first, true, day1, past)} << QByteArray() << 0LL
                             << u"All have expired"_s;
    QTest::newRow("hashed") << QList{made(first, false, day1)} << QByteArray() << 0LL
                            << u"add a new one encrypted"_s;
    QTest::newRow("the newest") << QList{made(third, true, day2), made(first, true, day1)}
                                << QByteArray(third) << 0LL << u"one of the 2 secrets: …4RsT"_s;
    QTest::newRow("the last of the same second")
        << QList{made(first, true, day1), made(third, true, day1)} << QByteArray(third) << 0LL
        << u"one of the 2 secrets: …4RsT"_s;
    QTest::newRow("the newest that has not expired")
        << QList{made(first, true, day1), made(third, true, day2, past)} << QByteArray(first) << 0LL
        << QString();
    QTest::newRow("an older one, the newest is hashed")
        << QList{made(first, true, day1), made(third, false, day2)} << QByteArray(first) << 0LL
        << u"one of the 2 secrets: …j5Ae"_s;
    QTest::newRow("damaged") << QList{damaged(first, day1)} << QByteArray() << 0LL
                             << u"…j5Ae cannot be opened"_s;
    QTest::newRow("an older one, the newest is damaged")
        << QList{made(first, true, day1), damaged(third, day3)} << QByteArray(first) << 0LL
        << u"…4RsT cannot be opened"_s;
}

void TestSecretsInClear::oneSecret()
{
    QFETCH(const QList<ClientSecret>, secrets);
    QFETCH(const QByteArray, written);
    QFETCH(const qint64, expires);
    QFETCH(const QString, loss);
    for (const QString &format : {u"rfc7591"_s, u"oidc-provider"_s}) {
        const Export result = exported(format, secrets, true);
        const Json client = clientIn(result.document);
        QCOMPARE(client.contains("client_secret"), !written.isEmpty());
        QCOMPARE(client.contains("client_secret_expires_at"), !written.isEmpty());
        if (!written.isEmpty()) {
            QCOMPARE(client["client_secret"].get<std::string>(), written.toStdString());
            QCOMPARE(client["client_secret_expires_at"].get<qint64>(), expires);
        }
        QCOMPARE(result.loss.isEmpty(), loss.isEmpty());
        QVERIFY2(result.loss.contains(loss), qPrintable(result.loss));
        for (const auto *secret : {first, second, third})
            QVERIFY(!result.loss.contains(QLatin1StringView(secret)));
    }
}

void TestSecretsInClear::neverUnlessAskedFor_data()
{
    QTest::addColumn<QString>("format");
    for (const ClientFormat *format : exportFormats())
        QTest::addRow("%s", qPrintable(format->name())) << format->name();
}

void TestSecretsInClear::neverUnlessAskedFor()
{
    QFETCH(const QString, format);
    const Export result = exported(format, {made(first, true, day1)}, false);
    QVERIFY(result.document.contains("Portal.Web"));
    QVERIFY(!result.document.contains(first));
    QVERIFY(!result.document.contains("client_secret\":"));
    const bool holdsHashes = format == "gatehouse"_L1 || format == "identityserver"_L1;
    if (!holdsHashes)
        QVERIFY2(result.loss.contains("Export with secrets"_L1), qPrintable(result.loss));
}

void TestSecretsInClear::theRemedyUsesTheWordsOfTheFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("end");
    const QString notSaid = u"the format cannot say that"_s;
    const QString seconds = QString::number(samples::now().addDays(9).toSecsSinceEpoch());
    const auto add = [](const QString &format, const QString &secret, const QString &end) {
        QTest::addRow("%s", qPrintable(format)) << format << secret << end;
    };
    add(u"rfc7591"_s, u" as client_secret."_s, u"add client_secret_expires_at "_s + seconds);
    add(u"oidc-provider"_s, u" as client_secret."_s, u"add client_secret_expires_at "_s + seconds);
    add(u"hydra"_s, u" as client_secret."_s, notSaid);
    add(u"glewlwyd"_s, u" as password."_s, notSaid);
    add(u"keycloak"_s, u" as secret."_s, u"add attributes[\"client.secret.expiration.time\"] "_s + seconds);
    add(u"skoruba"_s, u" as Value."_s,
        u"add Expiration "_s + samples::now().addDays(9).toString(u"yyyy-MM-ddTHH:mm:ss"_s));
}

void TestSecretsInClear::theRemedyUsesTheWordsOfTheFormat()
{
    QFETCH(const QString, format);
    QFETCH(const QString, secret);
    QFETCH(const QString, end);
    const QString loss = exported(format, {made(first, true, day1, samples::now().addDays(9))}, false).loss;
    QVERIFY2(loss.contains(secret), qPrintable(loss));
    QVERIFY2(loss.contains(end), qPrintable(loss));
    QVERIFY(exported(format, {}, false).loss.contains(secret));
}

void TestSecretsInClear::gatehouseHasEach()
{
    const QDateTime past = samples::now().addSecs(-1);
    const Export result =
        exported(u"gatehouse"_s,
                 {made(first, true, day1), made(second, true, day2, past), made(third, false, day2)}, true);
    const Json secrets = clientIn(result.document)["secrets"];
    QCOMPARE(secrets[0]["secret"].get<std::string>(), std::string(first));
    QCOMPARE(secrets[1]["secret"].get<std::string>(), std::string(second));
    QVERIFY(!secrets[2].contains("secret"));
    QVERIFY2(result.loss.contains(u"…4RsT is kept as a hash"_s), qPrintable(result.loss));
    QCOMPARE(result.loss.count(u'\n'), 1);
    QVERIFY(exported(u"gatehouse"_s, {made(third, false, day2)}, false).loss.isEmpty());
}

void TestSecretsInClear::readsTheSecretWithItsHash()
{
    const ClientSecret own = storedSecret(first, {}, day1);
    const ImportedClient imported =
        read(quoted("'secret':'") + first + quoted("','sha256':'") + own.hash.toLatin1() + '"');
    QVERIFY(!imported.refusal && imported.losses.isEmpty());
    QCOMPARE(imported.client.secrets.size(), 1);
    QCOMPARE(imported.client.secrets.first().hash, own.hash);
    QCOMPARE(imported.secretsInClear, (QHash<QString, QByteArray>{{own.hash, first}}));
}

void TestSecretsInClear::readsTheSecretAlone()
{
    const ImportedClient imported = read(quoted("'secret':'") + first + '"');
    const ClientSecret own = storedSecret(first, {}, day1);
    QCOMPARE(imported.client.secrets.size(), 1);
    QCOMPARE(imported.client.secrets.first().hash, own.hash);
    QCOMPARE(imported.client.secrets.first().lastFour, own.lastFour);
    QVERIFY(imported.secretsInClear.contains(own.hash));
}

void TestSecretsInClear::refusesAnotherHash()
{
    const ClientSecret other = storedSecret(third, {}, day1);
    const ImportedClient imported =
        read(quoted("'secret':'") + first + quoted("','sha256':'") + other.hash.toLatin1() + '"');
    QVERIFY(imported.refusal);
    QVERIFY2(imported.refusal->text.contains(u"clients[0].secrets[0].secret"_s),
             qPrintable(imported.refusal->text));
    QVERIFY(!imported.refusal->text.contains(QLatin1StringView(first)));
}

void TestSecretsInClear::takesNoSecretThatIsNone_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("masked") << QByteArray("**********");
    QTest::newRow("masked at length") << QByteArray(43, '*');
    QTest::newRow("not ASCII") << QByteArray("h\xC3\xBCnter2");
    QTest::newRow("empty") << QByteArray();
}

void TestSecretsInClear::takesNoSecretThatIsNone()
{
    QFETCH(const QByteArray, secret);
    const ImportedClient alone = read(quoted("'secret':'") + secret + '"');
    QVERIFY(!alone.refusal && alone.client.secrets.isEmpty() && alone.secretsInClear.isEmpty());
    QCOMPARE(alone.losses.size(), 1);
    QCOMPARE(alone.losses.first().field, u"clients[0].secrets[0].secret"_s);

    const ClientSecret real = storedSecret(first, {}, day1);
    const ImportedClient beside =
        read(quoted("'secret':'") + secret + quoted("','sha256':'") + real.hash.toLatin1() + '"');
    QVERIFY2(!beside.refusal && beside.secretsInClear.isEmpty(), "the hash is another's");
    QCOMPARE(beside.client.secrets.size(), 1);

    const ClientSecret own = storedSecret(secret, {}, day1);
    const ImportedClient guessable =
        read(quoted("'secret':'") + secret + quoted("','sha256':'") + own.hash.toLatin1() + '"');
    QVERIFY(guessable.client.secrets.isEmpty());
}

GATEHOUSE_TEST(TestSecretsInClear)
#include "tst_secretsinclear.moc"
