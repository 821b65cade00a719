#include "store/engine/UrlPassword.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>

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

/// The sign behind which the hosts begin. A password with a slash that is not encoded ends the authority
/// early: what stands behind the colon is no port then.
qsizetype endOfUser(const QString &rest)
{
    const QString authority = rest.first(endOfAuthority(rest));
    const qsizetype within = authority.lastIndexOf(u'@');
    if (within >= 0 || isPort(authority.section(u':', 1)) || authority.startsWith(u'[') ||
        authority.contains(u','))
        return within;
    return rest.lastIndexOf(u'@');
}

void takeFromUser(QString &rest, QString &password)
{
    const qsizetype at = endOfUser(rest);
    const qsizetype colon = rest.indexOf(u':');
    if (at < 0 || colon < 0 || colon > at)
        return;
    password = decodedPassword(rest.sliced(colon + 1, at - colon - 1));
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
