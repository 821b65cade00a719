#include "servers/trial/TokenResponse.h"

#include "servers/trial/TokenClaims.h"
#include "servers/trial/TrialText.h"

namespace gatehouse::trial {

namespace {

SecretBytes takenText(json::Json &content, const char *name)
{
    const auto found = content.find(name);
    if (found == content.end() || !found->is_string())
        return {};
    const std::string &text = found->get_ref<const std::string &>();
    return secretCopy(QByteArrayView(text));
}

}

Result<TokenResponse> takeTokens(HttpAnswer &answer)
{
    auto content = answer.content();
    wipe(answer.body);
    if (!content)
        return std::unexpected(content.error());
    if (!content->is_object())
        *content = json::Json::object();
    TokenResponse response{.access = takenText(*content, "access_token"),
                           .id = takenText(*content, "id_token"),
                           .refresh = takenText(*content, "refresh_token"),
                           .type = json::textAt(*content, "token_type")};
    if (const auto lifetime = content->find("expires_in");
        lifetime != content->end() && lifetime->is_number())
        response.lifetime = qint64(qBound(0.0, lifetime->get<double>(), 1e11));
    if (content->contains("scope"))
        response.scopes = json::textAt(*content, "scope").split(u' ', Qt::SkipEmptyParts);
    json::wipeTexts(*content);
    if (response.access.isEmpty()) {
        return fail(Error::Kind::Rule,
                    TrialText::tr("The server's answer holds no access token (RFC 6749 5.1)."));
    }
    return response;
}

}
