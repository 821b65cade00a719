#include "SampleClients.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::rules;

namespace {

enum class Kind { Machine, Delegated, OpenId, OpenIdWithApi };

/// The choices that make the kind, with every other field filled in, also where it does not apply.
ClientApplication typed(Kind kind)
{
    ClientApplication client = samples::openIdWithApi();
    client.supportOpenId = kind == Kind::OpenId || kind == Kind::OpenIdWithApi;
    client.supportApi = kind == Kind::OpenIdWithApi;
    client.grantType = kind == Kind::Delegated ? GrantType::AuthorizationCode : GrantType::ClientCredentials;
    client.identity = u"svc-prices"_s;
    client.requirePkce = true;
    client.supportRefreshTokens = true;
    client.includeUserInfoInToken = true;
    client.requireConsent = true;
    client.allowRememberConsent = true;
    client.logo = {u"l.png"_s, "picture"};
    client.logoUri = u"https://app.example.com/l.png"_s;
    client.policyUri = u"https://app.example.com/privacy"_s;
    client.tosUri = u"https://app.example.com/terms"_s;
    client.jwksUri = u"https://app.example.com/jwks"_s;
    client.keys = {u"{}"_s};
    client.tokenEndpointAuthMethod = u"client_secret_post"_s;
    client.allowedCorsOrigins = {u"https://app.example.com"_s};
    client.customResources = {u"department"_s, u"office"_s};
    client.consentTexts = {{u"nl"_s, ConsentTexts{u"uw naam"_s, {}, {}}}};
    return client;
}

struct Cell
{
    Presence presence = Presence::Free;
    bool required = false;
    QVariant saved; ///< what normalized() makes of typed(); invalid: what was typed
};

const Cell freely{Presence::Free, false, {}};
const Cell needed{Presence::Free, true, {}};

Cell locked(const QVariant &value)
{
    return {Presence::Locked, false, value};
}

Cell off(const QVariant &neutral = {})
{
    return {Presence::Off, false, neutral};
}

const QString code = u"authorization_code"_s;

/// docs/what-depends-on-what.md: machine to machine, API on behalf of a user, OpenID Connect without and with
/// API.
struct TableRow
{
    ClientField field;
    std::array<Cell, 4> cells;
};

const std::array table{
    TableRow{ClientField::ClientId, {needed, needed, needed, needed}},
    TableRow{ClientField::Title, {needed, needed, needed, needed}},
    TableRow{ClientField::Description, {freely, freely, freely, freely}},
    TableRow{ClientField::Enabled, {freely, freely, freely, freely}},
    TableRow{ClientField::SupportOpenId, {freely, freely, freely, freely}},
    TableRow{ClientField::SupportApi, {locked(true), locked(true), freely, freely}},
    TableRow{ClientField::GrantType, {freely, freely, locked(code), locked(code)}},
    TableRow{ClientField::AlsoClientCredentials, {locked(true), freely, freely, freely}},
    TableRow{ClientField::Identity, {needed, off(QString()), off(QString()), off(QString())}},
    TableRow{ClientField::ClientAuthentication, {freely, freely, freely, freely}},
    TableRow{ClientField::TokenEndpointAuthMethod, {freely, freely, freely, freely}},
    TableRow{ClientField::JwksUri, {off(QString()), off(QString()), off(QString()), off(QString())}},
    TableRow{ClientField::Keys, {off(), off(), off(), off()}},
    TableRow{ClientField::RequirePkce, {off(false), freely, freely, freely}},
    TableRow{ClientField::SupportRefreshTokens, {off(false), freely, freely, freely}},
    TableRow{ClientField::AllowedCorsOrigins, {off(), freely, freely, freely}},
    TableRow{ClientField::IncludeUserInfoInToken, {off(false), off(false), freely, freely}},
    TableRow{ClientField::AccessTokenLifetime, {freely, freely, freely, freely}},
    TableRow{ClientField::IdTokenLifetime, {off(), off(), freely, freely}},
    TableRow{ClientField::RefreshTokenLifetime, {off(), freely, freely, freely}},
    TableRow{ClientField::RequireConsent, {off(false), freely, freely, freely}},
    TableRow{ClientField::AllowRememberConsent, {off(false), freely, freely, freely}},
    TableRow{ClientField::Logo, {off(QVariant::fromValue(Logo())), freely, freely, freely}},
    TableRow{ClientField::LogoUri, {off(QString()), freely, freely, freely}},
    TableRow{ClientField::ClientUri, {freely, freely, freely, freely}},
    TableRow{ClientField::PolicyUri, {off(QString()), freely, freely, freely}},
    TableRow{ClientField::TosUri, {off(QString()), freely, freely, freely}},
    TableRow{ClientField::Contacts, {freely, freely, freely, freely}},
    TableRow{ClientField::LoginRedirects, {off(), needed, needed, needed}},
    TableRow{ClientField::LogoutRedirects, {off(), freely, freely, freely}},
    TableRow{ClientField::ApiScopes, {needed, needed, off(), needed}},
    TableRow{ClientField::DefaultResources, {off(), off(), freely, freely}},
    TableRow{ClientField::CustomResources, {off(), off(), freely, freely}},
    TableRow{ClientField::ConsentTexts, {off(), freely, freely, freely}},
    TableRow{ClientField::Secrets, {needed, needed, needed, needed}},
    TableRow{ClientField::OtherSettings, {freely, freely, freely, freely}},
    TableRow{ClientField::Spellings, {freely, freely, freely, freely}},
    TableRow{ClientField::AcceptedRisks, {freely, freely, freely, freely}},
    TableRow{ClientField::OnServers, {freely, freely, freely, freely}},
};

/// The same document: with a client secret, with a private key, public, and with another authentication.
const std::array authenticationTable{
    TableRow{ClientField::Secrets, {needed, off(), off(), off()}},
    TableRow{ClientField::Keys, {off(), freely, off(), off()}},
    TableRow{ClientField::JwksUri, {off(QString()), freely, off(QString()), off(QString())}},
    TableRow{ClientField::RequirePkce, {freely, freely, locked(true), freely}},
    TableRow{ClientField::AlsoClientCredentials, {freely, freely, off(false), freely}},
    TableRow{ClientField::Identity, {needed, needed, off(QString()), needed}},
};
const std::array authentications{ClientAuthentication::Secret, ClientAuthentication::PrivateKey,
                                 ClientAuthentication::None, ClientAuthentication::Other};

const std::array kindNames{"machine to machine", "API on behalf of a user", "OpenID Connect",
                           "OpenID Connect with API"};

}

class ClientRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCell_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("kind");
        QCOMPARE(table.size(), clientFields().size());
        for (std::size_t row = 0; row < table.size(); ++row) {
            for (std::size_t kind = 0; kind < kindNames.size(); ++kind)
                QTest::addRow("%s, %s", fieldInfo(table[row].field).label, kindNames[kind])
                    << int(row) << int(kind);
        }
    }
    void everyCell()
    {
        QFETCH(const int, row);
        QFETCH(const int, kind);
        verifyCell(table[row].field, table[row].cells[kind], typed(Kind(kind)));
    }

    void everyAuthentication_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("authentication");
        for (std::size_t row = 0; row < authenticationTable.size(); ++row) {
            for (std::size_t one = 0; one < authentications.size(); ++one)
                QTest::addRow("%s, %s", fieldInfo(authenticationTable[row].field).label,
                              qPrintable(authenticationName(authentications[one])))
                    << int(row) << int(one);
        }
    }
    void everyAuthentication()
    {
        QFETCH(const int, row);
        QFETCH(const int, authentication);
        ClientApplication client = typed(Kind::OpenIdWithApi);
        client.clientAuthentication = authentications[authentication];
        client.alsoClientCredentials = true;
        verifyCell(authenticationTable[row].field, authenticationTable[row].cells[authentication], client);
    }

    void lifetimesOfTokensThatThereAreNone()
    {
        ClientApplication client = typed(Kind::OpenId);
        client.idTokenLifetime = 300;
        client.refreshTokenLifetime = 3600;
        QCOMPARE(normalized(client).idTokenLifetime, 300);
        QCOMPARE(normalized(client).refreshTokenLifetime, 3600);
        client.supportRefreshTokens = false;
        QVERIFY(!normalized(client).refreshTokenLifetime);
        client.supportOpenId = false;
        QVERIFY(!normalized(client).idTokenLifetime);
    }

    void methodFollowsTheAuthentication()
    {
        ClientApplication client = typed(Kind::OpenId);
        QCOMPARE(normalized(client).tokenEndpointAuthMethod, u"client_secret_post"_s);
        client.clientAuthentication = ClientAuthentication::None;
        QVERIFY(normalized(client).tokenEndpointAuthMethod.isEmpty());
        client.clientAuthentication = ClientAuthentication::Other;
        client.tokenEndpointAuthMethod = u"tls_client_auth"_s;
        QCOMPARE(normalized(client).tokenEndpointAuthMethod, u"tls_client_auth"_s);
    }

    void publicWithoutPkceCanBeTurnedSafe()
    {
        ClientApplication client = typed(Kind::OpenId);
        client.clientAuthentication = ClientAuthentication::None;
        client.requirePkce = false;
        QCOMPARE(fieldState(client, ClientField::RequirePkce).presence, Presence::Free);
        QVERIFY2(!normalized(client).requirePkce, "it came in so");
    }

    void savingTwiceChangesNothingMore_data() { kinds(); }
    void savingTwiceChangesNothingMore()
    {
        QFETCH(const int, kind);
        const ClientApplication saved = normalized(typed(Kind(kind)));
        QCOMPARE(normalized(saved), saved);
    }

    void rememberNeedsConsent_data() { kinds(); }
    void rememberNeedsConsent()
    {
        QFETCH(const int, kind);
        ClientApplication client = typed(Kind(kind));
        client.requireConsent = false;
        const FieldState state = fieldState(client, ClientField::AllowRememberConsent);
        QCOMPARE(state.presence, Presence::Off);
        QVERIFY(!state.reason.isEmpty());
        QVERIFY(!normalized(client).allowRememberConsent);
    }

    void savedAlikeHoweverTheyWereTyped()
    {
        ClientApplication client = typed(Kind::OpenId);
        const ClientApplication saved = normalized(client);
        client.customResources = {u"office"_s, u"department"_s, u"office"_s};
        client.consentTexts.insert(u"de"_s, ConsentTexts());
        QCOMPARE(normalized(client), saved);
    }

    void openIdResourceIsAlwaysThere()
    {
        ClientApplication client = samples::openId();
        client.defaultResources = {u"email"_s};
        QCOMPARE(normalized(client).defaultResources, QStringList({u"openid"_s, u"email"_s}));
        client.supportOpenId = false;
        QCOMPARE(normalized(client).defaultResources, QStringList{u"email"_s});
    }

    /// What was typed is in the typed record all along; only the saved one is neutral.
    void switchingThereAndBackKeepsWhatWasTyped()
    {
        ClientApplication client = typed(Kind::OpenIdWithApi);
        const ClientApplication before = client;
        const ClientApplication savedBefore = normalized(before);

        client.supportOpenId = false;
        QVERIFY(client.isMachineToMachine());
        QVERIFY(normalized(client).logoUri.isEmpty());
        client.grantType = GrantType::AuthorizationCode;
        QVERIFY(normalized(client).identity.isEmpty());
        client.grantType = GrantType::ClientCredentials;
        client.supportOpenId = true;

        QCOMPARE(client, before);
        QCOMPARE(normalized(client), savedBefore);
    }

    void revivedSavesAsItWas_data()
    {
        QTest::addColumn<int>("bits");
        for (int bits = 0; bits < 4096; ++bits)
            QTest::addRow("%d", bits) << bits;
    }
    void revivedSavesAsItWas()
    {
        QFETCH(const int, bits);
        ClientApplication client = typed(Kind::OpenIdWithApi);
        client.supportOpenId = bits & 1;
        client.supportApi = bits & 2;
        client.grantType = bits & 4 ? GrantType::ClientCredentials : GrantType::AuthorizationCode;
        client.requirePkce = bits & 8;
        client.supportRefreshTokens = bits & 16;
        client.includeUserInfoInToken = bits & 32;
        client.requireConsent = bits & 64;
        client.allowRememberConsent = bits & 128;
        client.defaultResources = bits & 256 ? QStringList{} : QStringList{u"email"_s, u"openid"_s};
        client.alsoClientCredentials = bits & 512;
        client.clientAuthentication = authentications[bits >> 10];
        const ClientApplication stored = normalized(client);
        QCOMPARE(normalized(revived(stored)), stored);
    }

    /// A machine's client application that is given users must not come up without PKCE because it had none.
    void revivedIsSafeWhenItAppliesAgain()
    {
        ClientApplication client = revived(normalized(typed(Kind::Machine)));
        client.grantType = GrantType::AuthorizationCode;
        QVERIFY(normalized(client).requirePkce);

        ClientApplication without = normalized(typed(Kind::Delegated));
        without.requirePkce = false;
        QVERIFY2(!revived(without).requirePkce, "a choice that was made stays");
    }

    void newOneIsSafe()
    {
        const ClientApplication fresh;
        QVERIFY(!fresh.enabled);
        QVERIFY(fresh.requirePkce);
        QCOMPARE(normalized(fresh), fresh);
        QVERIFY(check(fresh, samples::context()).size() > 0);
    }

private:
    static void verifyCell(ClientField field, const Cell &cell, const ClientApplication &client)
    {
        const FieldState state = fieldState(client, field);
        QCOMPARE(state.presence, cell.presence);
        QCOMPARE(state.required, cell.required);
        QCOMPARE(state.isEditable(), cell.presence == Presence::Free);
        QCOMPARE(state.reason.isEmpty(), cell.presence == Presence::Free);

        const ClientApplication saved = normalized(client);
        if (field == ClientField::Secrets)
            QCOMPARE(saved.secrets, client.secrets);
        else
            QCOMPARE(fieldValue(saved, field), cell.saved.isValid() ? cell.saved : fieldValue(client, field));
    }

    static void kinds()
    {
        QTest::addColumn<int>("kind");
        for (std::size_t kind = 0; kind < kindNames.size(); ++kind)
            QTest::newRow(kindNames[kind]) << int(kind);
    }
};

GATEHOUSE_TEST(ClientRulesTest)
#include "tst_clientrules.moc"
