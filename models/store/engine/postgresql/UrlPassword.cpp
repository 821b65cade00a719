#include "store/engine/postgresql/UrlPassword.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QString decodedPassword(const QString &text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

qsizetype endOfAuthority(const QString &text)
{
    const auto ends = [](QChar one) { return one == u'/' || one == u'?'; };
    return std::ranges::find_if(text, ends) - text.begin();
}

bool isPort(const QString &text)
{
    return std::ranges::all_of(text, [](QChar one) { return one >= u'0' && one <= u'9'; });
}

/// What seems to be a port and its database, up to the value of a parameter: the sign in it behind which
/// hosts and a database could follow; -1: there is none.
qsizetype endOfPassword(const QString &rest)
{
    const qsizetype value = rest.indexOf(u'=', rest.indexOf(u'?') + 1);
    const qsizetype at = rest.lastIndexOf(u'@', value < 0 ? -1 : value);
    return at >= 0 && rest.indexOf(u'/', at) >= 0 ? at : -1;
}

/// The sign behind which the hosts begin. A password with a slash that is not encoded ends the authority
/// early: what stands behind the colon is no port then, or looks like one.
qsizetype endOfUser(const QString &rest)
{
    const QString authority = rest.first(endOfAuthority(rest));
    const qsizetype within = authority.lastIndexOf(u'@');
    if (within >= 0 || authority.startsWith(u'[') || authority.contains(u','))
        return within;
    return isPort(authority.section(u':', 1)) ? endOfPassword(rest) : rest.lastIndexOf(u'@');
}

/// Where the password begins, and how long the sign before it is.
std::pair<qsizetype, qsizetype> colonOf(const QString &user)
{
    static const QRegularExpression colon(u":|%3A"_s, QRegularExpression::CaseInsensitiveOption);
    const auto found = colon.match(user);
    return {found.capturedStart(), found.capturedLength()};
}

void takeFromUser(QString &rest, QString &password)
{
    const qsizetype at = endOfUser(rest);
    const auto [colon, length] = colonOf(rest.first(std::max<qsizetype>(0, at)));
    if (colon < 0)
        return;
    password = decodedPassword(rest.sliced(colon + length, at - colon - length));
    rest.remove(colon, at - colon);
}

void takeFromParameters(QString &rest, QString &password)
{
    const qsizetype query = rest.indexOf(u'?');
    if (query < 0)
        return;
    QStringList kept;
    const QStringList parameters = rest.sliced(query + 1).split(u'&');
    for (const QString &parameter : parameters) {
        if (decodedPassword(parameter.section(u'=', 0, 0)) == "password"_L1)
            password = decodedPassword(parameter.section(u'=', 1));
        else
            kept << parameter;
    }
    if (kept.size() != parameters.size())
        rest = rest.first(query) + (kept.isEmpty() ? QString() : u'?' + kept.join(u'&'));
}

}

SplitUrl withoutPassword(const QString &text)
{
    const qsizetype scheme = text.indexOf("://"_L1);
    if (scheme < 0)
        return {text, {}};
    QString rest = text.sliced(scheme + 3);
    QString password;
    takeFromUser(rest, password);
    takeFromParameters(rest, password);
    return {text.first(scheme + 3) + rest, password};
}

}
