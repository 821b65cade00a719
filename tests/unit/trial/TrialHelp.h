#pragma once

#include "TokenHelp.h"
#include "certificates/OpenSslCertificateTools.h"
#include "servers/trial/Trial.h"
#include "support/HttpTestServer.h"

#include <QNetworkAccessManager>
#include <QUrlQuery>

#include <functional>
#include <optional>

namespace gatehouse::test {

/// Answers as an authorization server does: one client application, one user, who always agrees.
class FakeIssuer
{
public:
    FakeIssuer() : m_server([this](const ReceivedRequest &request) { return answer(request); }) {}

    QString issuer() const { return m_server.url().toString(); }
    QList<ReceivedRequest> received() const { return m_server.received(); }

    json::Json metadata() const
    {
        const auto at = [&](const char *path) { return (issuer() + QLatin1StringView(path)).toStdString(); };
        return {{"issuer", at("")},
                {"authorization_endpoint", at("/auth?tenant=1")},
                {"token_endpoint", at("/token")},
                {"userinfo_endpoint", at("/me")},
                {"jwks_uri", at("/jwks")},
                {"end_session_endpoint", at("/bye")}};
    }

    std::function<void(json::Json &)> changeMetadata = [](json::Json &) {};
    std::function<void(json::Json &)> changeClaims = [](json::Json &) {};
    QHash<QByteArray, CannedAnswer> instead; ///< by path
    QByteArray date;                         ///< a header of each answer
    /// Whether it sends who asks to be signed out back at once, with this behind the state.
    std::optional<QByteArray> sendsBack;
    std::string tokenType = "Bearer";

    static inline const QByteArray code = "the-code-of-the-server";
    static inline const QByteArray accessToken = "the-access-token-of-the-server";
    static inline const QByteArray refreshToken = "the-refresh-token-of-the-server";

private:
    CannedAnswer json(int status, const json::Json &content) const
    {
        return answerOf(status, QByteArray::fromStdString(content.dump()), date);
    }

    CannedAnswer answer(const ReceivedRequest &request)
    {
        const QUrl target(QString::fromUtf8(request.target));
        const QByteArray path = target.path().toLatin1();
        if (instead.contains(path))
            return instead.value(path);
        if (path == "/.well-known/openid-configuration") {
            json::Json said = metadata();
            changeMetadata(said);
            return json(200, said);
        }
        if (path == "/auth") {
            m_nonce = QUrlQuery(target).queryItemValue(QStringLiteral("nonce"));
            return answerOf(200, "<html>Sign in</html>", {}, "text/html");
        }
        if (path == "/bye" && sendsBack) {
            const QUrlQuery asked(target);
            const auto valueOf = [&](const QString &name) {
                return asked.queryItemValue(name, QUrl::FullyDecoded).toLatin1();
            };
            return answerOf(302, {},
                            "Location: " + valueOf(QStringLiteral("post_logout_redirect_uri")) +
                                "?state=" + valueOf(QStringLiteral("state")) + *sendsBack + "\r\n");
        }
        if (path == "/bye")
            return answerOf(200, "<html>Sign out?</html>", {}, "text/html");
        if (path == "/token")
            return tokens();
        if (path == "/me")
            return json(200, {{"sub", "anna"}, {"name", "Anna"}});
        if (path == "/jwks")
            return json(200, {{"keys", json::Json::array({publicPart(ecKey)})}});
        return answerOf(404);
    }

    CannedAnswer tokens() const
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        json::Json claims{{"iss", issuer().toStdString()},  {"aud", "shop"},    {"sub", "anna"},
                          {"nonce", m_nonce.toStdString()}, {"exp", now + 300}, {"iat", now}};
        changeClaims(claims);
        return json(200, {{"access_token", accessToken.toStdString()},
                          {"refresh_token", refreshToken.toStdString()},
                          {"id_token", signedToken(claims).toStdString()},
                          {"token_type", tokenType},
                          {"expires_in", 60}});
    }

    QString m_nonce;
    HttpTestServer m_server;
};

/// A person with a browser that goes straight back to where the server would send it.
class FakePerson : public trial::Watcher
{
public:
    enum class Does { ComesBack, Pastes, SeesAnError, Cancels, SaysNo, Nothing };

    explicit FakePerson(Does does = Does::ComesBack) : m_does(does) {}

    QString issuer; ///< that the answer names; empty: none

    bool goesOn() override { return !(m_does == Does::Cancels && m_isAway); }
    void stepChanged(const trial::StepReport &report) override
    {
        m_steps[report.step] = report;
        m_texts << report.text;
    }
    void gotToken(const trial::Token &token) override
    {
        m_tokens << token;
        m_texts << token.signatureText << token.faults;
        for (const trial::Claim &claim : token.claims)
            m_texts << claim.value << claim.fault;
    }
    void refused(const trial::Refusal &refusal) override
    {
        m_refusals << refusal;
        m_texts << refusal.text << refusal.error;
        for (const explain::Parameter &parameter : refusal.sent.parameters)
            m_texts << parameter.value;
    }
    void visitBegan(const trial::BrowserVisit &visit) override
    {
        m_isAway = true;
        m_visits << visit;
        m_texts << visit.address;
        if (m_does == Does::ComesBack && visit.isListening)
            goTo(answerTo(visit));
    }
    trial::BrowserWord browserWord() override
    {
        using Kind = trial::BrowserWord::Kind;
        if (m_does == Does::SeesAnError)
            return {Kind::NoReturn};
        if (m_does == Does::Nothing || m_visits.isEmpty() ||
            (m_does == Does::ComesBack && m_visits.last().isListening))
            return {Kind::Nothing};
        if (m_words++ == 0 && m_does == Does::Pastes)
            return {Kind::Address, secretCopy("https://shop.example.com/cb?code=x&state=another")};
        return {Kind::Address, secretCopy(answerTo(m_visits.last()))};
    }
    void visitEnded() override { m_isAway = false; }

    QString stateOf(trial::Step step) const
    {
        return m_steps.contains(step) ? trial::nameOf(m_steps[step].state) : QString();
    }
    const QList<trial::Token> &tokens() const { return m_tokens; }
    const QList<trial::Refusal> &refusals() const { return m_refusals; }
    const QList<trial::BrowserVisit> &visits() const { return m_visits; }
    QString said() const { return m_texts.join(u'\n'); }

private:
    QByteArray answerTo(const trial::BrowserVisit &visit) const
    {
        const QUrlQuery asked(QUrl(visit.address).query());
        QUrl redirect(visit.redirect);
        QUrlQuery answer(redirect);
        if (m_does == Does::SaysNo)
            answer.addQueryItem(QStringLiteral("error"), QStringLiteral("access_denied"));
        else if (visit.step == trial::Step::Authorization)
            answer.addQueryItem(QStringLiteral("code"), QString::fromLatin1(FakeIssuer::code));
        answer.addQueryItem(QStringLiteral("state"), asked.queryItemValue(QStringLiteral("state")));
        if (!issuer.isEmpty())
            answer.addQueryItem(QStringLiteral("iss"), issuer);
        redirect.setQuery(answer);
        return redirect.toEncoded();
    }

    static void goTo(const QByteArray &address)
    {
        const QUrl url = QUrl::fromEncoded(address);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), quint16(url.port()));
        if (socket.waitForConnected()) {
            socket.write("GET " + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority) +
                         " HTTP/1.1\r\nHost: x\r\n\r\n");
            socket.waitForDisconnected();
        }
    }

    Does m_does;
    bool m_isAway = false;
    int m_words = 0;
    QHash<trial::Step, trial::StepReport> m_steps;
    QList<trial::Token> m_tokens;
    QList<trial::Refusal> m_refusals;
    QList<trial::BrowserVisit> m_visits;
    QStringList m_texts;
};

}
