#include "servers/trial/ServerMetadata.h"

#include "servers/http/HttpText.h"
#include "servers/trial/TrialText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

using json::Json;

QString pathWithoutSlash(const QUrl &url)
{
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    return path;
}

/// OpenID Connect Discovery 1.0, 4 puts it behind the path of the issuer, RFC 8414 3 in front of it.
QList<QUrl> placesOf(const QUrl &issuer)
{
    const QString path = pathWithoutSlash(issuer);
    QUrl behind = issuer;
    behind.setPath(path + "/.well-known/openid-configuration"_L1, QUrl::StrictMode);
    QUrl before = issuer;
    before.setPath("/.well-known/oauth-authorization-server"_L1 + path, QUrl::StrictMode);
    return {behind, before};
}

Result<QUrl> checkedIssuer(const QString &issuer)
{
    const QUrl url(issuer.trimmed(), QUrl::StrictMode);
    if (const auto allowed = checkServerAddress(url); !allowed)
        return std::unexpected(allowed.error());
    if (url.hasQuery() || url.hasFragment()) {
        return fail(Error::Kind::Rule,
                    TrialText::tr("An issuer has neither query nor fragment: leave what begins with ? or # "
                                  "out (RFC 8414 2)."),
                    u"issuer"_s);
    }
    return url;
}

Error noMetadata(const QString &issuer)
{
    return {Error::Kind::Rule,
            TrialText::tr("\"%1\" answers with no metadata of an authorization server. Check the issuer.")
                .arg(shownText(issuer))};
}

/// Takes the addresses, which all have to be such that secrets can go there.
class MetadataReader
{
public:
    explicit MetadataReader(const Json &json) : m_json(json) {}

    Result<ServerMetadata> read(const QString &issuer)
    {
        m_metadata.issuer = json::textAt(m_json, "issuer");
        if (m_metadata.issuer != issuer)
            return std::unexpected(otherIssuer(issuer));
        take("authorization_endpoint", m_metadata.authorization);
        take("token_endpoint", m_metadata.token);
        take("userinfo_endpoint", m_metadata.userInfo);
        take("jwks_uri", m_metadata.keys);
        take("end_session_endpoint", m_metadata.endSession);
        const auto names = m_json.find("authorization_response_iss_parameter_supported");
        m_metadata.namesIssuer = names != m_json.end() && names->is_boolean() && names->get<bool>();
        if (m_fault)
            return std::unexpected(*m_fault);
        return m_metadata;
    }

private:
    Error otherIssuer(const QString &issuer) const
    {
        if (m_metadata.issuer.isEmpty())
            return noMetadata(issuer);
        return {
            Error::Kind::Rule,
            TrialText::tr("\"%1\" says of itself that it is the issuer \"%2\". Client applications refuse "
                          "what does not name the issuer that they asked, to the letter: try that one, or "
                          "have the server mended.")
                .arg(shownText(issuer), shownText(m_metadata.issuer))};
    }

    void take(const char *name, QUrl &address)
    {
        const QString text = json::textAt(m_json, name);
        if (text.isEmpty())
            return;
        const QUrl url(text, QUrl::StrictMode);
        if (checkServerAddress(url)) {
            address = url;
        } else if (!m_fault) {
            m_fault =
                Error{Error::Kind::Rule,
                      TrialText::tr("The server names \"%1\" as its %2, where nothing secret can be sent "
                                    "to: it needs https.")
                          .arg(shownText(text), QLatin1StringView(name))};
        }
    }

    const Json &m_json;
    ServerMetadata m_metadata;
    std::optional<Error> m_fault;
};

Error unknownIssuer(const QUrl &issuer, const HttpAnswer &answer)
{
    const QString said = shownText(answer.reason());
    const QString text =
        TrialText::tr(
            "There is no issuer \"%1\": its metadata is neither at \"%2\" nor where RFC 8414 has it "
            "(%3). Check its path, of Keycloak the realm.")
            .arg(shownText(issuer.toDisplayString()), placesOf(issuer).first().path(),
                 QString::number(answer.status));
    return {Error::Kind::Rule, said.isEmpty() ? text : TrialText::tr("%1 It says: %2").arg(text, said)};
}

}

Result<ServerMetadata> readMetadata(const Json &answered, const QString &issuer)
{
    return MetadataReader(answered).read(issuer);
}

Result<ServerMetadata> discover(TrialHttp &http, const QString &issuer)
{
    const auto url = checkedIssuer(issuer);
    if (!url)
        return std::unexpected(url.error());
    std::optional<Error> first;
    for (const QUrl &place : placesOf(*url)) {
        const auto answer = http.send(
            {.url = place, .headers = {{"Accept", "application/json"}}, .answer = HttpRequest::Answer::Any});
        if (!answer)
            return std::unexpected(answer.error());
        // An application of one page may answer everywhere with that page.
        const auto metadata = answer->content();
        if (answer->isSuccess() && metadata && metadata->is_object())
            return readMetadata(*metadata, issuer.trimmed());
        if (!first)
            first = answer->isSuccess() ? noMetadata(issuer.trimmed()) : unknownIssuer(*url, *answer);
    }
    return std::unexpected(*first);
}

}
