#include "domain/formats/rfc7591/Rfc7591.h"

#include "domain/LanguageTag.h"
#include "domain/formats/AsItCame.h"
#include "domain/formats/AuthenticationNames.h"
#include "domain/formats/ConsentProperties.h"
#include "domain/formats/ExactRedirects.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedAccess.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/rfc7591/ApplicationType.h"
#include "domain/formats/rfc7591/Rfc7591Metadata.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/Placeholder.h"
#include "domain/rules/RuleText.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Turns the RFC 7591 metadata of one client into ours. The format cannot say Enabled: a new client
/// application is proposed enabled, except where its secret could not be used, and Enabled is never among the
/// named fields.
class Rfc7591Reader
{
public:
    Rfc7591Reader(ImportedClient &imported, const QDateTime &now)
        : m_imported(imported), m_client(imported.client), m_access(imported), m_now(now)
    {
    }

    /// The error is the refusal of the client.
    Result<void> read(const json::Json &object)
    {
        if (const auto done = readMetadata(object); !done)
            return done;
        if (!m_metadata.clientId)
            return std::unexpected(missing(m_imported.place, u"client_id"_s));

        m_client.enabled = true;
        readTexts();
        if (const auto done = readGrantTypes().and_then([&] { return readResponseTypes(); }); !done)
            return done;
        readScope();
        return readRedirects()
            .and_then([&] { return readAuthentication(); })
            .and_then([&] { return readSecret(); })
            .transform([&] { keepRest(object); });
    }

private:
    Result<void> readMetadata(const json::Json &object)
    {
        ConsentProperties consent;
        const auto takeOther = [&](const std::string &name, const json::Json &value, const QString &place) {
            return consent.take(name, value, place).transform([&](bool isTaken) {
                if (!isTaken)
                    takeTitle(json::toText(name), value);
            });
        };
        return json::readRecord(m_metadata, rfc7591Table, object, m_imported.place, takeOther).transform([&] {
            m_metadata.consentTexts = consent.texts();
        });
    }

    /// RFC 7591 2.2: `client_name#nl`.
    void takeTitle(const QString &property, const json::Json &value)
    {
        const auto *const title = value.get_ptr<const std::string *>();
        const auto tag = canonicalLanguageTag(property.section(u'#', 1));
        if (title && tag && property.section(u'#', 0, 0) == "client_name"_L1)
            m_imported.titles.insert(*tag, json::toText(*title));
    }

    Result<void> readGrantTypes()
    {
        const QStringList standard{u"authorization_code"_s}; // RFC 7591 2: what it is when left out
        const auto named = m_imported.named;
        return m_access.takeGrantTypes(m_metadata.grantTypes.value_or(standard), u"grant_types"_s)
            .transform([&] {
                if (!m_metadata.grantTypes)
                    m_imported.named = named;
            });
    }

    Result<void> readResponseTypes()
    {
        const QString property = u"response_types"_s;
        const QStringList types = m_metadata.responseTypes.value_or(QStringList());
        const auto has = [](const QString &type, QLatin1StringView part) {
            return type.split(u' ').contains(part);
        };
        bool anyCode = false;
        bool anyInAddress = false;
        for (const QString &type : types) {
            const bool isInAddress = has(type, "token"_L1) || has(type, "id_token"_L1);
            anyCode = anyCode || has(type, "code"_L1);
            anyInAddress = anyInAddress || isInAddress;
            if (isInAddress)
                m_access.tellOfOtherGrant(type, property);
        }
        if (anyInAddress && !anyCode && !isMachine())
            return m_access.refuseImplicit(property);
        return {};
    }

    void readScope()
    {
        m_access.takeScopes(m_metadata.scope.value_or(QString()).split(u' ', Qt::SkipEmptyParts), u"scope"_s);
    }

    Result<void> readRedirects()
    {
        m_access.take(ClientField::LoginRedirects, m_client.loginRedirects, m_metadata.redirectUris);
        m_access.take(ClientField::LogoutRedirects, m_client.logoutRedirects,
                      m_metadata.postLogoutRedirectUris);
        if (isMachine())
            return {};
        return exactredirects::check(m_client.loginRedirects, ClientField::LoginRedirects).and_then([&] {
            return exactredirects::check(m_client.logoutRedirects, ClientField::LogoutRedirects);
        });
    }

    Result<void> readAuthentication()
    {
        if (m_metadata.tokenEndpointAuthMethod)
            m_access.takeAuthentication(*m_metadata.tokenEndpointAuthMethod);
        if (m_client.clientAuthentication != ClientAuthentication::PrivateKey)
            return {}; // keys are for something else then
        takeAddress(ClientField::JwksUri, m_client.jwksUri, m_metadata.jwksUri, "jwks_uri");
        const json::Json *const jwks = m_metadata.jwks;
        if (!jwks || jwks->empty())
            return {};
        const auto keys = jwks->is_object() ? jwks->find("keys") : jwks->end();
        if (keys == jwks->end() || !keys->is_array()) {
            return m_access.refuse(
                u"jwks"_s, FormatText::tr("is no JSON Web Key Set, which looks like {\"keys\": [...]} "
                                          "(RFC 7517 5)."));
        }
        m_access.takeKeys(*keys, u"jwks"_s);
        return {};
    }

    /// Of a client that proves by it who it is.
    Result<void> readSecret()
    {
        const qint64 expiresAt = m_metadata.clientSecretExpiresAt.value_or(0);
        const QString expiresProperty = u"client_secret_expires_at"_s;
        if (expiresAt < 0 || expiresAt > lastMoment) {
            return std::unexpected(
                json::wrongValue(json::member(m_imported.place, expiresProperty.toStdString()),
                                 FormatText::tr("seconds since 1970 up to the year 9999, or 0 for never")));
        }
        if (!m_metadata.clientSecret) {
            if (expiresAt != 0)
                loseWhole(
                    "client_secret_expires_at",
                    FormatText::tr("Not kept, because the file has no client_secret that it is about."));
            return {};
        }
        const QByteArray secret = m_metadata.clientSecret->toUtf8();
        if (!isPlaceholder(secret))
            m_notKept << u"client_secret"_s << expiresProperty;
        if (!sendsSecret(m_client)) {
            m_access.lose(u"client_secret"_s,
                          FormatText::tr("Not kept: with \"%1\" the client application does not send it.")
                              .arg(rules::shortened(m_metadata.tokenEndpointAuthMethod.value_or(QString()))));
            return {};
        }
        const QDateTime expires =
            expiresAt ? QDateTime::fromSecsSinceEpoch(expiresAt, QTimeZone::UTC) : QDateTime();
        m_access.takeSecret(secret, expires, m_now, u"client_secret"_s);
        return {};
    }

    void readTexts()
    {
        m_access.take(ClientField::ClientId, m_client.clientId, m_metadata.clientId);
        if (!m_metadata.clientName.value_or(QString()).isEmpty())
            m_access.take(ClientField::Title, m_client.title, m_metadata.clientName);
        m_access.take(ClientField::RequirePkce, m_client.requirePkce, m_metadata.requirePkce);
        takeAddress(ClientField::LogoUri, m_client.logoUri, m_metadata.logoUri, "logo_uri");
        takeAddress(ClientField::ClientUri, m_client.clientUri, m_metadata.clientUri, "client_uri");
        takeAddress(ClientField::PolicyUri, m_client.policyUri, m_metadata.policyUri, "policy_uri");
        takeAddress(ClientField::TosUri, m_client.tosUri, m_metadata.tosUri, "tos_uri");
        takeContacts();
        if (!m_metadata.consentTexts.isEmpty())
            m_access.take(ClientField::ConsentTexts, m_client.consentTexts,
                          std::optional(m_metadata.consentTexts));
    }

    /// One that is none is no reason to refuse a client application that runs without it.
    void takeAddress(ClientField field, QString &member, const std::optional<QString> &uri,
                     const char *property)
    {
        const auto findings = rules::checkWebAddress(fieldLabel(field), uri.value_or(QString()));
        if (!rules::isStructural(findings)) {
            m_access.take(field, member, uri);
            return;
        }
        loseWhole(
            property,
            FormatText::tr("\"%1\" is left out. %2").arg(rules::shortened(*uri), findings.first().text));
    }

    void takeContacts()
    {
        if (!m_metadata.contacts)
            return;
        const QString label = fieldLabel(ClientField::Contacts);
        m_client.contacts = *m_metadata.contacts;
        m_client.contacts.removeIf([&](const QString &contact) {
            const auto findings = rules::checkLine(label, contact);
            if (!findings.isEmpty())
                loseWhole("contacts", FormatText::tr("One is left out. %1").arg(findings.first().text));
            return !findings.isEmpty();
        });
        m_access.nameList(ClientField::Contacts, u"contacts"_s, m_client.contacts.size(),
                          m_client.contacts.size() == m_metadata.contacts->size());
    }

    void loseWhole(const char *property, const QString &text)
    {
        m_access.lose(QString::fromLatin1(property), text);
        m_notKept << QString::fromLatin1(property);
    }

    void keepRest(const json::Json &object)
    {
        keepAsItCame(m_imported, object, m_notKept);
        const auto jwks = m_imported.asItCame.find("jwks");
        if (jwks != m_imported.asItCame.end() && jwks->is_object() && jwks->contains("keys"))
            removePrivateParts((*jwks)["keys"]);
        if (m_metadata.contacts && m_notKept.contains(u"contacts"_s))
            m_imported.asItCame["contacts"] = json::texts(m_client.contacts);
        if (!isMachine())
            keepDeclared();
    }

    /// What goes back although the file has none of it, because a server does not do without what is said
    /// here: PKCE, and own schemes, which `web` does not allow.
    void keepDeclared()
    {
        json::Json &kept = m_imported.asItCame;
        if (!m_metadata.requirePkce)
            kept["require_pkce"] = m_client.requirePkce;
        if (!kept.contains("application_type") && applicationtype::hasOwnScheme(m_client))
            kept["application_type"] = json::fromText(applicationtype::of(m_client));
    }

    bool isMachine() const { return m_client.grantType == GrantType::ClientCredentials; }

    ImportedClient &m_imported;
    ClientApplication &m_client;
    ImportedAccess m_access;
    QDateTime m_now;
    Rfc7591Metadata m_metadata;
    QSet<QString> m_notKept;
};

}

Result<void> readRfc7591(ImportedClient &imported, const json::Json &object, const QDateTime &now)
{
    return Rfc7591Reader(imported, now).read(object);
}

}
