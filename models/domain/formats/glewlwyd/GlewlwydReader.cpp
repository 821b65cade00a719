#include "domain/formats/Formats.h"

#include "domain/formats/AsItCame.h"
#include "domain/formats/AuthenticationNames.h"
#include "domain/formats/ExactRedirects.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/glewlwyd/Glewlwyd.h"
#include "domain/json/JsonRecord.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/Placeholder.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// Those that we know, as they stand in the file.
struct GlewlwydProperties
{
    std::optional<QString> clientId;
    std::optional<QString> name;
    std::optional<QString> description;
    std::optional<bool> enabled;
    std::optional<bool> confidential;
    std::optional<QStringList> authorizationTypes;
    std::optional<QStringList> authMethods;
    std::optional<QStringList> scopes;
    std::optional<QStringList> redirects;
    std::optional<QStringList> logoutRedirects;
    std::optional<QString> logoutRedirect; ///< the one that the administration page of Debian's package has
    const Json *jwks = nullptr;
    std::optional<QString> jwksUri;
    std::optional<QString> publicKey; ///< in PEM, beside jwks
    std::optional<QString> password;
    std::optional<QString> secret;
};

/// One text in place of a list is a list of it, as some tools write it.
Result<QStringList> readTexts(const Json &value, const QString &place)
{
    if (const auto *text = value.get_ptr<const Json::string_t *>())
        return QStringList{json::toText(*text)};
    return json::read<QStringList>(value, place);
}

constexpr std::tuple glewlwydTable{
    json::Property{"client_id", &GlewlwydProperties::clientId},
    json::Property{"name", &GlewlwydProperties::name},
    json::Property{"description", &GlewlwydProperties::description},
    json::Property{"enabled", &GlewlwydProperties::enabled},
    json::Property{"confidential", &GlewlwydProperties::confidential},
    json::PropertyBy{"authorization_type", &GlewlwydProperties::authorizationTypes, readTexts},
    json::PropertyBy{"token_endpoint_auth_method", &GlewlwydProperties::authMethods, readTexts},
    json::PropertyBy{"scope", &GlewlwydProperties::scopes, readTexts},
    json::PropertyBy{"redirect_uri", &GlewlwydProperties::redirects, readTexts},
    json::PropertyBy{"post_logout_redirect_uris", &GlewlwydProperties::logoutRedirects, readTexts},
    json::Property{"post_logout_redirect_uri", &GlewlwydProperties::logoutRedirect},
    json::Property{"jwks", &GlewlwydProperties::jwks},
    json::Property{"jwks_uri", &GlewlwydProperties::jwksUri},
    json::Property{publicKeyName, &GlewlwydProperties::publicKey},
    json::Property{"password", &GlewlwydProperties::password},
    json::Property{"client_secret", &GlewlwydProperties::secret},
};

/// One client.
class GlewlwydClient
{
public:
    explicit GlewlwydClient(ImportedClient &imported)
        : m_imported(imported), m_client(imported.client), m_access(imported)
    {
    }

    /// `now` is the creation time of a secret that the file holds in clear. The error refuses the client.
    Result<void> read(const Json &object, const QDateTime &now);

private:
    void readPlainFields();
    Result<void> readAuthorizationTypes();
    Result<void> readRedirects();
    void readAuthentication();
    void readKeys();
    void readSecret(const QDateTime &now);
    void keepRest(const Json &object);

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    GlewlwydProperties m_properties;
};

Result<void> GlewlwydClient::read(const Json &object, const QDateTime &now)
{
    const auto skip = [](const std::string &, const Json &, const QString &) { return Result<void>(); };
    if (const auto done = json::readRecord(m_properties, glewlwydTable, object, m_imported.place, skip);
        !done)
        return done;
    if (!m_properties.clientId)
        return std::unexpected(missing(m_imported.place, u"client_id"_s));
    readPlainFields();
    return readAuthorizationTypes().and_then([&] { return readRedirects(); }).transform([&] {
        m_access.takeAllScopes(m_properties.scopes, u"scope"_s);
        readAuthentication();
        readKeys();
        readSecret(now);
        keepRest(object);
    });
}

void GlewlwydClient::readPlainFields()
{
    m_access.take(ClientField::ClientId, m_client.clientId, m_properties.clientId);
    m_client.enabled = true;
    m_access.take(ClientField::Enabled, m_client.enabled, m_properties.enabled);
    if (m_properties.name != QString())
        m_access.takeTitle(m_properties.name);
    if (!rules::isStructural(rules::checkDescription(m_properties.description.value_or(QString()))))
        m_access.take(ClientField::Description, m_client.description, m_properties.description);
}

Result<void> GlewlwydClient::readAuthorizationTypes()
{
    const QString property = u"authorization_type"_s;
    QStringList types = m_properties.authorizationTypes.value_or(QStringList());
    const auto code = std::ranges::find(types, "code"_L1);
    const bool isImplicit = types.contains("token"_L1) || types.contains("id_token"_L1);
    if (code != types.end())
        *code = u"authorization_code"_s; // as RFC 7591 has it
    else if (isImplicit && !types.contains("client_credentials"_L1))
        return m_access.refuseImplicit(property);
    return m_access.takeGrantTypes(types, property);
}

Result<void> GlewlwydClient::readRedirects()
{
    m_access.take(ClientField::LoginRedirects, m_client.loginRedirects, m_properties.redirects);
    const QString one = m_properties.logoutRedirect.value_or(QString());
    if (m_properties.logoutRedirects || !one.isEmpty()) {
        m_client.logoutRedirects = m_properties.logoutRedirects.value_or(QStringList());
        if (!one.isEmpty())
            m_client.logoutRedirects << one;
        m_access.noteRepeated(m_properties.logoutRedirects.value_or(QStringList()),
                              u"post_logout_redirect_uris"_s);
        m_client.logoutRedirects.removeDuplicates();
        m_imported.named << ClientField::LogoutRedirects;
    }
    if (m_client.grantType == GrantType::ClientCredentials)
        return {};
    return exactredirects::check(m_client.loginRedirects, ClientField::LoginRedirects).and_then([&] {
        return exactredirects::check(m_client.logoutRedirects, ClientField::LogoutRedirects);
    });
}

/// Of several methods that are allowed the one that every client library has (RFC 6749 2.3.1); the others
/// are Other settings.
void GlewlwydClient::readAuthentication()
{
    const QString basic = u"client_secret_basic"_s;
    const QStringList methods = m_properties.authMethods.value_or(QStringList());
    if (!m_properties.confidential.value_or(false))
        m_access.takeAuthentication(u"none"_s);
    else
        m_access.takeAuthentication(methods.isEmpty() || methods.contains(basic) ? basic : methods.first());
}

void GlewlwydClient::readKeys()
{
    if (m_client.clientAuthentication != ClientAuthentication::PrivateKey)
        return;
    if (!rules::isStructural(rules::checkWebAddress({}, m_properties.jwksUri.value_or(QString()))))
        m_access.take(ClientField::JwksUri, m_client.jwksUri, m_properties.jwksUri);
    const Json *const jwks = m_properties.jwks;
    Json keys = jwks && jwks->is_object() ? jwks->value("keys", Json()) : Json();
    if (const QString pem = m_properties.publicKey.value_or(QString()); !pem.isEmpty()) {
        if (!keys.is_array())
            keys = Json::array();
        keys.push_back(certificateAlone(pem));
    }
    if (keys.is_array())
        m_access.takeKeys(keys, u"jwks"_s);
}

/// Glewlwyd looks at a client_secret first.
void GlewlwydClient::readSecret(const QDateTime &now)
{
    const QString secret = m_properties.secret.value_or(QString());
    const QString password = m_properties.password.value_or(QString());
    const QString property = secret.isEmpty() ? u"password"_s : u"client_secret"_s;
    const QByteArray known = (secret.isEmpty() ? password : secret).toUtf8();
    if (!sendsSecret(m_client)) {
        if (!known.isEmpty()) {
            m_access.lose(property, FormatText::tr("Not kept: the client application does not send it, "
                                                   "because it proves in another way who it is."));
        }
        return;
    }
    if (known.isEmpty()) {
        m_access.takeServersSecret(
            u"client_secret"_s,
            FormatText::tr("Not in the file, because Glewlwyd does not give it out: only the server "
                           "knows it. To know it here, too, add a new secret and hand it over."));
    } else {
        m_access.takeSecret(known, {}, now, property);
    }
    if (!secret.isEmpty() && !password.isEmpty()) {
        m_access.lose(u"password"_s, FormatText::tr("Not kept: with a client_secret beside it, "
                                                    "Glewlwyd does not take the password."));
    }
}

void GlewlwydClient::keepRest(const Json &object)
{
    QSet<QString> notKept;
    const auto drop = [&](const char *name, const std::optional<QString> &secret) {
        if (secret && !isPlaceholder(secret->toUtf8()))
            notKept << QString::fromLatin1(name);
    };
    drop("client_secret", m_properties.secret);
    drop("password", m_properties.password);
    keepAsItCame(m_imported, object, notKept);
    if (notKept.contains(u"client_secret"_s))
        m_imported.asItCame["client_secret"] = ""; // the name under which the secret goes back
    const auto jwks = m_imported.asItCame.find("jwks");
    if (jwks != m_imported.asItCame.end() && jwks->is_object() && jwks->contains("keys"))
        removePrivateParts((*jwks)["keys"]);
}

}

Result<void> readGlewlwyd(ImportedClient &imported, const Json &object, const QDateTime &now)
{
    return GlewlwydClient(imported).read(object, now);
}

}
