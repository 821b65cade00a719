#include "FormatTrip.h"

#include "domain/HiddenSecrets.h"
#include "domain/rules/SecretRisk.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

/// As a view of auditors shows it: the SHA-256 of "a" stands for the hash of the secret with that key.
ClientSecret hiddenSecret()
{
    return {.key = u"a"_s,
            .hash = u"ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs="_s,
            .lastFour = u"wxyz"_s,
            .description = u"first"_s,
            .created = QDateTime::fromString(u"2026-01-31T12:00:00Z"_s, Qt::ISODate),
            .sealed = "hidden:"};
}

}

/// What stands for a secret that a database does not show is never taken for one.
class TestHiddenSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areKnown();
    void hiddenAsTheViewsDo();
    void leaveNoHashInFiles_data();
    void leaveNoHashInFiles();
};

void TestHiddenSecrets::areKnown()
{
    const ClientSecret secret = hiddenSecret();
    QVERIFY(hidden::isHidden(secret));
    ClientSecret other = secret;
    other.key = u"b"_s;
    QVERIFY(!hidden::isHidden(other));
    QCOMPARE(hidden::shown(other), other);
    const ClientSecret shown = hidden::shown(secret);
    QVERIFY(shown.isKnownToServerOnly() && !shown.isRecoverable() && shown.lastFour.isEmpty());
    QCOMPARE(shown.description, secret.description);
    QVERIFY(!hidden::isHidden(ClientSecret()));
}

void TestHiddenSecrets::hiddenAsTheViewsDo()
{
    const QString hash = u"K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols="_s;
    ClientApplication client;
    client.secrets = {hiddenSecret(), ClientSecret()};
    client.secrets.first().hash = hash;
    client.secrets.first().sealed = "key:seal";
    client.secrets.first().weakLength = 6;
    const QString value = risks::valueOf(client.secrets.first());
    client.acceptedRisks = {{u"secret_weak"_s, value, {}, {}, {}}, {u"secret_weak"_s, u"gone"_s, {}, {}, {}}};
    client.otherSettings = {{u"identityserver"_s, u"[{\"name\":\"%1\"},\"/a/%2/b\"]"_s.arg(
                                                      hash, QString(hash).replace(u'/', u"~1"_s))}};
    hidden::hide(client);
    QVERIFY(hidden::isHidden(client.secrets.first()));
    QCOMPARE(client.secrets.first(), [] {
        ClientSecret secret = hiddenSecret();
        secret.weakLength = 6;
        return secret;
    }());
    QVERIFY2(client.secrets.last().isKnownToServerOnly(), "as before");
    QCOMPARE(client.acceptedRisks.first().value, risks::valueOf(client.secrets.first()));
    QVERIFY(client.acceptedRisks.first().value != value);
    QCOMPARE(client.acceptedRisks.last().value, QString());
    QCOMPARE(client.otherSettings.value(u"identityserver"_s), u"[{\"name\":\"hidden\"},\"/a/hidden/b\"]"_s);
}

void TestHiddenSecrets::leaveNoHashInFiles_data()
{
    QTest::addColumn<QString>("format");
    for (const QString &format : {u"gatehouse"_s, u"skoruba"_s, u"identityserver"_s, u"keycloak"_s})
        QTest::newRow(qPrintable(format)) << format;
}

void TestHiddenSecrets::leaveNoHashInFiles()
{
    QFETCH(const QString, format);
    ClientApplication client;
    client.clientId = u"shop"_s;
    client.title = u"Shop"_s;
    client.enabled = true;
    client.loginRedirects << u"https://shop.example.com/callback"_s;
    client.secrets << hiddenSecret();
    const samples::Export file = samples::exported(**formatByName(format), {client});
    QVERIFY(file.document.contains("shop"));
    QVERIFY(!file.document.contains(hiddenSecret().hash.toUtf8()));
    QCOMPARE(std::ranges::contains(file.losses, hidden::leftOutText(hiddenSecret()), &Loss::text),
             format == u"gatehouse"_s || format == u"identityserver"_s);
}

GATEHOUSE_TEST(TestHiddenSecrets)
#include "tst_hiddensecrets.moc"
