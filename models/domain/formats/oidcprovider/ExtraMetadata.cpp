#include "domain/formats/oidcprovider/ExtraMetadata.h"

#include "domain/formats/ConsentProperties.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gatehouse {

namespace {

/// What the server knows by itself, if only with a feature turned on.
constexpr std::array<std::string_view, 49> knownMetadata{"application_type",
                                                         "authorization_details_types",
                                                         "authorization_encrypted_response_alg",
                                                         "authorization_encrypted_response_enc",
                                                         "authorization_signed_response_alg",
                                                         "backchannel_authentication_request_signing_alg",
                                                         "backchannel_client_notification_endpoint",
                                                         "backchannel_logout_session_required",
                                                         "backchannel_logout_uri",
                                                         "backchannel_token_delivery_mode",
                                                         "backchannel_user_code_parameter",
                                                         "client_id",
                                                         "client_id_issued_at",
                                                         "client_name",
                                                         "client_secret",
                                                         "client_secret_expires_at",
                                                         "client_uri",
                                                         "contacts",
                                                         "default_acr_values",
                                                         "default_max_age",
                                                         "dpop_bound_access_tokens",
                                                         "grant_types",
                                                         "id_token_encrypted_response_alg",
                                                         "id_token_encrypted_response_enc",
                                                         "id_token_signed_response_alg",
                                                         "initiate_login_uri",
                                                         "introspection_signed_response_alg",
                                                         "jwks",
                                                         "jwks_uri",
                                                         "logo_uri",
                                                         "policy_uri",
                                                         "post_logout_redirect_uris",
                                                         "redirect_uris",
                                                         "request_object_signing_alg",
                                                         "require_auth_time",
                                                         "require_pushed_authorization_requests",
                                                         "require_signed_request_object",
                                                         "response_modes",
                                                         "response_types",
                                                         "scope",
                                                         "sector_identifier_uri",
                                                         "subject_type",
                                                         "tls_client_certificate_bound_access_tokens",
                                                         "token_endpoint_auth_method",
                                                         "token_endpoint_auth_signing_alg",
                                                         "tos_uri",
                                                         "userinfo_encrypted_response_alg",
                                                         "userinfo_encrypted_response_enc",
                                                         "userinfo_signed_response_alg"};

/// As tls_client_auth_subject_dn.
constexpr std::string_view knownBeginning = "tls_client_auth_";

}

ExtraMetadata::ExtraMetadata(const QList<Language> &languages)
{
    add("require_pkce");
    for (const Language &language : languages) {
        for (const auto &[name, member] : gatehouseproperties::consentTexts)
            add(consentProperty(name, language.tag));
    }
}

void ExtraMetadata::addAllOf(const json::Json &metadata)
{
    for (const auto &[name, value] : metadata.items()) {
        if (!std::ranges::binary_search(knownMetadata, name) && !name.starts_with(knownBeginning))
            add(name);
    }
}

json::Json ExtraMetadata::json() const
{
    return {{"properties", m_names}};
}

void ExtraMetadata::add(const std::string &name)
{
    if (m_known.insert(name).second)
        m_names.push_back(name);
}

}
