#include "servers/trial/TokenClaims.h"

#include "domain/explain/masking/SecretNames.h"
#include "domain/explain/masking/SecretParameters.h"
#include "servers/trial/TrialText.h"

#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

using json::Json;

constexpr qsizetype mostClaims = 500;

struct Meaning
{
    QLatin1StringView name;
    const char *text;
    bool isTime = false;
};

/// RFC 7519 4.1, RFC 8693 4, RFC 9068 2.2; OpenID Connect Core 1.0, 2 and 5.1, Session Management,
/// Back-Channel Logout; and what Keycloak adds.
constexpr std::array meanings{
    Meaning{"iss"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Issuer: who made the token")},
    Meaning{"sub"_L1,
            QT_TRANSLATE_NOOP("ClientTrial", "Subject: whom it is about, by the server's own name")},
    Meaning{"aud"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Audience: who may take it")},
    Meaning{"exp"_L1, QT_TRANSLATE_NOOP("ClientTrial", "End: not to be taken from then on"), true},
    Meaning{"nbf"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Begin: not to be taken before"), true},
    Meaning{"iat"_L1, QT_TRANSLATE_NOOP("ClientTrial", "When it was made"), true},
    Meaning{"jti"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Number of the token")},
    Meaning{"auth_time"_L1, QT_TRANSLATE_NOOP("ClientTrial", "When the user signed in"), true},
    Meaning{"nonce"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Ties the token to this sign-in")},
    Meaning{"acr"_L1, QT_TRANSLATE_NOOP("ClientTrial", "How surely the user was recognized")},
    Meaning{"amr"_L1, QT_TRANSLATE_NOOP("ClientTrial", "By what the user was recognized")},
    Meaning{"azp"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Client application that it was made for")},
    Meaning{"client_id"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Client application that it was made for")},
    Meaning{"scope"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Scopes: what it allows")},
    Meaning{"at_hash"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Ties it to the access token")},
    Meaning{"c_hash"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Ties it to the code")},
    Meaning{"s_hash"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Ties it to the state of the request")},
    Meaning{"sid"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Session of the user at the server")},
    Meaning{"cnf"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Key that whoever uses it has to have")},
    Meaning{"act"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Who acts on behalf of the subject")},
    Meaning{"typ"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Kind of token")},
    Meaning{"name"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Full name of the user")},
    Meaning{"given_name"_L1, QT_TRANSLATE_NOOP("ClientTrial", "First name")},
    Meaning{"family_name"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Last name")},
    Meaning{"middle_name"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Middle name")},
    Meaning{"nickname"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Nickname")},
    Meaning{"preferred_username"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Name that the user goes by")},
    Meaning{"profile"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Page about the user")},
    Meaning{"picture"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Picture of the user")},
    Meaning{"website"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Page of the user")},
    Meaning{"email"_L1, QT_TRANSLATE_NOOP("ClientTrial", "E-mail address")},
    Meaning{"email_verified"_L1,
            QT_TRANSLATE_NOOP("ClientTrial", "Whether the server knows that the address is the user's")},
    Meaning{"gender"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Gender")},
    Meaning{"birthdate"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Birthday")},
    Meaning{"zoneinfo"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Time zone")},
    Meaning{"locale"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Language")},
    Meaning{"phone_number"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Telephone number")},
    Meaning{"phone_number_verified"_L1,
            QT_TRANSLATE_NOOP("ClientTrial", "Whether the server knows that the number is the user's")},
    Meaning{"address"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Postal address")},
    Meaning{"updated_at"_L1, QT_TRANSLATE_NOOP("ClientTrial", "When this was last changed"), true},
    Meaning{"groups"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Groups of the user")},
    Meaning{"roles"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Roles of the user")},
    Meaning{"entitlements"_L1, QT_TRANSLATE_NOOP("ClientTrial", "What the user may do")},
    Meaning{"realm_access"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Roles in the realm (Keycloak)")},
    Meaning{"resource_access"_L1,
            QT_TRANSLATE_NOOP("ClientTrial", "Roles of client applications (Keycloak)")},
    Meaning{"allowed-origins"_L1, QT_TRANSLATE_NOOP("ClientTrial", "Allowed CORS origins (Keycloak)")},
};

QString clearClaim(const Json &value)
{
    if (value.is_string())
        return json::toText(value.get_ref<const std::string &>());
    if (value.is_array() && std::ranges::all_of(value, [](const Json &one) { return one.is_string(); })) {
        QStringList texts;
        for (const Json &one : value)
            texts << json::toText(one.get_ref<const std::string &>());
        return texts.join(u", "_s);
    }
    return json::toText(value.dump(-1, ' ', false, nlohmann::detail::error_handler_t::replace));
}

/// A claim may be, or hold, a token itself. Nothing is cut before: half a secret would not be known for one.
QString shownClaim(const QString &name, const Json &value, const Hiding &hide)
{
    if (explain::isSecretParameter(name))
        return explain::mask;
    return shownText(explain::masked(hide(clearClaim(value))));
}

QDateTime timeIn(const Json &value)
{
    constexpr double last = 253402300799; // 9999-12-31T23:59:59Z
    if (!value.is_number())
        return {};
    const double seconds = value.get<double>();
    if (!std::isfinite(seconds) || seconds < 0 || seconds > last)
        return {};
    return QDateTime::fromSecsSinceEpoch(qint64(seconds), QTimeZone::UTC);
}

}

QList<Claim> shownClaims(const Json &claims, const Hiding &hide)
{
    QList<Claim> shown;
    for (const auto &[key, value] : claims.items()) {
        if (shown.size() == mostClaims) {
            shown << Claim{.name = u"…"_s,
                           .value = TrialText::tr("%Ln more", nullptr, int(claims.size()) - int(mostClaims))};
            break;
        }
        const QString name = json::toText(key);
        Claim claim{.name = shownText(hide(name))};
        const auto *const meaning = std::ranges::find(meanings, name, &Meaning::name);
        if (meaning != meanings.end()) {
            claim.meaning = TrialText::tr(meaning->text);
            if (meaning->isTime)
                claim.time = timeIn(value);
        }
        if (!claim.time.isValid())
            claim.value = shownClaim(name, value, hide);
        shown << claim;
    }
    return shown;
}

QStringList claimTexts(const Json &claims, const char *name)
{
    const auto found = claims.find(name);
    if (found == claims.end())
        return {};
    if (found->is_string())
        return {json::toText(found->get_ref<const std::string &>())};
    return json::read<QStringList>(*found, QString()).value_or(QStringList());
}

QDateTime claimTime(const Json &claims, const char *name)
{
    const auto found = claims.find(name);
    return found == claims.end() ? QDateTime() : timeIn(*found);
}

}
