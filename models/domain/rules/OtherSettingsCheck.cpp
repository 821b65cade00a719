#include "domain/rules/OtherSettingsCheck.h"

#include "domain/rules/JsonWebKey.h"
#include "domain/rules/Placeholder.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/RuleText.h"

#include <QRegularExpression>

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

/// Of a JSON Web Key Set (RFC 7517 5).
constexpr std::string_view keyList = "keys";

bool isOn(const Json &value)
{
    return value == true || value == "true";
}

/// Whatever capitals and separators a server writes it with.
bool namesSecret(std::string_view name)
{
    static const QRegularExpression secretName(
        u"(secrets?|password|passphrase|passwd|pwd|(private|api)[._-]?key|access[._-]?token|"
        "secret\\.rotated)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return secretName.match(QString::fromUtf8(name.data(), qsizetype(name.size()))).hasMatch();
}

/// No mask, no placeholder, and no switch, as in `"RequireClientSecret": "true"`.
bool saysSecret(const std::string &text)
{
    const QString lower = QString::fromStdString(text).toLower();
    const bool isSwitch = lower == "true"_L1 || lower == "false"_L1;
    return !isSwitch && !std::ranges::all_of(text, [](char c) { return c == '*'; }) && !isPlaceholder(text);
}

/// In PEM, or a JSON Web Key that is more than public, under any name.
bool isPrivateKey(const Json &value)
{
    if (const auto *const text = value.get_ptr<const std::string *>())
        return text->contains("-----BEGIN") && text->contains("PRIVATE KEY-----");
    if (!value.is_object() || !value.contains("kty"))
        return false;
    return std::ranges::any_of(value.items(),
                               [](const auto &member) { return isPrivateMember(member.key()); });
}

/// Base64 of a SHA-256 or a SHA-512.
bool isHash(const std::string &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(text),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return decoded && (decoded.decoded.size() == 32 || decoded.decoded.size() == 64);
}

/// One of IdentityServer's list: those of other types are certificates and public keys.
bool isSharedSecret(const Json &element)
{
    if (!element.is_object() || element.value("Type", Json("SharedSecret")) != "SharedSecret")
        return false;
    const Json value = element.value("Value", Json());
    const auto *const text = value.get_ptr<const std::string *>();
    return text && saysSecret(*text) && !isHash(*text);
}

/// Lists that the readers of files empty themselves.
bool listsSecrets(std::string_view name, const Json &value)
{
    return value.is_array() && ((name == keyList && std::ranges::any_of(value, isPrivateKey)) ||
                                (namesSecret(name) && std::ranges::any_of(value, isSharedSecret)));
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
            if (isSecret(name, value) || listsSecrets(name, value))
                refuseSecret(where);
            else if (isOn(value) && grantNamed(name))
                tell(where, *grantNamed(name));
            else if (value.is_array() && std::ranges::contains(grantLists, name))
                checkGrants(value, where);
            else if (value.is_array() && std::ranges::contains(redirectLists, name))
                checkRedirects(value, where);
            else
                checkInside(value, where);
        }
    }

private:
    void checkInside(const Json &value, const QString &place)
    {
        if (value.is_object())
            check(value, place);
        for (std::size_t index = 0; value.is_array() && index < value.size(); ++index)
            checkInside(value[index], json::element(place, index));
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
            if (!text || m_problems.client().isMachineToMachine())
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

bool isSecret(std::string_view name, const Json &value)
{
    if (isPrivateKey(value))
        return true;
    const bool isText = value.is_string() && saysSecret(value.get_ref<const std::string &>());
    const bool isList =
        value.is_array() && name != keyList &&
        std::ranges::any_of(value, [&](const Json &element) { return isSecret(name, element); });
    return isList || (isText && namesSecret(name));
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
