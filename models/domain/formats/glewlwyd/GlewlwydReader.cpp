#include "domain/formats/Formats.h"

#include "domain/formats/ImportedAccess.h"
#include "domain/formats/ImportedClients.h"
#include "domain/json/JsonRecord.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

struct GlewlwydReaderText
{
    Q_DECLARE_TR_FUNCTIONS(GlewlwydReader)
};

/// Those that we know, as they stand in the file.
struct GlewlwydProperties
{
    std::optional<QString> clientId;
    std::optional<QString> name;
    std::optional<bool> enabled;
    std::optional<bool> confidential;
    std::optional<QStringList> authorizationTypes;
    std::optional<QStringList> authMethods;
    std::optional<QStringList> scopes;
    std::optional<QStringList> redirects;
    std::optional<QStringList> logoutRedirects;
    std::optional<QString> logoutRedirect; ///< the one that the administration page of Debian's package has
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
    json::Property{"enabled", &GlewlwydProperties::enabled},
    json::Property{"confidential", &GlewlwydProperties::confidential},
    json::PropertyBy{"authorization_type", &GlewlwydProperties::authorizationTypes, readTexts},
    json::PropertyBy{"token_endpoint_auth_method", &GlewlwydProperties::authMethods, readTexts},
    json::PropertyBy{"scope", &GlewlwydProperties::scopes, readTexts},
    json::PropertyBy{"redirect_uri", &GlewlwydProperties::redirects, readTexts},
    json::PropertyBy{"post_logout_redirect_uris", &GlewlwydProperties::logoutRedirects, readTexts},
    json::Property{"post_logout_redirect_uri", &GlewlwydProperties::logoutRedirect},
    json::Property{"password", &GlewlwydProperties::password},
    json::Property{"client_secret", &GlewlwydProperties::secret},
};

/// What Glewlwyd writes where nobody has entered anything, and the backend that it keeps the client in.
bool saysNothing(const std::string &name, const Json &value)
{
    return value.is_null() || value == "" || (value.is_structured() && value.empty()) || name == "source";
}

/// RFC 7591 has other names for these.
QString grantType(const QString &authorizationType)
{
    if (authorizationType == "code"_L1)
        return u"authorization_code"_s;
    const bool inAddress = authorizationType == "token"_L1 || authorizationType == "id_token"_L1;
    return inAddress ? u"implicit"_s : authorizationType;
}

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
    void readAuthentication();
    void readSecret(const QDateTime &now);

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    GlewlwydProperties m_properties;
};

Result<void> GlewlwydClient::read(const Json &object, const QDateTime &now)
{
    QStringList unknown;
    const auto takeOther = [&](const std::string &name, const Json &value, const QString &) -> Result<void> {
        if (!saysNothing(name, value))
            unknown << json::member({}, name);
        return {};
    };
    if (const auto done = json::readRecord(m_properties, glewlwydTable, object, m_imported.place, takeOther);
        !done)
        return done;
    if (!m_properties.clientId)
        return std::unexpected(missing(m_imported.place, u"client_id"_s));
    readPlainFields();
    for (const QString &property : unknown)
        m_imported.losses << unknownProperty(m_client.clientId, property);
    if (const auto done = readAuthorizationTypes(); !done)
        return done;
    m_access.takeAllScopes(m_properties.scopes, u"scope"_s);
    readAuthentication();
    readSecret(now);
    return {};
}

void GlewlwydClient::readPlainFields()
{
    m_access.take(ClientField::ClientId, m_client.clientId, m_properties.clientId);
    m_client.enabled = true;
    m_access.take(ClientField::Enabled, m_client.enabled, m_properties.enabled);
    if (m_properties.name != QString())
        m_access.take(ClientField::Title, m_client.title, m_properties.name);
    m_access.take(ClientField::LoginRedirects, m_client.loginRedirects, m_properties.redirects);
    if (m_properties.logoutRedirects || !m_properties.logoutRedirect.value_or(QString()).isEmpty()) {
        m_client.logoutRedirects = m_properties.logoutRedirects.value_or(QStringList());
        if (const QString one = m_properties.logoutRedirect.value_or(QString()); !one.isEmpty())
            m_client.logoutRedirects << one;
        m_client.logoutRedirects.removeDuplicates();
        m_imported.named << ClientField::LogoutRedirects;
    }
}

Result<void> GlewlwydClient::readAuthorizationTypes()
{
    QStringList types;
    for (const QString &type : m_properties.authorizationTypes.value_or(QStringList()))
        types << grantType(type);
    return m_access.takeGrantTypes(types, u"authorization_type"_s);
}

void GlewlwydClient::readAuthentication()
{
    if (!m_properties.confidential.value_or(false)) {
        m_access.disable(
            u"confidential"_s,
            GlewlwydReaderText::tr("It is not confidential, so a new client application comes in "
                                   "disabled: in Gatehouse each has a secret. Add one, hand it over, and "
                                   "enable it."));
    }
    const QString property = u"token_endpoint_auth_method"_s;
    const QString basic = u"client_secret_basic"_s;
    const QString post = u"client_secret_post"_s;
    const QStringList methods = m_properties.authMethods.value_or(QStringList());
    for (const QString &method : methods) {
        if (method != basic && (methods.contains(basic) || method == post)) {
            m_access.lose(property, GlewlwydReaderText::tr("\"%1\" is not kept: Gatehouse exports "
                                                           "client_secret_basic (RFC 6749 2.3.1).")
                                        .arg(rules::shortened(method)));
        }
    }
    if (!methods.isEmpty() && !methods.contains(basic) && !methods.contains(post)) {
        m_access.disable(
            property,
            GlewlwydReaderText::tr("\"%1\" is not kept, so a new client application comes in disabled: in "
                                   "Gatehouse each has a secret. Add one, hand it over, and enable it.")
                .arg(rules::shortened(methods.join(u' '))));
    }
}

/// Glewlwyd looks at a client_secret first.
void GlewlwydClient::readSecret(const QDateTime &now)
{
    const QString secret = m_properties.secret.value_or(QString());
    const QString password = m_properties.password.value_or(QString());
    if (!secret.isEmpty())
        m_access.takeSecret(secret.toUtf8(), {}, now, u"client_secret"_s);
    else if (!password.isEmpty())
        m_access.takeSecret(password.toUtf8(), {}, now, u"password"_s);
    if (!secret.isEmpty() && !password.isEmpty()) {
        m_access.lose(u"password"_s, GlewlwydReaderText::tr("Not kept: with a client_secret beside it, "
                                                            "Glewlwyd does not take the password."));
    }
}

/// Turns client applications of Glewlwyd (`GET /api/client/`, `POST /api/client/`) into ours. One comes in
/// disabled where its secret could not be used.
class GlewlwydReader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readClient(ImportedClient &imported, const Json &object) override
    {
        return GlewlwydClient(imported).read(object, m_now);
    }
};

}

std::unique_ptr<JsonReader> glewlwydReader(ImportedHead &file, const QDateTime &now)
{
    return std::make_unique<GlewlwydReader>(file, now);
}

}
