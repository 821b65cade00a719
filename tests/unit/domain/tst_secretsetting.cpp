#include "domain/rules/secrets/SecretSetting.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using json::Json;

/// What may not stand under Other settings, by its name or by its look, and what real files hold there and
/// may.
class SecretSettingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setting_data()
    {
        const std::string webToken = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";
        const std::string certificate =
            "MIICnTCCAYUCBgFPPLDaTzANBgkqhkiG9w0BAQsFADASMRAwDgYDVQQDDAdjbGllbnQxMB4XDTE1MDgxNzE3MjI0N1oX";
        const std::string bareKey = "MIICXAIBAAKBgQCrVrCuTtArbgaZzL1hvh0xtL5mc7o0NqPVnYXkLvgcwiC3BjLGw1tGEGoJ"
                                    "aXDuSaRllobm53JBhjx33UNv";
        const std::string bareKey8 =
            "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKjMzEfYyjiWA4R4ypbHqGC0H0";
        const std::string publicKey =
            "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEeMqGx6hgtB9ABCDEFGH";
        QTest::addColumn<std::string>("name");
        QTest::addColumn<Json>("value");
        QTest::addColumn<bool>("isSecret");
        const auto rows = [](bool isSecret, std::initializer_list<std::pair<const char *, Json>> settings) {
            for (const auto &[name, value] : settings) {
                const std::string tag = std::string(name) + ": " + value.dump();
                QTest::newRow(tag.c_str()) << std::string(name) << value << isSecret;
            }
        };
        rows(true, {{"client_secret", "x"},
                    {"clientSecret", "hunter2"},
                    {"db.password", "hunter2"},
                    {"registration_access_token", "x"},
                    {"client.secret.rotated", "x"},
                    {"secrets", Json::array({"a", "b"})},
                    {"client.secret.x", "qqqqqqqqqqqq"},
                    {"client.secret.old", "hunter2hunter2"},
                    {"password2", "hunter2"},
                    {"secretKey", "c29tZXRoaW5n"},
                    {"private key", "x"},
                    {"api-key", "x"},
                    {"db_pwd", "x"},
                    {"token", "opaque0123456789abcdef"},
                    {"refresh_token", "0123456789abcdef0123456789abcdef"},
                    {"bearerToken", "qqqqqqqqqqqqqqqqqqqq"},
                    {"token_2", "opaque0123456789abcdef"},
                    {"hmac_key", "x"},
                    {"signing_key", "x"},
                    {"pass", "x"},
                    {"pfx", "x"},
                    {"pin", "x"},
                    {"bearer", "x"}});
        rows(true, {{"bearer", webToken},
                    {"note", "it is " + webToken},
                    {"software", webToken},
                    {"note", "Bearer abcdefghijklmnop1234"},
                    {"header", "Authorization: Basic dXNlcjpwYXNzd29yZA=="},
                    {"header", "Basic YWxhZGRpbjpzZXNhbWU"},
                    {"conn", "postgres://u:hunter2hunter2@h/db"},
                    {"backend.url", "https://svc:hunter2hunter2@h/x"},
                    {"backend.url", "https://svc:hunter2@${HOST}/x"},
                    {"backend.url", "https%3A%2F%2Fsvc%3Ahunter2%40h%2Fx"},
                    {"repository", "https://ghp_0123456789abcdefghij@github.com/a/b"},
                    {"hook", "https://a.example.com/hook?access_token=abcdef0123456789"},
                    {"jdbc", "jdbc:postgresql://h/db?user=u&password=hunter2"},
                    {"connection", "Server=h;User=u;Password=hunter2;"},
                    {"note", "client_secret S3cr3tS3cr3tS3cr3t"},
                    {"pem", "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----"},
                    {"any", bareKey},
                    {"any", bareKey8},
                    {"jwk", Json{{"kty", "EC"}, {"d", "x"}}},
                    {"config", "{\"a\":{\"password\":\"hunter2\"}}"},
                    {"config", "[{\"kty\":\"oct\",\"k\":\"x\"}]"},
                    {"config", "[\"" + webToken + "\"]"}});
        rows(false, {{"secretariat", "x"},
                     {"client_secret", "**********"},
                     {"client_secret", "${vault.shop}"},
                     {"client_secret", "$(env:SECRET)"},
                     {"client_secret", ""},
                     {"RequireClientSecret", "true"},
                     {"access.token.lifespan", "300"},
                     {"client.secret.creation.time", "1700000000"},
                     {"client.secret.expiration.time", "1700000000"},
                     {"client_secret_expires_at", 0},
                     {"token.endpoint.auth.signing.alg", "RS256"},
                     {"token_endpoint_auth_method", "client_secret_basic"},
                     {"token_endpoint_auth_methods_supported", Json::array({"client_secret_basic"})},
                     {"clientAuthenticatorType", "client-secret"},
                     {"use.refresh.tokens", "true"},
                     {"client_credentials.use_refresh_token", "false"},
                     {"id.token.signed.response.alg", "RS256"},
                     {"id_token_encrypted_response_enc", "A128CBC-HS256"},
                     {"id.token.as.detached.signature", "false"},
                     {"access.token.header.type.rfc9068", "false"},
                     {"standard.token.exchange.enableRefreshRequestedTokenType", "SAME_SESSION"},
                     {"backchannel_token_delivery_mode", "poll"},
                     {"RefreshTokenUsage", "OneTimeOnly"},
                     {"RefreshTokenExpiration", "Absolute"},
                     {"AccessTokenType", "Jwt"},
                     {"token_dialect", "access_token_authz"},
                     {"authorization_code_grant_access_token_lifespan", "1h0m0s"},
                     {"tokenUrl", "https://foo.example.com/token/0123456789"},
                     {"token_type", "urn:ietf:params:oauth:token-type:access_token"},
                     {"subject_token_type", "urn:ietf:params:oauth:token-type:jwt"},
                     {"passwordPolicy", "length(8)"},
                     {"passwordless.rp.id", "login.example.com"},
                     {"requiredCredentials", Json::array({"password"})},
                     {"response_types", Json::array({"code id_token token"})}});
        rows(false,
             {{"jwt.credential.certificate", certificate},
              {"saml.signing.certificate", certificate},
              {"key", publicKey},
              {"tos", "https://a.example.com/terms?lang=en#secret"},
              {"note", "Basic information about you"},
              {"note", "Bearer tokens, and basic authentication."},
              {"note", "The password is sent by post"},
              {"redirect", "https://me@odd.example.com/cb"},
              {"contact", "mailto:anna@example.com"},
              {"backend.url", "https://svc:${DB_PASSWORD}@h/x"},
              {"backend.url", "https://svc:*****@h/x"},
              {"header", "Bearer ${TOKEN}"},
              {"hook", "https://a.example.com/hook?token=${TOKEN}"},
              {"hook", "https://a.example.com/login?response_type=token&grant_type=password"},
              {"jwk", Json{{"kty", "EC"}, {"x", "x"}}},
              {"config", "{\"a\":\"b\",\"roles\":[{\"id\":\"8b62ff99-85b3-4e4e-ad35-5223ca0c0a85\"}]}"},
              {"id", "8b62ff99-85b3-4e4e-ad35-5223ca0c0a85"},
              {"sector", "https://a.example.com/0123456789abcdef0123456789abcdef"},
              {"logo", "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"},
              {"number", 5},
              {"object", Json{{"password", "hunter2"}}}});
    }
    void setting()
    {
        QFETCH(const std::string, name);
        QFETCH(const Json, value);
        QFETCH(const bool, isSecret);
        QCOMPARE(rules::isSecret(name, value), isSecret);
    }

    void pairsAreNamedByTheirName()
    {
        const Json pair{{"Key", "client_secret"}, {"Value", "hunter2"}};
        QCOMPARE(rules::settingName(pair, "Value"), "client_secret");
        QCOMPARE(rules::settingName(pair, "Key"), "Key");
        QCOMPARE(rules::settingName(Json{{"value", "x"}}, "value"), "value");
        QCOMPARE(rules::settingName(Json{{"Type", "SharedSecret"}, {"Value", "x"}}, "Value"), "Value");
    }
};

GATEHOUSE_TEST(SecretSettingTest)
#include "tst_secretsetting.moc"
