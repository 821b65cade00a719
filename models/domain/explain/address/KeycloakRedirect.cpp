#include "domain/explain/address/KeycloakRedirect.h"

#include "domain/explain/Case.h"
#include "domain/explain/address/AddressInJava.h"
#include "domain/explain/address/AddressParts.h"
#include "domain/explain/request/FormText.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

/// Of its answers: one that a redirect brought along could be taken for them.
constexpr std::array namesOfAnswers{
    "code"_L1,     "id_token"_L1,  "access_token"_L1,    "token_type"_L1,        "expires_in"_L1,
    "state"_L1,    "iss"_L1,       "error"_L1,           "error_description"_L1, "session_state"_L1,
    "response"_L1, "kc_action"_L1, "kc_action_status"_L1};

bool isOfAnswers(const QString &name)
{
    return std::ranges::any_of(namesOfAnswers, [&](QLatin1StringView known) {
        return name.compare(known, Qt::CaseInsensitive) == 0;
    });
}

/// Empty: there is none.
QString answerNameIn(const QString &form)
{
    for (const QString &parameter : form.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype sign = parameter.indexOf(u'=');
        const QString name =
            decodedForm(QStringView(parameter).first(sign < 0 ? parameter.size() : sign)).text;
        if (isOfAnswers(name))
            return name;
    }
    return {};
}

bool climbs(const QString &path)
{
    static const QRegularExpression unsafe(
        uR"re((?:/|%2f|%5c)(?:%2e|%252e|\.){2}(?:/|%2f|%5c|;|%3b|%09|%0a|%0d|%00|$))re"_s,
        QRegularExpression::CaseInsensitiveOption);
    return unsafe.match(path).hasMatch();
}

bool hasReadableHost(const AddressInJava &address)
{
    return !address.hasAuthority || !address.host.isEmpty();
}

bool takesPatternsFor(const AddressInJava &address)
{
    return !address.hasUserInfo && hasReadableHost(address) && !climbs(address.path);
}

bool isPattern(const QString &allowed)
{
    return allowed.endsWith(u'*') && !allowed.contains(u'?') && !allowed.contains(u'#');
}

/// What has to stand at the begin: a `*` right behind a host is one behind a slash, so that no other host
/// begins with it.
QString frontOf(const QString &pattern)
{
    const AddressParts parts = partsOf(pattern);
    const bool isHostOpen = parts.hasAuthority && parts.path.text.isEmpty() && !pattern.endsWith("//*"_L1) &&
                            !pattern.endsWith(":*"_L1);
    return isHostOpen ? pattern.chopped(1) + u'/' : pattern.chopped(1);
}

bool isOfWeb(const QString &scheme)
{
    return scheme.compare("http"_L1, Qt::CaseInsensitive) == 0 ||
           scheme.compare("https"_L1, Qt::CaseInsensitive) == 0;
}

/// The first of both ends it, even a `?` that belongs to the fragment.
QStringView withoutQuery(const QString &sent)
{
    const qsizetype query = sent.indexOf(u'?');
    const qsizetype end = query < 0 ? sent.indexOf(u'#') : query;
    return end < 0 ? QStringView(sent) : QStringView(sent).first(end);
}

bool fitsPattern(const QString &sent, const QString &scheme, const QString &pattern)
{
    const QStringView plain = withoutQuery(sent);
    const QString front = frontOf(pattern);
    const bool isFolder = front.size() > 1 && front.endsWith(u'/') && plain == QStringView(front).chopped(1);
    if (!plain.startsWith(front) && !isFolder)
        return false;
    return scheme.isEmpty() || isOfWeb(scheme) || front.startsWith(scheme + u':');
}

bool isOwnMachine(const AddressInJava &address)
{
    return address.scheme == "http"_L1 && (address.host == "localhost"_L1 || isLoopbackAddress(address.host));
}

QString withPortLeftOut(const QString &sent)
{
    const AddressParts parts = partsOf(sent);
    QString text = sent.first(parts.host.end()) + parts.path.text;
    if (!parts.query.text.isEmpty())
        text += u'?' + parts.query.text;
    if (parts.hasFragment)
        text += u'#' + parts.fragment.text;
    return text;
}

bool fits(const QString &sent, const AddressInJava &address, const QString &allowed)
{
    if (allowed == "*"_L1)
        return address.scheme.isEmpty() || isOfWeb(address.scheme);
    return takesPatternsFor(address) && isPattern(allowed) ? fitsPattern(sent, address.scheme, allowed)
                                                           : sent == allowed;
}

/// Empty: there is none, or it is taken.
QString refusedName(const AddressInJava &address, AnswerNames names)
{
    if (names == AnswerNames::Taken)
        return {};
    const QString name = answerNameIn(address.query);
    return name.isEmpty() ? answerNameIn(address.fragment) : name;
}

}

bool keycloakTakes(const QString &sent, const QString &allowed, AnswerNames names)
{
    const auto address = addressInJava(sent);
    if (!address || !refusedName(*address, names).isEmpty())
        return false;
    return fits(sent, *address, allowed) ||
           (isOwnMachine(*address) && fits(withPortLeftOut(sent), *address, allowed));
}

KeycloakRefusal keycloakRefusal(const QString &sent, AnswerNames names)
{
    const auto address = addressInJava(sent);
    if (!address)
        return {.always =
                    ExplainText::tr("Keycloak cannot read it as an address: a character in it has to be "
                                    "percent-encoded (RFC 3986 2), or a part of it is none.")};
    if (const QString name = refusedName(*address, names); !name.isEmpty()) {
        return {.always = ExplainText::tr("It holds the parameter %1, which Keycloak itself answers with: it "
                                          "refuses that whatever is allowed, unless "
                                          "allow.oidc.params.in.redirect.uris is on.")
                              .arg(name)};
    }
    if (address->hasUserInfo)
        return {.byPatterns = ExplainText::tr(
                    "It holds a user name: Keycloak takes that by no pattern, letter by letter alone.")};
    if (climbs(address->path))
        return {.byPatterns = ExplainText::tr(
                    "Its path climbs by ..: Keycloak takes that by no pattern, letter by letter alone.")};
    if (!hasReadableHost(*address))
        return {.byPatterns =
                    ExplainText::tr("Its host is no host name (RFC 1123 2.1), as with _ in it: Keycloak "
                                    "takes that by no pattern, letter by letter alone.")};
    return {};
}

}
