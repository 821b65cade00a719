#include "domain/formats/keycloak/KeycloakRealm.h"

#include "domain/DefaultResources.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/keycloak/KeycloakMappers.h"
#include "domain/formats/keycloak/KeycloakNames.h"
#include "domain/json/JsonRecord.h"
#include "domain/rules/RuleText.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// How Keycloak shows and sends a scope, which follows from what it is for us.
constexpr std::array<std::string_view, 4> shownAttributes{
    "include.in.token.scope", keycloak::displayOnConsent, keycloak::consentText, "gui.order"};

/// A text that is for people.
Result<QString> shownText(const Json &object, const char *name, const QString &place)
{
    const auto found = object.find(name);
    if (found == object.end() || found->is_null())
        return QString();
    return json::read<QString>(*found, json::member(place, name));
}

/// One that Keycloak translates says nothing by itself.
QString untranslated(const QString &text)
{
    return keycloak::isReplaced(text) ? QString() : text;
}

class ScopeReader
{
public:
    ScopeReader(const Json &object, const QString &place, const KeycloakScope::Translations &translations)
        : m_object(object), m_place(place), m_translations(translations)
    {
    }

    Result<KeycloakScope> read()
    {
        return readTexts()
            .and_then([this] { return readProtocol(); })
            .and_then([this]() -> Result<void> {
                if (!m_scope.isOurs)
                    return {};
                return readAttributes().and_then([this] { return readMappers(); });
            })
            .transform([this] { return m_scope; });
    }

private:
    Result<void> readTexts()
    {
        const auto name = m_object.find("name");
        if (name == m_object.end())
            return std::unexpected(missing(m_place, u"name"_s));
        return json::read<QString>(*name, json::member(m_place, "name"))
            .and_then([&](const QString &read) {
                m_scope.name = read;
                return shownText(m_object, "description", m_place);
            })
            .transform([&](const QString &read) { m_scope.description = untranslated(read); });
    }

    Result<void> readProtocol()
    {
        const auto protocol = m_object.find("protocol");
        const bool isForeign =
            protocol != m_object.end() && !protocol->is_null() && *protocol != keycloak::openIdConnect.data();
        const bool isKnown = keycloak::isBuiltInScope(m_scope.name) || isReservedScope(m_scope.name);
        m_scope.isOurs = !isForeign && !isKnown;
        if (isForeign && !isKnown)
            lose(m_place, FormatText::tr("Client scope \"%1\" is not kept: it is not of OpenID Connect.")
                              .arg(rules::shortened(m_scope.name)));
        return {};
    }

    Result<void> readAttributes()
    {
        const auto attributes = m_object.find("attributes");
        if (attributes == m_object.end() || attributes->is_null())
            return {};
        const QString place = json::member(m_place, "attributes");
        const auto note = [&](const std::string &name, const Json &value,
                              const QString &where) -> Result<void> {
            if (!saysNothing(value) && !std::ranges::contains(shownAttributes, name))
                m_scope.losses << unknownProperty({}, where);
            return {};
        };
        return json::eachMember(*attributes, place, note)
            .and_then([&] { return shownText(*attributes, keycloak::consentText, place); })
            .transform([&](const QString &read) {
                m_scope.title = untranslated(read);
                if (keycloak::isReplaced(read))
                    m_scope.titles = m_translations(read);
            });
    }

    Result<void> readMappers()
    {
        const auto mappers = m_object.find("protocolMappers");
        if (mappers == m_object.end() || mappers->is_null())
            return {};
        const auto readOne = [&](const Json &object, const QString &place) {
            return keycloak::readMapper(object, place).transform([&](const keycloak::Mapper &mapper) {
                take(mapper, place);
            });
        };
        return json::eachElement(*mappers, json::member(m_place, "protocolMappers"), readOne);
    }

    void take(const keycloak::Mapper &mapper, const QString &place)
    {
        if (!mapper.loss.isEmpty())
            lose(place, mapper.loss);
        if (!mapper.claim) {
            m_scope.keepsAllClaims = m_scope.keepsAllClaims && mapper.loss.isEmpty();
            return;
        }
        if (m_claims.contains(mapper.claim->claim)) {
            lose(place, FormatText::tr("Not kept: claim \"%1\" stands there already.")
                            .arg(rules::shortened(mapper.claim->claim)));
            return;
        }
        m_claims << mapper.claim->claim;
        m_scope.claims << *mapper.claim;
        m_scope.inIdToken = m_scope.inIdToken || mapper.inIdToken;
    }

    void lose(const QString &property, const QString &text) { m_scope.losses << Loss{{}, property, text}; }

    const Json &m_object;
    QString m_place;
    const KeycloakScope::Translations &m_translations;
    KeycloakScope m_scope;
    QSet<QString> m_claims;
};

}

Result<KeycloakScope> KeycloakScope::read(const Json &object, const QString &place,
                                          const Translations &translations)
{
    if (!object.is_object())
        return std::unexpected(json::notAnObject(object, place));
    return ScopeReader(object, place, translations).read();
}

}
