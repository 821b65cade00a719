#include "servers/registration/KnownMetadata.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::registration {

namespace {

/// Without these it would be another client application, or one that allows more.
constexpr std::array<std::string_view, 12> needed{"client_id",      "client_secret",
                                                  "redirect_uris",  "grant_types",
                                                  "response_types", "token_endpoint_auth_method",
                                                  "scope",          "jwks",
                                                  "jwks_uri",       "application_type",
                                                  "require_pkce",   "post_logout_redirect_uris"};

/// OAuth Dynamic Client Registration Metadata, as IANA lists it, as far as a server may know it.
constexpr std::array<std::string_view, 38> registered{"client_name",
                                                      "client_uri",
                                                      "logo_uri",
                                                      "contacts",
                                                      "tos_uri",
                                                      "policy_uri",
                                                      "software_id",
                                                      "software_version",
                                                      "software_statement",
                                                      "sector_identifier_uri",
                                                      "subject_type",
                                                      "id_token_signed_response_alg",
                                                      "id_token_encrypted_response_alg",
                                                      "id_token_encrypted_response_enc",
                                                      "userinfo_signed_response_alg",
                                                      "userinfo_encrypted_response_alg",
                                                      "userinfo_encrypted_response_enc",
                                                      "request_object_signing_alg",
                                                      "request_object_encryption_alg",
                                                      "request_object_encryption_enc",
                                                      "token_endpoint_auth_signing_alg",
                                                      "default_max_age",
                                                      "require_auth_time",
                                                      "default_acr_values",
                                                      "initiate_login_uri",
                                                      "request_uris",
                                                      "tls_client_certificate_bound_access_tokens",
                                                      "tls_client_auth_subject_dn",
                                                      "tls_client_auth_san_dns",
                                                      "tls_client_auth_san_uri",
                                                      "tls_client_auth_san_ip",
                                                      "tls_client_auth_san_email",
                                                      "require_signed_request_object",
                                                      "require_pushed_authorization_requests",
                                                      "dpop_bound_access_tokens",
                                                      "backchannel_logout_uri",
                                                      "backchannel_logout_session_required",
                                                      "frontchannel_logout_uri"};

bool isNamedIn(const QString &reason, const std::string &name)
{
    const QString word = QRegularExpression::escape(json::toText(name));
    return QRegularExpression(u"(?<![\\w#-])%1(?![\\w#-])"_s.arg(word)).match(reason).hasMatch();
}

}

std::vector<std::string> refusedOf(const json::Json &metadata, const QString &reason)
{
    std::vector<std::string> named;
    std::vector<std::string> unregistered;
    for (const auto &[name, value] : metadata.items()) {
        if (std::ranges::contains(needed, name))
            continue;
        if (isNamedIn(reason, name))
            named.push_back(name);
        if (!std::ranges::contains(registered, name))
            unregistered.push_back(name);
    }
    return named.empty() ? unregistered : named;
}

}
