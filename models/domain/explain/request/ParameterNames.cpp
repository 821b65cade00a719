#include "domain/explain/request/ParameterNames.h"

#include "domain/explain/masking/SecretParameters.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

constexpr std::array namesThatStandOnce{"client_id"_L1,
                                        "response_type"_L1,
                                        "redirect_uri"_L1,
                                        "scope"_L1,
                                        "state"_L1,
                                        "nonce"_L1,
                                        "code_challenge"_L1,
                                        "code_challenge_method"_L1,
                                        "response_mode"_L1,
                                        "prompt"_L1,
                                        "max_age"_L1,
                                        "display"_L1,
                                        "ui_locales"_L1,
                                        "id_token_hint"_L1,
                                        "login_hint"_L1,
                                        "acr_values"_L1,
                                        "claims"_L1,
                                        "request"_L1,
                                        "request_uri"_L1,
                                        "registration"_L1,
                                        "grant_type"_L1,
                                        "code"_L1,
                                        "code_verifier"_L1,
                                        "client_secret"_L1,
                                        "refresh_token"_L1,
                                        "username"_L1,
                                        "password"_L1,
                                        "client_assertion"_L1,
                                        "assertion"_L1,
                                        "device_code"_L1,
                                        "client_assertion_type"_L1,
                                        "logout_hint"_L1,
                                        "subject_token"_L1,
                                        "post_logout_redirect_uri"_L1,
                                        "dpop_jkt"_L1,
                                        "actor_token"_L1,
                                        "authorization_details"_L1};
constexpr std::array otherKnownNames{"resource"_L1,
                                     "audience"_L1,
                                     "claims_locales"_L1,
                                     "subject_token_type"_L1,
                                     "actor_token_type"_L1,
                                     "requested_token_type"_L1,
                                     "id_token"_L1,
                                     "access_token"_L1,
                                     "token_type"_L1,
                                     "expires_in"_L1,
                                     "error"_L1,
                                     "error_description"_L1,
                                     "error_uri"_L1,
                                     "iss"_L1,
                                     "session_state"_L1,
                                     "user_code"_L1,
                                     "auth_req_id"_L1,
                                     "login_hint_token"_L1,
                                     "binding_message"_L1,
                                     "kc_idp_hint"_L1,
                                     "Content-Type"_L1,
                                     "Authorization"_L1};

bool isOneOf(const auto &names, QStringView name)
{
    return std::ranges::any_of(names, [&](QLatin1StringView known) { return name == known; });
}

bool isOfWord(QChar c)
{
    return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'_' || c == u'-');
}

}

bool isKnownParameter(QStringView name)
{
    return mayStandOnce(name) || isOneOf(otherKnownNames, name);
}

bool mayStandOnce(QStringView name)
{
    return isOneOf(namesThatStandOnce, name);
}

QString shownName(const QString &sent)
{
    static const QRegularExpression fewWords(uR"re(^[A-Za-z]{1,15}(?:[_.\-][A-Za-z]{1,15}){0,2}$)re"_s);
    if (sent.isEmpty() || isKnownParameter(sent) || fewWords.match(sent).hasMatch())
        return sent;
    const auto *const end = std::ranges::find_if_not(sent, isOfWord);
    const QStringView front = QStringView(sent).first(end - sent.begin());
    return end != sent.end() && isKnownParameter(front) ? front.toString() + *end + mask : QString(mask);
}

}
