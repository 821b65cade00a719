#include "secrets/ClientTrial.h"

#include "domain/rules/LoopbackHost.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace gatehouse::trial {

namespace {

struct ClientTrialText
{
    Q_DECLARE_TR_FUNCTIONS(ClientTrial)
};

}

QString labelOf(Step step)
{
    switch (step) {
    case Step::Discovery:
        return ClientTrialText::tr("Discovery");
    case Step::Authorization:
        return ClientTrialText::tr("Sign-in");
    case Step::Token:
        return ClientTrialText::tr("Token");
    case Step::Refresh:
        return ClientTrialText::tr("Refresh");
    case Step::UserInfo:
        return ClientTrialText::tr("User info");
    case Step::Logout:
        break;
    }
    return ClientTrialText::tr("Logout");
}

QString labelOf(StepState state)
{
    switch (state) {
    case StepState::Running:
        return ClientTrialText::tr("running");
    case StepState::Done:
        return ClientTrialText::tr("done");
    case StepState::Skipped:
        return ClientTrialText::tr("left out");
    case StepState::Refused:
        return ClientTrialText::tr("refused");
    case StepState::Failed:
        break;
    }
    return ClientTrialText::tr("out of reach");
}

QString labelOf(TokenKind kind)
{
    switch (kind) {
    case TokenKind::AccessToken:
        return ClientTrialText::tr("Access token");
    case TokenKind::IdToken:
        return ClientTrialText::tr("ID token");
    case TokenKind::RefreshToken:
        return ClientTrialText::tr("Refresh token");
    case TokenKind::UserInfo:
        break;
    }
    return ClientTrialText::tr("User info");
}

QString nameOf(Step step)
{
    switch (step) {
    case Step::Discovery:
        return u"discovery"_s;
    case Step::Authorization:
        return u"authorization"_s;
    case Step::Token:
        return u"token"_s;
    case Step::Refresh:
        return u"refresh"_s;
    case Step::UserInfo:
        return u"user_info"_s;
    case Step::Logout:
        break;
    }
    return u"logout"_s;
}

QString nameOf(StepState state)
{
    switch (state) {
    case StepState::Running:
        return u"running"_s;
    case StepState::Done:
        return u"done"_s;
    case StepState::Skipped:
        return u"skipped"_s;
    case StepState::Refused:
        return u"refused"_s;
    case StepState::Failed:
        break;
    }
    return u"failed"_s;
}

QString nameOf(TokenKind kind)
{
    switch (kind) {
    case TokenKind::AccessToken:
        return u"access_token"_s;
    case TokenKind::IdToken:
        return u"id_token"_s;
    case TokenKind::RefreshToken:
        return u"refresh_token"_s;
    case TokenKind::UserInfo:
        break;
    }
    return u"user_info"_s;
}

QString nameOf(Signature signature)
{
    switch (signature) {
    case Signature::None:
        return u"none"_s;
    case Signature::Valid:
        return u"valid"_s;
    case Signature::Invalid:
        return u"invalid"_s;
    case Signature::Unknown:
        break;
    }
    return u"unknown"_s;
}

bool isLoopbackRedirect(const QString &redirect)
{
    const QUrl url(redirect, QUrl::StrictMode);
    return url.isValid() && url.scheme() == "http"_L1 && rules::isLoopback(url.host());
}

}
