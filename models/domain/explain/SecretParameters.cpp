#include "domain/explain/SecretParameters.h"

#include <QByteArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

constexpr std::array secretNames{"code"_L1,          "code_verifier"_L1,    "client_secret"_L1,
                                 "clientsecret"_L1,  "client_assertion"_L1, "assertion"_L1,
                                 "refresh_token"_L1, "access_token"_L1,     "id_token"_L1,
                                 "id_token_hint"_L1, "login_hint_token"_L1, "logout_token"_L1,
                                 "subject_token"_L1, "actor_token"_L1,      "device_code"_L1,
                                 "user_code"_L1,     "auth_req_id"_L1,      "registration_access_token"_L1,
                                 "token"_L1,         "request"_L1,          "response"_L1,
                                 "username"_L1,      "password"_L1,         "passwd"_L1,
                                 "secret"_L1,        "api_key"_L1,          "session_code"_L1,
                                 "session_state"_L1};

/// In prose a colon follows them, too.
constexpr std::array namesOfParametersAlone{"request"_L1, "response"_L1};

constexpr qsizetype longestName = 90; ///< with each character encoded

bool isOfName(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.';
}

/// `&amp;code`, `https%3A%2F%2Fapp%2Fcb%3Fcode` and `"code"` are all named code.
QString plainName(QStringView written)
{
    const QStringView near = written.last(std::min(written.size(), longestName));
    QString name = near.contains(u'%') ? QString::fromUtf8(QByteArray::fromPercentEncoding(near.toUtf8()))
                                       : near.toString();
    while (!name.isEmpty() && !isOfName(name.back()))
        name.chop(1);
    const auto begin = std::find_if_not(name.crbegin(), name.crend(), isOfName).base();
    return name.mid(begin - name.cbegin()).toLower().replace(u'-', u'_');
}

bool isOneOf(const auto &names, QStringView name)
{
    return std::ranges::any_of(names, [&](QLatin1StringView known) { return name == known; });
}

/// `=`, `:` or an encoded `=`; 0: none of them.
qsizetype separatorLength(QStringView text, qsizetype at)
{
    if (text.at(at) == u'=' || text.at(at) == u':')
        return 1;
    return text.sliced(at).startsWith("%3d"_L1, Qt::CaseInsensitive) ? 3 : 0;
}

/// What a value begins behind: quotes, and white space of the same line.
qsizetype valueBegin(QStringView text, qsizetype at)
{
    while (at < text.size() && (text.at(at) == u' ' || text.at(at) == u'"' || text.at(at) == u'\''))
        ++at;
    return at;
}

/// The next parameter, a quote, or white space. Inside of another value that is encoded itself an encoded `&`
/// ends it, too.
qsizetype valueEnd(QStringView text, qsizetype at)
{
    static constexpr QStringView ends = u"&\"'<>,;}";
    for (; at < text.size(); ++at) {
        const QChar c = text.at(at);
        const bool isEncodedEnd =
            (c == u'%' && (text.sliced(at).startsWith("%26"_L1) || text.sliced(at).startsWith("%22"_L1))) ||
            (c == u'\\' && text.sliced(at).startsWith("\\u0026"_L1));
        if (ends.contains(c) || c.isSpace() || isEncodedEnd)
            break;
    }
    return at;
}

bool isHex(QChar c)
{
    return c.unicode() < 0x80 && (c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f'));
}

/// Without making a text of it, since nearly all that stands in front of a separator is no name.
bool endsWithName(QStringView text)
{
    while (!text.isEmpty() && (text.back() == u' ' || text.back() == u'"' || text.back() == u'\''))
        text.chop(1);
    if (text.isEmpty() || !isOfName(text.back()))
        return false;
    const QStringView end = text.last(std::min<qsizetype>(text.size(), 3));
    if (end.size() < 3 || end.front() != u'%' || !isHex(end.at(1)) || !isHex(end.at(2)))
        return true;
    return isOfName(QChar(end.sliced(1).toUShort(nullptr, 16)));
}

bool isSecretBefore(QStringView text, qsizetype at)
{
    if (!endsWithName(text.first(at)))
        return false;
    const QString name = plainName(text.first(at));
    return isOneOf(secretNames, name) && (text.at(at) != u':' || !isOneOf(namesOfParametersAlone, name));
}

QString maskedParameters(const QString &text)
{
    QString shown;
    qsizetype from = 0;
    for (qsizetype at = 1; at < text.size(); ++at) {
        const qsizetype length = separatorLength(text, at);
        if (length == 0 || !isSecretBefore(text, at))
            continue;
        const qsizetype begin = valueBegin(text, at + length);
        const qsizetype end = valueEnd(text, begin);
        if (end == begin)
            continue;
        shown += QStringView(text).sliced(from, begin - from);
        shown += mask;
        from = end;
        at = end - 1;
    }
    return shown.append(QStringView(text).sliced(from));
}

QString replaced(QString text, const QRegularExpression &pattern)
{
    return text.replace(pattern, u"\\1"_s + mask);
}

}

bool isSecretParameter(QStringView name)
{
    return isOneOf(secretNames, plainName(name));
}

QString masked(const QString &text)
{
    static const QRegularExpression headers(
        uR"re(((?:^|["'\n])\s*(?:proxy-authorization|authorization|cookie|set-cookie|dpop)\s*:\s*(?:(?:basic|bearer|dpop)\s+)?+)(?!\*\*\*)[^\s"'][^\n"']*)re"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression schemes(uR"re(\b((?:basic|bearer)\s+)[A-Za-z0-9+/=._~\-]{8,})re"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression curlUser(
        uR"re((\s(?:-u|--user|--oauth2-bearer|-b|--cookie)[\s=]*["']?(?:[^\s:"']*:)?+)(?!\*\*\*)[^\s"']+)re"_s);
    static const QRegularExpression userInfo(uR"re((://[^/?#\s"'@:]*:)[^/?#\s"'@]+(?=@))re"_s);
    static const QRegularExpression webToken(
        uR"re(()\beyJ[A-Za-z0-9_\-]{5,}\.[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]*)+)re"_s);
    QString shown = maskedParameters(text);
    for (const auto *pattern : {&headers, &schemes, &curlUser, &userInfo, &webToken})
        shown = replaced(std::move(shown), *pattern);
    return shown;
}

}
