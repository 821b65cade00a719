#include "domain/SecretMaker.h"
#include "domain/explain/masking/SecretNames.h"
#include "domain/explain/masking/SecretParameters.h"
#include "domain/explain/request/FormText.h"
#include "domain/explain/request/PastedRequest.h"
#include "domain/explain/request/RequestText.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

struct RequestReaderText
{
    Q_DECLARE_TR_FUNCTIONS(RequestReader)
};

constexpr qsizetype mostParameters = 1000;
constexpr qsizetype leastVerifier = 43;
constexpr qsizetype longestVerifier = 128;

bool isVerifierCharacter(QChar c)
{
    return c.unicode() < 0x80 && (c.isLetterOrNumber() || QStringView(u"-._~").contains(c));
}

/// RFC 7636 4.1 and 4.2.
WritingFault faultOfVerifier(const QString &value)
{
    if (value.isEmpty() || value == mask)
        return WritingFault::None;
    if (value.size() < leastVerifier || value.size() > longestVerifier)
        return WritingFault::Length;
    return std::ranges::all_of(value, isVerifierCharacter) ? WritingFault::None : WritingFault::Alphabet;
}

QString hashOf(QStringView secret)
{
    if (secret.isEmpty() || secret == mask)
        return {};
    return secretHash(secret.toUtf8());
}

/// Of a JSON Web Token; empty where they cannot be read.
QJsonObject claimsOf(const QString &token)
{
    const QByteArray payload = token.section(u'.', 1, 1).toLatin1();
    return QJsonDocument::fromJson(QByteArray::fromBase64(payload, QByteArray::Base64UrlEncoding)).object();
}

/// Whom an ID token is for; empty where that cannot be read.
QString audienceOf(const QString &token)
{
    const QJsonObject claims = claimsOf(token);
    const QJsonValue audience = claims.value("aud"_L1);
    const QJsonArray several = audience.toArray();
    if (several.size() > 1)
        return claims.value("azp"_L1).toString();
    return several.isEmpty() ? audience.toString() : several.first().toString();
}

Assertion assertionOf(const QString &token)
{
    const QJsonObject claims = claimsOf(token);
    Assertion assertion{.isRead = !claims.isEmpty(),
                        .issuer = claims.value("iss"_L1).toString(),
                        .subject = claims.value("sub"_L1).toString()};
    if (const QJsonValue expires = claims.value("exp"_L1); expires.isDouble())
        assertion.expires = qint64(std::clamp(expires.toDouble(), 0.0, 1e15));
    return assertion;
}

/// Makes the parameters, and forgets their secrets.
class Reader
{
public:
    explicit Reader(const RequestText &text) : m_text(text)
    {
        m_request.server = text.server;
        m_request.path = text.address.sliced(text.address.startsWith(text.server) ? text.server.size() : 0);
        for (const QString &form : text.forms)
            takeForm(form);
        for (const auto &[name, value] : text.lines)
            take({name}, {value});
        takeHeader();
        takeUser();
        m_request.body = text.body;
        m_request.isLog = !text.event.isEmpty();
        m_request.isAnswer = !m_request.isLog && (isRefusal() || isGoodAnswer());
        m_request.kind = kindOf(text);
        if (m_request.isAnswer)
            m_request.answerAddress = text.address;
        if (m_request.kind != RequestKind::Token)
            m_request.length = lengthOfAddress();
    }

    const PastedRequest &request() const { return m_request; }

private:
    void takeForm(QStringView form)
    {
        for (const QStringView pair : form.tokenize(u'&', Qt::SkipEmptyParts)) {
            if (m_request.parameters.size() >= mostParameters)
                return;
            const qsizetype equals = pair.indexOf(u'=');
            const QStringView name = equals < 0 ? pair : pair.first(equals);
            take(decodedForm(name), decodedForm(equals < 0 ? QStringView() : pair.sliced(equals + 1)));
        }
    }

    void take(const Decoded &name, const Decoded &value)
    {
        Parameter parameter{name.text.trimmed(), value.text};
        if (!value.isWhole || !name.isWhole)
            parameter.fault = WritingFault::Encoding;
        else if (parameter.name == "code_verifier"_L1 || parameter.name == "code_challenge"_L1)
            parameter.fault = faultOfVerifier(value.text);
        noteSecret(parameter);
        parameter.isMasked = isSecretParameter(parameter.name) && !parameter.value.isEmpty();
        if (parameter.isMasked)
            parameter.value.clear();
        m_request.parameters << parameter;
    }

    /// What may be known of one that is masked.
    void noteSecret(const Parameter &parameter)
    {
        Proof &proof = m_request.proof;
        if (parameter.name == "client_secret"_L1 && !parameter.value.isEmpty()) {
            proof.byForm = true;
            proof.secretHash = hashOf(parameter.value);
        } else if (parameter.name == "client_assertion"_L1 && !parameter.value.isEmpty()) {
            proof.byAssertion = true;
            proof.assertion = assertionOf(parameter.value);
        } else if (parameter.name == "id_token_hint"_L1) {
            m_request.audience = audienceOf(parameter.value);
        }
    }

    /// RFC 6749 2.3.1: both are encoded as in a form before they are joined.
    void takeHeader()
    {
        static const QRegularExpression basic(uR"re(^basic\s+(\S+)$)re"_s,
                                              QRegularExpression::CaseInsensitiveOption);
        const auto match = basic.match(m_text.authorization);
        if (!match.hasMatch())
            return;
        m_request.proof.byHeader = true;
        const QByteArray pair = QByteArray::fromBase64(match.captured(1).toLatin1());
        const qsizetype colon = pair.indexOf(':');
        if (colon < 0)
            return;
        takePair(decodedForm(QString::fromUtf8(pair.first(colon))).text,
                 decodedForm(QString::fromUtf8(pair.sliced(colon + 1))).text);
    }

    void takeUser()
    {
        if (m_text.user.isEmpty())
            return;
        m_request.proof.byHeader = true;
        takePair(m_text.user.section(u':', 0, 0), m_text.user.section(u':', 1));
    }

    void takePair(const QString &clientId, const QString &secret)
    {
        m_request.proof.headerClientId = clientId;
        m_request.proof.secretHash = hashOf(secret);
    }

    RequestKind kindOf(const RequestText &text) const
    {
        if (m_request.isLog)
            return kindOfEvent(text.event);
        return m_request.isGoodAnswer() ? RequestKind::Authorization : kind();
    }

    /// As Keycloak names what happened.
    static RequestKind kindOfEvent(const QString &event)
    {
        if (event.startsWith("LOGOUT"_L1))
            return RequestKind::Logout;
        static constexpr std::array ofTokens{"CODE_TO_TOKEN"_L1, "REFRESH_TOKEN"_L1, "CLIENT_LOGIN"_L1,
                                             "TOKEN_EXCHANGE"_L1};
        const bool isToken =
            std::ranges::any_of(ofTokens, [&](QLatin1StringView name) { return event.startsWith(name); });
        return isToken ? RequestKind::Token : RequestKind::Authorization;
    }

    bool isTokenEndpoint() const
    {
        static const QRegularExpression token(uR"re(/token/?$)re"_s,
                                              QRegularExpression::CaseInsensitiveOption);
        return token.match(m_text.address).hasMatch();
    }

    RequestKind kind() const
    {
        static const QRegularExpression logout(uR"re((?:logout|end_?-?session|signout|sign-out)[^/]*/?$)re"_s,
                                               QRegularExpression::CaseInsensitiveOption);
        const PastedRequest &request = m_request;
        if (request.names(u"grant_type") || isTokenEndpoint())
            return RequestKind::Token;
        if (request.names(u"response_type"))
            return RequestKind::Authorization;
        if (request.names(u"post_logout_redirect_uri") || request.names(u"id_token_hint") ||
            logout.match(m_text.address).hasMatch())
            return RequestKind::Logout;
        const bool isForm = m_text.isPost || m_text.address.isEmpty();
        const bool hasProof = request.names(u"code_verifier") || request.names(u"refresh_token") ||
                              request.names(u"code") || !request.proof.isEmpty();
        return isForm && hasProof ? RequestKind::Token : RequestKind::Authorization;
    }

    /// A refusal has nothing but what RFC 6749 4.1.2.1 names.
    bool isRefusal() const { return m_request.has(u"error") && asksForNothing(); }

    /// A callback with a code, or what response_mode=form_post sends there: only a server says state and iss
    /// beside a code.
    bool isGoodAnswer() const
    {
        const PastedRequest &request = m_request;
        const bool gives = request.has(u"code") || request.has(u"access_token") || request.has(u"id_token");
        const bool isByRedirect = !m_text.isPost && !m_text.address.isEmpty();
        return gives && asksForNothing() && request.proof.isEmpty() && !request.names(u"code_verifier") &&
               !isTokenEndpoint() && (isByRedirect || request.has(u"state") || request.has(u"iss"));
    }

    bool asksForNothing() const
    {
        return !m_request.names(u"response_type") && !m_request.names(u"redirect_uri") &&
               !m_request.names(u"grant_type");
    }

    qsizetype lengthOfAddress() const
    {
        qsizetype length = m_text.address.size();
        for (const QString &form : m_text.forms)
            length += form.size() + 1;
        return length;
    }

    const RequestText &m_text;
    PastedRequest m_request;
};

bool isRecognized(const PastedRequest &request)
{
    static constexpr std::array telling{"client_id"_L1,
                                        "response_type"_L1,
                                        "redirect_uri"_L1,
                                        "grant_type"_L1,
                                        "post_logout_redirect_uri"_L1,
                                        "scope"_L1,
                                        "id_token_hint"_L1,
                                        "error"_L1,
                                        "code"_L1,
                                        "refresh_token"_L1,
                                        "request_uri"_L1,
                                        "client_assertion"_L1};
    return request.isGoodAnswer() ||
           std::ranges::any_of(telling, [&](QLatin1StringView name) { return request.names(QString(name)); });
}

/// A page to which the server sent the browser: it names the client application, and asks for nothing.
bool isPageOfServer(const PastedRequest &request)
{
    static const QRegularExpression endpoint(uR"re((?:auth|authorize|authorization|authorise)/?$)re"_s,
                                             QRegularExpression::CaseInsensitiveOption);
    static constexpr std::array ofRequest{"response_type"_L1, "redirect_uri"_L1,   "scope"_L1,
                                          "state"_L1,         "nonce"_L1,          "request"_L1,
                                          "request_uri"_L1,   "code_challenge"_L1, "response_mode"_L1};
    return request.kind == RequestKind::Authorization && !request.isPart() && !request.path.isEmpty() &&
           !endpoint.match(request.path).hasMatch() &&
           std::ranges::none_of(ofRequest,
                                [&](QLatin1StringView name) { return request.names(QString(name)); });
}

}

Result<PastedRequest> readRequest(const QString &pasted)
{
    if (pasted.size() > longestPaste) {
        return fail(Error::Kind::Rule,
                    RequestReaderText::tr("What was pasted has %1 characters, and no request has more than "
                                          "%2. Paste the request alone.")
                        .arg(QString::number(pasted.size()), QString::number(longestPaste)));
    }
    const RequestText text = findRequest(pasted);
    PastedRequest request = Reader(text).request();
    if (!isRecognized(request)) {
        return fail(Error::Kind::Rule,
                    RequestReaderText::tr(
                        "No request was found. Paste the address of the authorization or logout request, as "
                        "it stands in the browser, or the form that was sent to the token endpoint."));
    }
    if (isPageOfServer(request)) {
        return fail(Error::Kind::Rule,
                    RequestReaderText::tr(
                        "This is the address of a page that the server showed, and not of the request. Paste "
                        "the address to which the client application sent the browser before: it stands in "
                        "the network tab of the browser's developer tools, and in the server's log."));
    }
    return request;
}

}
