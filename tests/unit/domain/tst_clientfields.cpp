#include "SampleClients.h"

#include "domain/ClientField.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

QVariant otherValue(const ClientApplication &client, const ClientFieldInfo &info)
{
    const QVariant value = fieldValue(client, info.field);
    switch (info.kind) {
    case FieldKind::Flag:
        return !value.toBool();
    case FieldKind::List:
        return value.toStringList() + QStringList{u"one more"_s};
    case FieldKind::Grant:
        return grantTypeName(GrantType::ClientCredentials);
    case FieldKind::Authentication:
        return authenticationName(ClientAuthentication::PrivateKey);
    case FieldKind::Number:
        return 3600;
    case FieldKind::Keys:
        return QStringList{u"{\"kty\":\"EC\"}"_s};
    case FieldKind::Settings:
        return QVariant::fromValue(FormatSettings{{u"keycloak"_s, u"{\"a\":1}"_s}});
    case FieldKind::Risks:
        return QVariant::fromValue(
            QList{AcceptedRisk{u"pkce_off"_s, {}, u"old"_s, u"anna"_s, samples::now()}});
    case FieldKind::Servers:
        return QVariant::fromValue(ServerParts{{u"production"_s, ServerPart{.enabled = true}}});
    case FieldKind::Image:
        return QVariant::fromValue(Logo{u"logo.png"_s, "picture"});
    case FieldKind::Texts:
        return QVariant::fromValue(ConsentTextMap{{u"nl"_s, ConsentTexts{u"uw naam"_s, {}, {}}}});
    default:
        return QString(value.toString() + u"x"_s);
    }
}

}

class ClientFieldsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Files and databases hold these names; a field that comes later has another.
    void namesAndLabelsStay()
    {
        const QList<std::pair<QString, QString>> expected{
            {u"client_id"_s, u"Client ID"_s},
            {u"title"_s, u"Title"_s},
            {u"description"_s, u"Description"_s},
            {u"enabled"_s, u"Enabled"_s},
            {u"support_openid"_s, u"Support OpenID Connect"_s},
            {u"support_api"_s, u"Support API access"_s},
            {u"grant_type"_s, u"Grant type"_s},
            {u"also_client_credentials"_s, u"Also allow client credentials"_s},
            {u"identity"_s, u"Identity"_s},
            {u"client_authentication"_s, u"Client authentication"_s},
            {u"jwks_uri"_s, u"JWKS URI"_s},
            {u"jwks"_s, u"Keys"_s},
            {u"allowed_cors_origins"_s, u"Allowed CORS origins"_s},
            {u"access_token_lifetime"_s, u"Access token lifetime"_s},
            {u"id_token_lifetime"_s, u"ID token lifetime"_s},
            {u"refresh_token_lifetime"_s, u"Refresh token lifetime"_s},
            {u"client_uri"_s, u"Home page"_s},
            {u"policy_uri"_s, u"Privacy policy"_s},
            {u"tos_uri"_s, u"Terms of service"_s},
            {u"contacts"_s, u"Contacts"_s},
            {u"other_settings"_s, u"Other settings"_s},
            {u"accepted_risks"_s, u"Accepted risks"_s},
            {u"on_servers"_s, u"Servers"_s},
            {u"require_pkce"_s, u"Require PKCE"_s},
            {u"support_refresh_tokens"_s, u"Support refresh tokens"_s},
            {u"include_user_info_in_token"_s, u"Always include user info in token"_s},
            {u"require_consent"_s, u"Require consent"_s},
            {u"allow_remember_consent"_s, u"Allow remember consent"_s},
            {u"logo"_s, u"Logo"_s},
            {u"logo_uri"_s, u"Logo URI"_s},
            {u"login_redirects"_s, u"Allowed login redirects"_s},
            {u"logout_redirects"_s, u"Allowed logout redirects"_s},
            {u"api_scopes"_s, u"API scopes"_s},
            {u"default_resources"_s, u"Default resources"_s},
            {u"custom_resources"_s, u"Custom resources"_s},
            {u"consent_texts"_s, u"Default resource translation"_s},
            {u"secrets"_s, u"Secrets"_s},
        };
        for (const auto &[name, label] : expected) {
            const auto field = fieldByName(name);
            QVERIFY2(field, qPrintable(name));
            QCOMPARE(fieldLabel(*field), label);
        }
    }

    void fieldsAreFoundByName()
    {
        for (const ClientFieldInfo &info : clientFields()) {
            QCOMPARE(fieldByName(QString::fromLatin1(info.name)), info.field);
            QCOMPARE(fieldInfo(info.field).name, info.name);
        }
        QVERIFY(!fieldByName(u"Client_Id"_s));
        QVERIFY(!fieldByName(u""_s));
    }

    void everyField_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < clientFields().size(); ++i)
            QTest::newRow(clientFields()[i].name) << int(i);
    }
    void everyField()
    {
        QFETCH(const int, index);
        const ClientFieldInfo &info = clientFields()[index];
        const ClientApplication before = samples::openIdWithApi();
        ClientApplication after = before;
        if (info.kind == FieldKind::Secrets) {
            QVERIFY(!fieldValue(before, info.field).isValid());
            QVERIFY(!setFieldValue(after, info.field, u"x"_s));
            QCOMPARE(after, before);
            return;
        }

        const QVariant other = otherValue(before, info);
        QVERIFY(setFieldValue(after, info.field, other));
        QCOMPARE(fieldValue(after, info.field), other);
        QVERIFY(after != before);
        const auto found = differences(before, after);
        QCOMPARE(found.size(), isToldOf(info.field) ? 1 : 0);
        if (found.isEmpty())
            return;
        QCOMPARE(found.first().field, info.field);
        QCOMPARE(found.first().before, fieldText(before, info.field));
        QCOMPARE(found.first().after, fieldText(after, info.field));
        QVERIFY(found.first().before != found.first().after);

        QVERIFY(setFieldValue(after, info.field, fieldValue(before, info.field)));
        QCOMPARE(after, before);
    }

    void differencesTellBeforeFromAfter()
    {
        ClientApplication before = samples::openIdWithApi();
        before.logo = {u"logo.png"_s, "old picture"};
        before.consentTexts = {{u"nl"_s, ConsentTexts{u"De tekst"_s, {}, {}}}};
        ClientApplication after = before;
        after.logo.data = "new picture";
        after.consentTexts = {{u"nl"_s, ConsentTexts{{}, u"De tekst"_s, {}}}};
        const auto found = differences(before, after);
        QCOMPARE(found.size(), 2);
        for (const FieldDifference &difference : found)
            QVERIFY2(difference.before != difference.after, qPrintable(difference.before));
    }

    void wrongTypesAreRefused_data() { everyField_data(); }
    void wrongTypesAreRefused()
    {
        QFETCH(const int, index);
        const ClientFieldInfo &info = clientFields()[index];
        const ClientApplication before = samples::openIdWithApi();
        const QVariant text = u"x"_s;
        const QVariant flag = true;
        const QVariant list = QStringList{u"x"_s};
        for (const QVariant &value : {text, flag, list, QVariant(), QVariant(1), QVariant(1.5)}) {
            const bool fits =
                (info.kind == FieldKind::Text && value.metaType() == text.metaType()) ||
                (info.kind == FieldKind::Flag && value.metaType() == flag.metaType()) ||
                (info.kind == FieldKind::Number && (value.isNull() || value.typeId() == QMetaType::Int)) ||
                ((info.kind == FieldKind::List || info.kind == FieldKind::Keys) &&
                 value.metaType() == list.metaType());
            ClientApplication after = before;
            QCOMPARE(setFieldValue(after, info.field, value), fits);
            if (!fits)
                QCOMPARE(after, before);
        }
    }

    void textsAreForPeople()
    {
        const ClientApplication client = samples::openIdWithApi();
        QCOMPARE(fieldText(client, ClientField::GrantType), u"Authorization code"_s);
        QCOMPARE(fieldText(client, ClientField::Enabled), u"on"_s);
        QCOMPARE(fieldText(client, ClientField::IncludeUserInfoInToken), u"off"_s);
        QCOMPARE(fieldText(client, ClientField::ApiScopes), u"api, orders.read"_s);
        QCOMPARE(fieldText(samples::machine(), ClientField::GrantType), u"Client credentials"_s);
    }

    void secretsAreToldApartWithoutTheirHash()
    {
        ClientApplication before = samples::delegatedApi();
        ClientApplication after = before;
        after.secrets.removeFirst();
        const auto found = differences(before, after);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().field, ClientField::Secrets);
        QCOMPARE(
            found.first().before,
            u"…%1 \"first\" (expires: never), …%2 \"second \"b\"\" (expires: 2027-01-31T23:59:59Z)"_s.arg(
                before.secrets[0].lastFour, before.secrets[1].lastFour));
        QVERIFY(!found.first().before.contains(before.secrets[0].hash));
    }

    void noDifferenceWithinKeyAndVersion()
    {
        ClientApplication after = samples::machine();
        after.key = u"other"_s;
        after.version = 7;
        QVERIFY(differences(samples::machine(), after).isEmpty());
    }

    void grantTypes()
    {
        for (const GrantType type : {GrantType::ClientCredentials, GrantType::AuthorizationCode})
            QCOMPARE(grantTypeByName(grantTypeName(type)), type);
        QVERIFY(!grantTypeByName(u"implicit"_s));
        QVERIFY(!grantTypeByName(u""_s));
    }
};

GATEHOUSE_TEST(ClientFieldsTest)
#include "tst_clientfields.moc"
