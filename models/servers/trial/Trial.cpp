#include "servers/trial/Trial.h"

#include "domain/DefaultResources.h"
#include "domain/explain/masking/SecretParameters.h"
#include "servers/http/HttpText.h"
#include "servers/trial/BrowserAddress.h"
#include "servers/trial/RefusalText.h"
#include "servers/trial/TokenClaims.h"
#include "servers/trial/TrialText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

QString shownEndpoint(const QUrl &url)
{
    return shownText(url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment).toDisplayString());
}

StepState stateAfter(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Unreachable:
        return StepState::Failed;
    case Error::Kind::Cancelled:
        return StepState::Skipped;
    default:
        return StepState::Refused;
    }
}

}

Trial::Trial(const Request &request, TokenKeys &keys, Watcher &watcher, const HttpPatience &patience)
    : m_request(request)
    , m_keys(keys)
    , m_watcher(watcher)
    , m_http(request.certificate.toUtf8(), watcher, patience)
    , m_published(m_http)
    , m_judge(
          keys, [this] { return m_published.keys(m_server.keys); },
          [this](const QString &text) { return m_http.withoutSecrets(text); })
{
}

Result<Outcome> Trial::run()
{
    const QList<Part> parts =
        m_request.grant == Grant::ClientCredentials
            ? QList<Part>{&Trial::findServer, &Trial::askToken}
            : QList<Part>{&Trial::findServer,    &Trial::askCode,     &Trial::redeemCode,
                          &Trial::refreshTokens, &Trial::askUserInfo, &Trial::signOut};
    for (const Part part : parts) {
        const auto goesOn = (this->*part)();
        if (!goesOn) {
            m_watcher.stepChanged({m_step, stateAfter(goesOn.error()), goesOn.error().text});
            return std::unexpected(goesOn.error());
        }
        if (!*goesOn)
            break;
    }
    return m_hasWorked ? Outcome::Worked : Outcome::Refused;
}

void Trial::begin(Step step, const QString &text)
{
    m_step = step;
    m_faults.clear();
    m_watcher.stepChanged({step, StepState::Running, text});
}

Result<bool> Trial::done(const QString &text)
{
    if (m_faults.isEmpty())
        m_watcher.stepChanged({m_step, StepState::Done, text});
    else
        m_watcher.stepChanged(
            {m_step, StepState::Refused,
             TrialText::tr("%1. But that does not hold: %2").arg(text, m_faults.join(u' '))});
    return true;
}

Result<bool> Trial::skipped(Step step, const QString &text)
{
    m_watcher.stepChanged({step, StepState::Skipped, text});
    return true;
}

/// Tokens that came before stay worth looking at: what comes after the token itself goes on.
Result<bool> Trial::refused(Refusal refusal)
{
    m_hasWorked = false;
    refusal.step = m_step;
    m_watcher.stepChanged({m_step, StepState::Refused, refusal.text});
    m_watcher.refused(refusal);
    return m_step > Step::Token;
}

Result<bool> Trial::findServer()
{
    begin(Step::Discovery, TrialText::tr("Asking \"%1\" for its metadata").arg(shownText(m_request.issuer)));
    const auto found = discover(m_http, m_request.issuer);
    if (!found && found.error().kind != Error::Kind::Rule)
        return std::unexpected(found.error());
    if (!found)
        return refused({.text = found.error().text});
    m_server = *found;
    if (m_server.token.isEmpty())
        return refused({.text = TrialText::tr("The server names no token endpoint (token_endpoint).")});
    if (m_request.grant == Grant::AuthorizationCode && m_server.authorization.isEmpty())
        return refused({.text = TrialText::tr("The server names no authorization endpoint "
                                              "(authorization_endpoint).")});
    return done(TrialText::tr("Issuer \"%1\"").arg(shownText(m_server.issuer)));
}

Result<bool> Trial::askToken()
{
    begin(Step::Token, TrialText::tr("Asking \"%1\" for a token").arg(shownEndpoint(m_server.token)));
    FormFields fields{{u"grant_type"_s, formValue(u"client_credentials"_s)}};
    if (!m_request.scopes.isEmpty())
        fields << std::pair(u"scope"_s, formValue(m_request.scopes.join(u' ')));
    return requestTokens(Step::Token, fields);
}

Result<bool> Trial::askCode()
{
    begin(Step::Authorization,
          TrialText::tr("Asking \"%1\" to sign a user in").arg(shownEndpoint(m_server.authorization)));
    if (m_request.scopes.contains(openIdScope))
        m_nonce = randomText();
    if (m_request.pkce)
        m_verifier = formValue(randomText());
    BrowserTrip trip(Step::Authorization, m_request.loginRedirect, m_http);
    m_sentRedirect = trip.redirect();
    const QUrl address =
        signInAddress(m_request, m_server, {trip.redirect(), trip.state()}, m_nonce, m_verifier);
    const auto end = trip.go(address, m_request.patience);
    if (!end)
        return std::unexpected(end.error());
    if (*end == BrowserTrip::End::Answered && isFromAnother(trip.answer())) {
        return refused(
            {.text = TrialText::tr("The answer does not name the server that was asked as its issuer "
                                   "(RFC 9207): it may come from another one.")});
    }
    if (!hasComeBack(*end, trip))
        return refused(refusalOfTrip(*end, trip, address));
    m_code = trip.answer().code;
    return done(TrialText::tr("The browser brought a code to \"%1\"").arg(shownText(m_sentRedirect)));
}

bool Trial::isFromAnother(const RedirectAnswer &answer) const
{
    return answer.issuer != m_server.issuer && (m_server.namesIssuer || !answer.issuer.isEmpty());
}

bool Trial::hasComeBack(BrowserTrip::End end, const BrowserTrip &trip) const
{
    return end == BrowserTrip::End::Answered && trip.answer().error.isEmpty() &&
           (m_step == Step::Logout || !trip.answer().code.isEmpty());
}

Refusal Trial::refusalOfTrip(BrowserTrip::End end, const BrowserTrip &trip, const QUrl &address) const
{
    Refusal refusal{.step = m_step};
    switch (end) {
    case BrowserTrip::End::Answered:
        refusal = refusalOf(m_step, trip.answer());
        break;
    case BrowserTrip::End::Refused:
        refusal = trip.refusal();
        break;
    case BrowserTrip::End::NoReturn:
        refusal.text =
            TrialText::tr("The server keeps the browser on a page of its own: it refuses the request.");
        break;
    case BrowserTrip::End::TooLate:
        refusal.text =
            TrialText::tr("The browser did not come back within %Ln minute(s).", nullptr,
                          int(std::chrono::ceil<std::chrono::minutes>(m_request.patience).count()));
        break;
    }
    refusal.sent =
        explain::readRequest(address.toString(QUrl::FullyEncoded)).value_or(explain::PastedRequest());
    return refusal;
}

Result<bool> Trial::redeemCode()
{
    begin(Step::Token, TrialText::tr("Giving \"%1\" the code").arg(shownEndpoint(m_server.token)));
    FormFields fields{{u"grant_type"_s, formValue(u"authorization_code"_s)},
                      {u"code"_s, m_code},
                      {u"redirect_uri"_s, formValue(m_sentRedirect)}};
    if (m_request.pkce)
        fields << std::pair(u"code_verifier"_s, m_verifier);
    m_code.clear();
    const auto got = requestTokens(Step::Token, fields);
    if (got && *got && m_tokens.id.isEmpty() && !m_nonce.isEmpty()) {
        return refused({.text = TrialText::tr("The server gave no ID token, although openid was asked for: "
                                              "there it is no client application of OpenID Connect.")});
    }
    return got;
}

Result<bool> Trial::refreshTokens()
{
    if (m_tokens.refresh.isEmpty())
        return skipped(Step::Refresh, TrialText::tr("The server gave no refresh token"));
    begin(Step::Refresh, TrialText::tr("Asking \"%1\" for new tokens").arg(shownEndpoint(m_server.token)));
    return requestTokens(Step::Refresh, {{u"grant_type"_s, formValue(u"refresh_token"_s)},
                                         {u"refresh_token"_s, m_tokens.refresh}});
}

Result<bool> Trial::requestTokens(Step step, const FormFields &fields)
{
    const auto request = tokenRequest(m_request, m_server, m_keys, fields);
    if (!request)
        return std::unexpected(request.error());
    auto answer = m_http.send(request->http);
    if (!answer)
        return std::unexpected(answer.error());
    if (!answer->isSuccess()) {
        Refusal refusal = refusalOf(step, *answer, m_http.clockAhead());
        refusal.sent = request->known;
        return refused(refusal);
    }
    const auto response = takeTokens(*answer);
    if (!response)
        return refused({.text = response.error().text});
    for (const SecretBytes &token : {response->access, response->id, response->refresh})
        m_http.hide(token);
    showTokens(step, *response);
    const SecretBytes refreshBefore = m_tokens.refresh;
    const SecretBytes idBefore = m_tokens.id;
    m_tokens = *response;
    if (m_tokens.refresh.isEmpty()) // the one before is still good (RFC 6749 6)
        m_tokens.refresh = refreshBefore;
    if (m_tokens.id.isEmpty() && step == Step::Refresh)
        m_tokens.id = idBefore;
    return done(scopesText(*response));
}

QString Trial::scopesText(const TokenResponse &response) const
{
    const QString got = response.refresh.isEmpty() || m_step == Step::Refresh
                            ? TrialText::tr("The server gave tokens")
                            : TrialText::tr("The server gave tokens, a refresh token among them");
    if (!response.scopes)
        return got;
    QStringList missing = m_request.scopes;
    for (const QString &scope : *response.scopes)
        missing.removeAll(scope);
    if (!m_tokens.refresh.isEmpty()) // that is what it was asked for
        missing.removeAll(QString(offlineAccessScope));
    return missing.isEmpty() ? TrialText::tr("%1, for all that was asked for").arg(got)
                             : TrialText::tr("%1, but not for %2").arg(got, shownText(missing.join(u", "_s)));
}

void Trial::showTokens(Step step, const TokenResponse &response)
{
    showToken(TokenKind::AccessToken, step, response.access, response);
    if (!response.id.isEmpty())
        showToken(TokenKind::IdToken, step, response.id, response);
    if (!response.refresh.isEmpty())
        showToken(TokenKind::RefreshToken, step, response.refresh, response);
}

/// Else `secret` is nothing, or a private key.
bool Trial::isBySecret() const
{
    return m_request.authentication == Authentication::SecretBasic ||
           m_request.authentication == Authentication::SecretPost;
}

void Trial::showToken(TokenKind kind, Step step, const SecretBytes &text, const TokenResponse &response)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Token token = m_judge.judged(text, {.kind = kind,
                                        .step = step,
                                        .issuer = m_server.issuer,
                                        .clientId = m_request.clientId,
                                        // A renewed one need not repeat it (OpenID Connect Core 1.0, 12.2).
                                        .nonce = step == Step::Token ? m_nonce : QString(),
                                        .accessToken = response.access,
                                        .secret = isBySecret() ? m_request.secret : SecretBytes(),
                                        .subject = m_subject,
                                        .now = now,
                                        .clockAhead = m_http.clockAhead()});
    if (kind == TokenKind::AccessToken && response.lifetime)
        token.expires = now.addSecs(*response.lifetime);
    if (kind == TokenKind::IdToken && m_subject.isEmpty())
        m_subject = json::textAt(parsedToken(text).claims, "sub");
    show(token);
}

void Trial::show(const Token &token)
{
    m_faults << token.faults;
    m_hasWorked = m_hasWorked && token.faults.isEmpty();
    m_watcher.gotToken(token);
}

Result<bool> Trial::askUserInfo()
{
    if (m_nonce.isEmpty())
        return skipped(Step::UserInfo, TrialText::tr("openid was not asked for"));
    if (m_server.userInfo.isEmpty())
        return skipped(Step::UserInfo, TrialText::tr("The server has no such endpoint"));
    if (m_tokens.type.compare("bearer"_L1, Qt::CaseInsensitive) != 0) {
        return skipped(Step::UserInfo,
                       TrialText::tr("The access token is not said to be a bearer token, and cannot be used "
                                     "as one (RFC 6749 7.1): its token_type is \"%1\"")
                           .arg(shownText(explain::masked(m_tokens.type))));
    }
    begin(Step::UserInfo,
          TrialText::tr("Asking \"%1\" about the user").arg(shownEndpoint(m_server.userInfo)));
    auto answer = m_http.send({.url = m_server.userInfo,
                               .headers = {{"Accept", "application/json, application/jwt"}},
                               .authorization = {HttpAuthorization::Scheme::Bearer, {}, m_tokens.access},
                               .answer = HttpRequest::Answer::Any});
    if (!answer)
        return std::unexpected(answer.error());
    if (!answer->isSuccess())
        return refused(refusalOf(Step::UserInfo, *answer, m_http.clockAhead()));
    const bool isToken = answer->header("Content-Type").toLower().startsWith("application/jwt");
    if (isToken) {
        showToken(TokenKind::UserInfo, Step::UserInfo, takeSecret(std::move(answer->body)), m_tokens);
    } else {
        const auto claims = answer->content();
        if (!claims || !claims->is_object())
            return refused({.text = TrialText::tr("What the server says of the user is no JSON object.")});
        show(m_judge.judgedUserInfo(*claims, m_subject));
    }
    return done(TrialText::tr("The server told about the user"));
}

Result<bool> Trial::signOut()
{
    if (m_request.logoutRedirect.isEmpty())
        return skipped(Step::Logout, TrialText::tr("No logout redirect was chosen"));
    if (!m_request.whyNoLogout.isEmpty())
        return skipped(Step::Logout, m_request.whyNoLogout);
    if (m_server.endSession.isEmpty())
        return skipped(Step::Logout, TrialText::tr("The server names no end_session_endpoint"));
    begin(Step::Logout,
          TrialText::tr("Asking \"%1\" to sign the user out").arg(shownEndpoint(m_server.endSession)));
    BrowserTrip trip(Step::Logout, m_request.logoutRedirect, m_http);
    const QUrl address = signOutAddress(m_request, m_server, {trip.redirect(), trip.state()});
    const auto end = trip.go(address, m_request.patience);
    if (!end)
        return std::unexpected(end.error());
    if (!hasComeBack(*end, trip))
        return refused(refusalOfTrip(*end, trip, address));
    return done(TrialText::tr("The browser came back to \"%1\"").arg(shownText(trip.redirect())));
}

}
