#include "domain/explain/Explanation.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

struct ExplanationText
{
    Q_DECLARE_TR_FUNCTIONS(Explanation)
};

struct CauseName
{
    Cause cause;
    QLatin1StringView name;
    const char *label;
};

constexpr std::array causes{
    CauseName{Cause::RedirectNotRegistered, "redirect_not_registered"_L1,
              QT_TRANSLATE_NOOP("Explanation", "Login redirect is not allowed")},
    CauseName{Cause::RedirectMissing, "redirect_missing"_L1,
              QT_TRANSLATE_NOOP("Explanation", "Login redirect is missing")},
    CauseName{Cause::PkceMissing, "pkce_missing"_L1, QT_TRANSLATE_NOOP("Explanation", "PKCE is missing")},
    CauseName{Cause::PkceMethod, "pkce_method"_L1,
              QT_TRANSLATE_NOOP("Explanation", "PKCE by another method")},
    CauseName{Cause::ScopeNotAllowed, "scope_not_allowed"_L1,
              QT_TRANSLATE_NOOP("Explanation", "Scope is not allowed")},
    CauseName{Cause::OpenIdMissing, "openid_missing"_L1,
              QT_TRANSLATE_NOOP("Explanation", "Scope openid is missing")},
    CauseName{Cause::ResponseType, "response_type"_L1,
              QT_TRANSLATE_NOOP("Explanation", "Response type is not allowed")},
    CauseName{Cause::ClientUnknown, "client_unknown"_L1,
              QT_TRANSLATE_NOOP("Explanation", "Client application is not known")},
    CauseName{Cause::ClientDisabled, "client_disabled"_L1,
              QT_TRANSLATE_NOOP("Explanation", "Client application is disabled")},
    CauseName{Cause::ClientAuthentication, "client_authentication"_L1,
              QT_TRANSLATE_NOOP("Explanation", "Client authentication")},
    CauseName{Cause::GrantType, "grant_type"_L1,
              QT_TRANSLATE_NOOP("Explanation", "Grant type is not allowed")},
    CauseName{Cause::LogoutRedirect, "logout_redirect"_L1,
              QT_TRANSLATE_NOOP("Explanation", "Logout redirect is not allowed")},
    CauseName{Cause::Malformed, "malformed"_L1, QT_TRANSLATE_NOOP("Explanation", "Written wrongly")},
};

const CauseName &named(Cause cause)
{
    return *std::ranges::find(causes, cause, &CauseName::cause);
}

}

QString nameOf(RequestKind kind)
{
    switch (kind) {
    case RequestKind::Authorization:
        return u"authorization"_s;
    case RequestKind::Token:
        return u"token"_s;
    case RequestKind::Logout:
        break;
    }
    return u"logout"_s;
}

QString nameOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Taken:
        return u"taken"_s;
    case Verdict::Refused:
        return u"refused"_s;
    case Verdict::ServersDiffer:
        break;
    }
    return u"servers_differ"_s;
}

QString nameOf(Cause cause)
{
    return named(cause).name;
}

QString labelOf(RequestKind kind)
{
    switch (kind) {
    case RequestKind::Authorization:
        return ExplanationText::tr("Authorization request");
    case RequestKind::Token:
        return ExplanationText::tr("Token request");
    case RequestKind::Logout:
        break;
    }
    return ExplanationText::tr("Logout request");
}

QString labelOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Taken:
        return ExplanationText::tr("taken");
    case Verdict::Refused:
        return ExplanationText::tr("refused");
    case Verdict::ServersDiffer:
        break;
    }
    return ExplanationText::tr("servers differ");
}

QString labelOf(Cause cause)
{
    return ExplanationText::tr(named(cause).label);
}

}
