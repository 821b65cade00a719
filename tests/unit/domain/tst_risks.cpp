#include "SampleClients.h"
#include "domain/ClientField.h"
#include "domain/Digests.h"
#include "domain/rules/JsonWebKey.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/SecretRisk.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::rules;

namespace {

const QString wildcard = u"https://portal.example.com/*"_s;

struct Risky
{
    const char *name;
    QLatin1StringView rule;
    QString value;
    ClientField field;
    Gate typed; ///< what it holds back while it is neither stored nor came in
    void (*make)(ClientApplication &);
};

const QList<Risky> riskies{
    {"wildcard", risks::wildcardRedirect, wildcard, ClientField::LoginRedirects, Gate::Save,
     [](auto &client) { client.loginRedirects << wildcard; }},
    {"relative", risks::relativeRedirect, u"/cb"_s, ClientField::LogoutRedirects, Gate::Save,
     [](auto &client) { client.logoutRedirects << u"/cb"_s; }},
    {"client ID", risks::unusualClientId, u"urn:portal"_s, ClientField::ClientId, Gate::Save,
     [](auto &client) { client.clientId = u"urn:portal"_s; }},
    {"any origin", risks::anyCorsOrigin, u"*"_s, ClientField::AllowedCorsOrigins, Gate::Save,
     [](auto &client) { client.allowedCorsOrigins = {u"*"_s}; }},
    {"no PKCE",
     risks::noPkce,
     {},
     ClientField::RequirePkce,
     Gate::None,
     [](auto &client) { client.requirePkce = false; }},
    {"public without PKCE",
     risks::noPkce,
     {},
     ClientField::RequirePkce,
     Gate::Save,
     [](auto &client) {
         client.clientAuthentication = ClientAuthentication::None;
         client.secrets.clear();
         client.requirePkce = false;
     }},
    {"plain PKCE of Keycloak", risks::plainPkce, u"keycloak.attributes.pkce.code.challenge.method plain"_s,
     ClientField::RequirePkce, Gate::Save,
     [](auto &client) {
         client.spellings = {
             {u"keycloak"_s,
              u"{\"/attributes/pkce.code.challenge.method\":{\"said\":\"S256\",\"there\":\"plain\"}}"_s}};
     }},
    {"plain PKCE of IdentityServer", risks::plainPkce, u"identityserver.AllowPlainTextPkce"_s,
     ClientField::OtherSettings, Gate::Save,
     [](auto &client) {
         client.otherSettings = {{u"identityserver"_s, u"{\"AllowPlainTextPkce\":true}"_s}};
     }},
    {"no identity",
     risks::noIdentity,
     {},
     ClientField::Identity,
     Gate::Enable,
     [](auto &client) { client.alsoClientCredentials = true; }},
    {"no API scopes",
     risks::noApiScopes,
     {},
     ClientField::ApiScopes,
     Gate::Enable,
     [](auto &client) { client.apiScopes.clear(); }},
    {"weak secret", risks::weakSecret, fingerprint("hash"), ClientField::Secrets, Gate::None,
     [](auto &client) {
         client.secrets.first().weakLength = 6;
         client.secrets.first().hash = u"hash"_s;
     }},
    {"implicit", risks::otherGrant, u"keycloak.implicitFlowEnabled"_s, ClientField::OtherSettings, Gate::Save,
     [](auto &client) { client.otherSettings = {{u"keycloak"_s, u"{\"implicitFlowEnabled\":true}"_s}}; }},
    {"redirect", risks::otherRedirect, u"rfc7591.redirect_uris https:x"_s, ClientField::OtherSettings,
     Gate::Save,
     [](auto &client) { client.otherSettings = {{u"rfc7591"_s, u"{\"redirect_uris\":[\"https:x\"]}"_s}}; }},
    {"password in a list", risks::otherGrant, u"hydra.grant_types password"_s, ClientField::OtherSettings,
     Gate::Save,
     [](auto &client) { client.otherSettings = {{u"hydra"_s, u"{\"grant_types\":[\"password\"]}"_s}}; }},
};

const Problem *riskOf(const QList<Problem> &problems, const Risky &risky)
{
    const auto found = std::ranges::find_if(problems, [&](const Problem &problem) {
        return problem.rule == risky.rule && problem.value == risky.value && problem.field == risky.field;
    });
    return found == problems.end() ? nullptr : &*found;
}

}

/// Structure stops, whoever says it; a risk stops only who makes it.
class RisksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRisk_data()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < riskies.size(); ++index)
            QTest::newRow(riskies.at(index).name) << index;
    }
    void everyRisk()
    {
        QFETCH(const int, index);
        const Risky &risky = riskies.at(index);
        ClientApplication client = samples::openIdWithApi();
        risky.make(client);
        client.enabled = false;
        const QList<Problem> found = check(client, samples::context());
        const Problem *typed = riskOf(found, risky);
        QVERIFY(typed);
        QCOMPARE(typed->gate, risky.typed);
        QCOMPARE(typed->severity, risky.typed == Gate::Save ? Severity::Error : Severity::Warning);

        client.enabled = true;
        RuleContext import = samples::context();
        import.takesRisks = true;
        verifyWarning(check(client, import), risky);
        RuleContext stored = samples::context();
        stored.knownRisks = risksOf(client, stored);
        verifyWarning(check(client, stored), risky);

        client.acceptedRisks = {{risky.rule, risky.value, u"An old program"_s, u"anna"_s, samples::now()}};
        QVERIFY(!riskOf(check(client, samples::context()), risky));
        QVERIFY2(risksOf(client, stored).contains({risky.rule, risky.value}), "also when it was accepted");
    }

    /// Whoever reads it guesses nothing by it, but can say which it is.
    void ofASecretItsKeyIsTold()
    {
        ClientApplication client = samples::openIdWithApi();
        client.secrets = {samples::secret(), samples::secret()};
        client.secrets.last().key = u"key"_s;
        client.secrets.last().hash = u"hash"_s;
        client.acceptedRisks = {{u"secret_weak"_s, fingerprint("hash"), u"old"_s, u"anna"_s, samples::now()},
                                {u"secret_weak"_s, fingerprint("gone"), u"old"_s, u"anna"_s, samples::now()},
                                {u"redirect_http"_s, u"http://h/cb"_s, u"old"_s, u"anna"_s, samples::now()}};
        const QList<AcceptedRisk> told = risks::told(client);
        QCOMPARE(told.at(0).value, u"key"_s);
        QCOMPARE(told.at(1).value, QString());
        QCOMPARE(told.at(2).value, u"http://h/cb"_s);
        QCOMPARE(risks::valueFromTold(client, u"secret_weak"_s, u"key"_s), fingerprint("hash"));
        QCOMPARE(risks::valueFromTold(client, u"secret_weak"_s, u"other"_s), u"other"_s);
        QCOMPARE(risks::valueFromTold(client, u"redirect_http"_s, u"key"_s), u"key"_s);
        const QString text = fieldText(client, ClientField::AcceptedRisks);
        QVERIFY(text.contains(u"secret_weak"_s) && !text.contains(fingerprint("hash")));
    }

    void whatIsMissingIsKnownOnlyWhileItIsEnabled()
    {
        ClientApplication client = samples::openIdWithApi();
        client.apiScopes.clear();
        client.enabled = false;
        QVERIFY(risksOf(client, samples::context()).isEmpty());
        client.enabled = true;
        QVERIFY(!risksOf(client, samples::context()).isEmpty());
    }

    void anotherOfTheSameKindIsNew()
    {
        ClientApplication client = samples::openIdWithApi();
        client.loginRedirects << wildcard;
        RuleContext context = samples::context();
        context.knownRisks = risksOf(client, context);
        client.loginRedirects << u"https://other.example.com/*"_s;
        const QList<Problem> problems = check(client, context);
        QVERIFY(stopsSave(problems));
        QVERIFY2(problems.first().text.contains(u"other.example.com"_s), qPrintable(problems.first().text));
    }

    void otherAuthenticationCannotBeChosen()
    {
        ClientApplication client = samples::openIdWithApi();
        client.clientAuthentication = ClientAuthentication::Other;
        client.secrets.clear();
        QVERIFY(stopsSave(check(client, samples::context())));
        QVERIFY2(check(client,
                       [] {
                           RuleContext import = samples::context();
                           import.takesRisks = true;
                           return import;
                       }())
                     .isEmpty(),
                 "it has something to authenticate with");
        QVERIFY(checkStored(client, samples::context()).isEmpty());
    }

    void structureIsNoRisk_data()
    {
        QTest::addColumn<ClientApplication>("client");
        const auto add = [](const char *name, auto change) {
            ClientApplication client = samples::openIdWithApi();
            change(client);
            QTest::newRow(name) << client;
        };
        add("scheme", [](auto &client) { client.loginRedirects = {u"com.exam_ple://cb"_s}; });
        add("no redirect", [](auto &client) { client.loginRedirects.clear(); });
        add("no secret", [](auto &client) { client.secrets.clear(); });
        add("no key", [](auto &client) { client.clientAuthentication = ClientAuthentication::PrivateKey; });
        add("secret under Other settings", [](auto &client) {
            client.otherSettings = {{u"hydra"_s, u"{\"client_secret\":\"hunter2\"}"_s}};
        });
        add("token under Other settings", [](auto &client) {
            client.otherSettings = {
                {u"keycloak"_s, u"{\"attributes\":{\"conn\":\"postgres://u:hunter2@h/db\"}}"_s}};
        });
        add("secret in a list under Other settings", [](auto &client) {
            client.otherSettings = {{u"hydra"_s, u"{\"a\":[{\"b\":[\"https://u:hunter2@h/db\"]}]}"_s}};
        });
        add("secret in a redirect under Other settings", [](auto &client) {
            client.otherSettings = {{u"hydra"_s, u"{\"redirect_uris\":[\"https://u:hunter2@h/db\"]}"_s}};
        });
        add("secret in a pair under Other settings", [](auto &client) {
            client.otherSettings = {
                {u"skoruba"_s, u"{\"Properties\":[{\"Key\":\"password\",\"Value\":\"hunter2\"}]}"_s}};
        });
        add("no settings", [](auto &client) { client.otherSettings = {{u"hydra"_s, u"[]"_s}}; });
        add("lifetime", [](auto &client) { client.accessTokenLifetime = 0; });
    }
    void structureIsNoRisk()
    {
        QFETCH(const ClientApplication, client);
        RuleContext import = samples::context();
        import.takesRisks = true;
        const QList<Problem> problems = check(client, import);
        QVERIFY(stopsEnable(problems));
        QVERIFY(problems.first().rule.isEmpty());
        for (const Problem &problem : problems)
            QVERIFY(!problem.text.contains(u"hunter2"_s) && !problem.value.contains(u"hunter2"_s));
    }

    void publicAndKeyClientsNeedNoSecret()
    {
        ClientApplication client = samples::openIdWithApi();
        client.secrets.clear();
        client.clientAuthentication = ClientAuthentication::None;
        QVERIFY(check(client, samples::context()).isEmpty());
        client.clientAuthentication = ClientAuthentication::PrivateKey;
        client.jwksUri = u"https://portal.example.com/jwks"_s;
        QVERIFY(check(client, samples::context()).isEmpty());
        client.jwksUri.clear();
        client.keys = {ecKey()};
        QVERIFY(check(client, samples::context()).isEmpty());
        client.clientAuthentication = ClientAuthentication::Secret;
        client.secrets = {ClientSecret{}};
        QVERIFY2(!stopsEnable(check(client, samples::context())), "the server knows it");
    }

    void machinesAreNeverPublic()
    {
        ClientApplication client = samples::machine();
        client.clientAuthentication = ClientAuthentication::None;
        QVERIFY(stopsSave(check(client, samples::context())));
    }

    void keys_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("finding");
        QTest::newRow("EC") << ecKey() << u"EC, P-256"_s << QString() << QString();
        // RFC 7638 3.1
        QTest::newRow("RSA") << rsaKey() << u"RSA, 2048 bits"_s << QString() << QString();
        QTest::newRow("short RSA") << u"{\"kty\":\"RSA\",\"n\":\"wAAB\",\"e\":\"AQAB\"}"_s
                                   << u"RSA, 24 bits"_s << QString() << u"24 bits"_s;
        QTest::newRow("RSA without numbers")
            << u"{\"kty\":\"RSA\"}"_s << u"RSA"_s << u"lacks e and n"_s << QString();
        QTest::newRow("shared") << u"{\"kty\":\"oct\",\"k\":\"aGk\"}"_s << u"oct"_s << u"\"oct\""_s
                                << u"private part (k)"_s;
        const QString coordinate = u"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"_s; // RFC 8037 A.2
        QTest::newRow("EC with short numbers")
            << u"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"BBBB\"}"_s << u"EC, P-256"_s
            << u"has 3 bytes, and P-256 has 32"_s << QString();
        QTest::newRow("EC of no curve")
            << u"{\"kty\":\"EC\",\"crv\":\"P-999\",\"x\":\"%1\",\"y\":\"%1\"}"_s.arg(coordinate)
            << u"EC, P-999"_s << u"\"P-999\", which is not known"_s << QString();
        QTest::newRow("private") << u"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%1\",\"d\":\"aGk\"}"_s.arg(
                                        coordinate)
                                 << u"OKP, Ed25519"_s << QString() << u"private part (d)"_s;
        QTest::newRow("no base64url") << u"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"a+k\"}"_s << u"OKP"_s
                                      << u"lacks x"_s << QString();
        QTest::newRow("no JSON") << u"hello"_s << QString() << u"kty"_s << u"no JSON Web Key"_s;
        QTest::newRow("a list") << u"[]"_s << QString() << u"kty"_s << u"no JSON Web Key"_s;
    }
    void keys()
    {
        QFETCH(const QString, key);
        QFETCH(const QString, kind);
        QFETCH(const QString, fault);
        QFETCH(const QString, finding);
        const KeyFacts facts = keyFacts(key);
        QCOMPARE(facts.kind, kind);
        QCOMPARE(facts.fault.isEmpty(), fault.isEmpty());
        QVERIFY2(facts.fault.contains(fault), qPrintable(facts.fault));
        QCOMPARE(facts.thumbprint.isEmpty(), !fault.isEmpty());
        const Findings findings = checkPublicKey(key);
        QCOMPARE(findings.isEmpty(), finding.isEmpty());
        QVERIFY(finding.isEmpty() || findings.first().text.contains(finding));
    }

    /// RFC 7638 3.1 gives it.
    void thumbprint()
    {
        QCOMPARE(keyFacts(rsaKey()).thumbprint, u"NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"_s);
        QCOMPARE(keyFacts(rsaKey()).algorithm, u"RS256"_s);
        QCOMPARE(keyFacts(rsaKey()).id, u"2011-04-29"_s);
    }

private:
    static QString ecKey()
    {
        // RFC 7517 A.1
        return u"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
               "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}"_s;
    }

    static QString rsaKey()
    {
        return u"{\"kty\":\"RSA\",\"n\":"
               u"\"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxu"
               "hDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-"
               "65YGjQR0_F"
               "DW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-"
               "bFTWhAI4vMQFh6WeZu0f"
               "M4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw\",\"e\":\"AQAB\",\"alg\":"
               "\"RS256\","
               "\"kid\":\"2011-04-29\"}"_s;
    }

    static void verifyWarning(const QList<Problem> &problems, const Risky &risky)
    {
        const Problem *risk = riskOf(problems, risky);
        QVERIFY(risk);
        QCOMPARE(risk->severity, Severity::Warning);
        QCOMPARE(risk->gate, Gate::None);
        QVERIFY(!stopsEnable(problems));
    }
};

GATEHOUSE_TEST(RisksTest)
#include "tst_risks.moc"
