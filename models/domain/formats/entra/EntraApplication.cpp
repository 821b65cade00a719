#include "domain/formats/entra/EntraApplication.h"

#include "domain/formats/ImportedClients.h"
#include "domain/formats/entra/EntraManifest.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::entra {

using json::Json;

namespace {

/// Of the server's own making, or about who may use it there.
constexpr std::array<std::string_view, 13> bookkeeping{"id",
                                                       "objectId",
                                                       "createdDateTime",
                                                       "publisherDomain",
                                                       "signInAudience",
                                                       "accessTokenAcceptedVersion",
                                                       "verifiedPublisher",
                                                       "@odata.context",
                                                       "@odata.type",
                                                       "parentalControlSettings",
                                                       "odata.type",
                                                       "servicePrincipalLockConfiguration",
                                                       "requestSignatureVerification"};

/// Delegated permissions of Microsoft Graph that are the scopes of OpenID Connect: openid, profile, email,
/// offline_access, and User.Read, which every application has at first.
constexpr std::array<QLatin1StringView, 5> openIdPermissions{
    "37f7f235-527c-4136-accd-4a02d197296e"_L1, "14dad69e-099b-42c9-810b-d002981feec1"_L1,
    "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0"_L1, "7427e0e9-2fba-42fe-b0c0-848c9e6a8182"_L1,
    "e1fe6dd8-ba31-4d61-89e7-88639da4683d"_L1};

/// What the application offers to others itself.
void addUnknownOfApi(const Json &api, QStringList &unknown)
{
    for (const auto &[name, value] : api.items()) {
        if (!saysNothing(value) && name != "requestedAccessTokenVersion")
            unknown << json::member(u"api"_s, name);
    }
}

Result<void> ignoreOther(const std::string &, const Json &, const QString &)
{
    return {};
}

/// Reads what a manifest points to into an application.
class ManifestReader
{
public:
    ManifestReader(Application &application, const Manifest &manifest, const QString &place)
        : m_application(application), m_manifest(manifest), m_place(place)
    {
    }

    Result<void> read()
    {
        m_application.appId = m_manifest.appId.value_or(QString());
        m_application.title = m_manifest.displayName ? m_manifest.displayName : m_manifest.name;
        m_application.logoUrl = m_manifest.logoUrl;
        m_application.description = m_manifest.description;
        m_application.homePage = m_manifest.signInUrl;
        m_application.logoutUrl = m_manifest.logoutUrl.value_or(QString());
        m_application.isFallbackPublic =
            m_manifest.isFallbackPublicClient.value_or(m_manifest.allowPublicClient.value_or(false));
        m_application.allowsImplicit =
            m_manifest.implicitAccessTokens.value_or(false) || m_manifest.implicitIdTokens.value_or(false);
        return readReplyUrls()
            .and_then([&] { return readPlatforms(); })
            .and_then([&] { return readInformational(); })
            .and_then([&] { return readAccess(); })
            .and_then(
                [&] { return count(m_manifest.passwords, "passwordCredentials", m_application.secrets); })
            .and_then([&] { return count(m_manifest.keys, "keyCredentials", m_application.keys); });
    }

private:
    Result<void> readReplyUrls()
    {
        QStringList others;
        const auto readOne = [&](const Json &object, const QString &place) {
            ReplyUrl read;
            return json::readRecord(read, replyUrlTable, object, place, ignoreOther).transform([&] {
                const bool isWeb = read.type.compare("Web"_L1, Qt::CaseInsensitive) == 0;
                (isWeb ? m_application.redirects : others) << read.url;
            });
        };
        Result<void> done;
        if (m_manifest.replyUrlsWithType)
            done = json::eachElement(*m_manifest.replyUrlsWithType,
                                     json::member(m_place, "replyUrlsWithType"), readOne);
        else
            m_application.redirects = m_manifest.replyUrls.value_or(QStringList());
        m_application.webRedirects = m_application.redirects.size();
        m_application.redirects << others;
        return done;
    }

    Result<void> readPlatforms()
    {
        return readPlatform(m_manifest.web, "web")
            .and_then([&] {
                m_application.webRedirects = m_application.redirects.size();
                return readPlatform(m_manifest.spa, "spa");
            })
            .and_then([&]() -> Result<void> {
                const Json *client = m_manifest.publicClient;
                if (!client || !client->is_boolean())
                    return readPlatform(client, "publicClient");
                m_application.isFallbackPublic |= client->get<bool>();
                return {};
            });
    }

    Result<void> readPlatform(const Json *object, const char *name)
    {
        if (!object)
            return {};
        Platform read;
        const QString place = json::member(m_place, name);
        return json::readRecord(read, platformTable, *object, place, ignoreOther)
            .and_then([&]() -> Result<void> {
                m_application.redirects << read.redirectUris.value_or(QStringList());
                if (read.logoutUrl)
                    m_application.logoutUrl = *read.logoutUrl;
                if (read.homePageUrl)
                    m_application.homePage = read.homePageUrl;
                if (!read.implicit)
                    return {};
                Implicit implicit;
                return json::readRecord(implicit, implicitTable, *read.implicit,
                                        json::member(place, "implicitGrantSettings"), ignoreOther)
                    .transform(
                        [&] { m_application.allowsImplicit |= implicit.accessTokens || implicit.idTokens; });
            });
    }

    Result<void> readInformational()
    {
        if (!m_manifest.info)
            return {};
        Informational read;
        return json::readRecord(read, informationalTable, *m_manifest.info, json::member(m_place, "info"),
                                ignoreOther)
            .transform([&] {
                if (read.logoUrl)
                    m_application.logoUrl = read.logoUrl;
                m_application.privacyPolicy =
                    read.privacyStatementUrl ? read.privacyStatementUrl : read.privacy;
                m_application.termsOfService =
                    read.termsOfServiceUrl ? read.termsOfServiceUrl : read.termsOfService;
            });
    }

    Result<void> readAccess()
    {
        if (!m_manifest.access)
            return {};
        const auto readPermission = [&](const Json &object, const QString &place) {
            Permission read;
            return json::readRecord(read, permissionTable, object, place, ignoreOther).transform([&] {
                m_application.hasRoles |= read.type == "Role"_L1;
                if (!std::ranges::contains(openIdPermissions, read.id))
                    ++m_application.permissions;
            });
        };
        const auto readApi = [&](const Json &object, const QString &place) -> Result<void> {
            if (!object.is_object())
                return std::unexpected(json::notAnObject(object, place));
            const auto permissions = object.find("resourceAccess");
            if (permissions == object.end() || permissions->is_null())
                return {};
            return json::eachElement(*permissions, json::member(place, "resourceAccess"), readPermission);
        };
        return json::eachElement(*m_manifest.access, json::member(m_place, "requiredResourceAccess"),
                                 readApi);
    }

    Result<void> count(const Json *array, const char *name, int &number) const
    {
        if (array && !array->is_array())
            return std::unexpected(json::notAnArray(*array, json::member(m_place, name)));
        number = array ? int(array->size()) : 0;
        return {};
    }

    Application &m_application;
    const Manifest &m_manifest;
    const QString &m_place;
};

}

bool Application::isPublic() const
{
    const bool hasNothing = secrets == 0 && keys == 0;
    return hasNothing && (isFallbackPublic || (webRedirects == 0 && !redirects.isEmpty()));
}

Result<void> Application::read(const Json &object, const QString &place, QStringList &unknown)
{
    Manifest manifest;
    const auto takeOther = [&](const std::string &name, const Json &value, const QString &) -> Result<void> {
        if (name == "api" && value.is_object())
            addUnknownOfApi(value, unknown);
        else if (!saysNothing(value) && !std::ranges::contains(bookkeeping, name))
            unknown << json::member({}, name);
        return {};
    };
    return json::readRecord(manifest, manifestTable, object, place, takeOther).and_then([&] {
        return ManifestReader(*this, manifest, place).read();
    });
}

QStringList userScopes()
{
    return {u"openid"_s, u"profile"_s, u"email"_s};
}

}
