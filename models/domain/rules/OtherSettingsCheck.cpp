#include "domain/rules/OtherSettingsCheck.h"

#include "domain/rules/RiskNames.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/secrets/SecretSetting.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::rules {

namespace {

using json::Json;

/// A grant that gives tokens in ways that Gatehouse has no field for. Servers call it by several names.
struct Grant
{
    std::array<const char *, 5> names;
    const char *warning;
};

constexpr std::array grants{
    Grant{{"implicit", "implicitFlowEnabled", "token", "id_token", "id_token token"},
          QT_TRANSLATE_NOOP("RuleText",
                            "tokens come in the address of a redirect, where others can read them "
                            "(RFC 9700 2.1.2)")},
    Grant{{"password", "directAccessGrantsEnabled", "resource_owner_password",
           "http://auth0.com/oauth/grant-type/"
           "password-realm"},
          QT_TRANSLATE_NOOP("RuleText",
                            "passwords of users are given to the client application (RFC 9700 2.4)")},
    Grant{{"urn:ietf:params:oauth:grant-type:device_code", "oauth2.device.authorization.grant.enabled",
           "device_code", "device_flow"},
          QT_TRANSLATE_NOOP("RuleText",
                            "users can be led to grant a device that is not theirs (RFC 8628 5.4)")},
    Grant{{"urn:openid:params:grant-type:ciba", "oidc.ciba.grant.enabled", "ciba"},
          QT_TRANSLATE_NOOP("RuleText", "whoever has the client application can ask users to sign in "
                                        "(OpenID Connect CIBA)")},
    Grant{{"hybrid", "code id_token", "code token", "code id_token token"},
          QT_TRANSLATE_NOOP("RuleText",
                            "tokens come in the address of a redirect beside the code (RFC 9700 2.1.2)")},
};

/// The lists in which the formats name grants.
constexpr std::array grantLists{std::string_view("grant_types"), std::string_view("response_types"),
                                std::string_view("AllowedGrantTypes"),
                                std::string_view("authorization_type")};

/// Those in which they name redirects.
constexpr std::array redirectLists{std::string_view("redirect_uris"),
                                   std::string_view("redirectUris"),
                                   std::string_view("RedirectUris"),
                                   std::string_view("redirect_uri"),
                                   std::string_view("post_logout_redirect_uris"),
                                   std::string_view("PostLogoutRedirectUris")};

const Grant *grantNamed(std::string_view name)
{
    const auto found = std::ranges::find_if(grants, [&](const Grant &grant) {
        return std::ranges::any_of(grant.names, [&](const char *known) { return known && name == known; });
    });
    return found == grants.end() ? nullptr : &*found;
}

/// Of IdentityServer, beside S256.
constexpr std::string_view plainPkceSwitch = "AllowPlainTextPkce";

bool isOn(const Json &value)
{
    return value == true || value == "true";
}

/// Goes through the settings of one format.
class SettingsCheck
{
public:
    SettingsCheck(ProblemCollector &problems, const QString &format) : m_problems(problems), m_format(format)
    {
    }

    void check(const Json &object, const QString &place)
    {
        for (const auto &[name, value] : object.items()) {
            const QString where = json::member(place, name);
            if (isSecret(settingName(object, name), value) || listsSecrets(name, value))
                refuseSecret(where);
            else if (isOn(value) && name == plainPkceSwitch)
                tellPlainPkce(where);
            else if (isOn(value) && grantNamed(name))
                tell(where, *grantNamed(name));
            else
                checkOpen(name, value, where);
        }
    }

private:
    void checkOpen(const std::string &name, const Json &value, const QString &where)
    {
        checkInside(value, where);
        if (value.is_array() && std::ranges::contains(grantLists, name))
            checkGrants(value, where);
        else if (value.is_array() && std::ranges::contains(redirectLists, name))
            checkRedirects(value, where);
    }

    void checkInside(const Json &value, const QString &place)
    {
        if (value.is_object())
            check(value, place);
        for (std::size_t index = 0; value.is_array() && index < value.size(); ++index) {
            const QString where = json::element(place, index);
            if (looksSecret(value[index]))
                refuseSecret(where);
            else
                checkInside(value[index], where);
        }
    }

    void checkGrants(const Json &list, const QString &place)
    {
        for (const Json &name : list) {
            const auto *const text = name.get_ptr<const std::string *>();
            if (const Grant *grant = text ? grantNamed(*text) : nullptr)
                tell(u"%1 %2"_s.arg(place, json::toText(*text)), *grant);
        }
    }

    /// They go out beside those of the tabs.
    void checkRedirects(const Json &list, const QString &place)
    {
        for (const Json &uri : list) {
            const auto *const text = uri.get_ptr<const std::string *>();
            if (!text || m_problems.client().isMachineToMachine() || looksSecret(uri))
                continue;
            const QString value = u"%1.%2 %3"_s.arg(m_format, place, json::toText(*text));
            m_problems.addRisk(
                {Severity::Error, Gate::Save, ClientField::OtherSettings,
                 RuleText::tr("%1 is a redirect that no rule has looked at. Enter it on the tab of "
                              "its redirects, and remove it here.")
                     .arg(shortened(value))},
                risks::otherRedirect, value);
        }
    }

    void tell(const QString &setting, const Grant &grant)
    {
        const QString value = m_format + u'.' + setting;
        m_problems.addRisk({Severity::Error, Gate::Save, ClientField::OtherSettings,
                            RuleText::tr("%1 is on: %2. Turn it off unless the client application needs it.")
                                .arg(value, RuleText::tr(grant.warning))},
                           risks::otherGrant, value);
    }

    void tellPlainPkce(const QString &setting)
    {
        if (m_problems.client().isMachineToMachine())
            return;
        const QString value = m_format + u'.' + setting;
        m_problems.addRisk(
            {Severity::Error, Gate::Save, ClientField::OtherSettings,
             RuleText::tr("%1 is on: PKCE is taken by the method plain, too, with which whoever reads a "
                          "request knows the verifier. Turn it off, and have the client application send "
                          "S256 (RFC 7636 7.2, RFC 9700 2.1.1).")
                 .arg(value)},
            risks::plainPkce, value);
    }

    void refuseSecret(const QString &place)
    {
        m_problems.add(
            Severity::Error, ClientField::OtherSettings,
            RuleText::tr("%1.%2 holds a secret, which everybody could read there. Add it on the tab "
                         "Secrets, and remove it here.")
                .arg(m_format, place));
    }

    ProblemCollector &m_problems;
    QString m_format;
};

/// As deep as a file may nest, less what stands around them in a file of all client applications.
constexpr int mostLevels = json::deepestNesting - 8;

int levelsOf(const Json &value)
{
    int below = 0;
    for (const Json &element : value)
        below = std::max(below, element.is_structured() ? levelsOf(element) : 0);
    return below + 1;
}

}

void checkOtherSettings(ProblemCollector &problems)
{
    const FormatSettings &settings = problems.client().otherSettings;
    for (const auto &[format, text] : settings.asKeyValueRange()) {
        const Json object = json::fromCompactText(text);
        if (object.is_object() && levelsOf(object) <= mostLevels) {
            SettingsCheck(problems, format).check(object, {});
            continue;
        }
        if (object.is_object()) {
            problems.add(Severity::Error, ClientField::OtherSettings,
                         RuleText::tr("Other settings of %1 nest more than %2 levels deep. Take out what is "
                                      "below.")
                             .arg(shortened(format), QString::number(mostLevels)));
            continue;
        }
        problems.add(Severity::Error, ClientField::OtherSettings,
                     RuleText::tr("Other settings of %1 are no JSON object. Write them as {\"name\": value}.")
                         .arg(shortened(format)));
    }
}

}
