#include "domain/formats/glewlwyd/GlewlwydClient.h"

#include "domain/formats/ImportedClients.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct GlewlwydClientText
{
    Q_DECLARE_TR_FUNCTIONS(GlewlwydClientText)
};

/// RFC 7591 has other names for these.
QString grantType(const QString &authorizationType)
{
    if (authorizationType == "code"_L1)
        return u"authorization_code"_s;
    const bool inAddress = authorizationType == "token"_L1 || authorizationType == "id_token"_L1;
    return inAddress ? u"implicit"_s : authorizationType;
}

}

Result<void> GlewlwydClient::read(const json::Json &object)
{
    QStringList unknown;
    auto properties = GlewlwydProperties::read(object, m_imported.place, unknown);
    if (!properties)
        return std::unexpected(properties.error());
    m_properties = std::move(*properties);
    if (!m_properties.clientId)
        return std::unexpected(missing(m_imported.place, u"client_id"_s));
    readPlainFields();
    for (const QString &property : unknown)
        m_imported.losses << unknownProperty(m_client.clientId, property);
    if (const auto done = readAuthorizationTypes(); !done)
        return done;
    m_access.takeAllScopes(m_properties.scopes, u"scope"_s);
    readAuthentication();
    readSecret();
    return {};
}

void GlewlwydClient::readPlainFields()
{
    m_client.clientId = *m_properties.clientId;
    m_imported.named << ClientField::ClientId;
    m_client.enabled = m_properties.enabled.value_or(true);
    if (m_properties.enabled)
        m_imported.named << ClientField::Enabled;
    if (const QString name = m_properties.name.value_or(QString()); !name.isEmpty()) {
        m_client.title = name;
        m_imported.named << ClientField::Title;
    }
    if (m_properties.redirects) {
        m_client.loginRedirects = *m_properties.redirects;
        m_imported.named << ClientField::LoginRedirects;
    }
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

void GlewlwydClient::disable(const QString &property, const QString &text)
{
    if (m_client.enabled) // what the file disables stays disabled
        m_imported.named.remove(ClientField::Enabled);
    m_client.enabled = false;
    m_access.lose(property, text);
}

void GlewlwydClient::readAuthentication()
{
    if (!m_properties.confidential.value_or(false)) {
        disable(u"confidential"_s,
                GlewlwydClientText::tr("It is not confidential, so a new client application comes in "
                                       "disabled: in Gatehouse each has a secret. Add one, hand it over, and "
                                       "enable it."));
    }
    const QString property = u"token_endpoint_auth_method"_s;
    const QString basic = u"client_secret_basic"_s;
    const QString post = u"client_secret_post"_s;
    const QStringList methods = m_properties.authMethods.value_or(QStringList());
    for (const QString &method : methods) {
        if (method != basic && (methods.contains(basic) || method == post)) {
            m_access.lose(property, GlewlwydClientText::tr("\"%1\" is not kept: Gatehouse exports "
                                                           "client_secret_basic (RFC 6749 2.3.1).")
                                        .arg(rules::shortened(method)));
        }
    }
    if (!methods.isEmpty() && !methods.contains(basic) && !methods.contains(post)) {
        disable(property, GlewlwydClientText::tr(
                              "\"%1\" is not kept, so a new client application comes in disabled: in "
                              "Gatehouse each has a secret. Add one, hand it over, and enable it.")
                              .arg(rules::shortened(methods.join(u' '))));
    }
}

/// Glewlwyd looks at a client_secret first.
void GlewlwydClient::readSecret()
{
    const QString secret = m_properties.secret.value_or(QString());
    const QString password = m_properties.password.value_or(QString());
    if (!secret.isEmpty())
        m_access.takeSecret(secret.toUtf8(), {}, m_now, u"client_secret"_s);
    else if (!password.isEmpty())
        m_access.takeSecret(password.toUtf8(), {}, m_now, u"password"_s);
    if (!secret.isEmpty() && !password.isEmpty()) {
        m_access.lose(u"password"_s, GlewlwydClientText::tr("Not kept: with a client_secret beside it, "
                                                            "Glewlwyd does not take the password."));
    }
}

}
