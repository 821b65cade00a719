#include "domain/explain/masking/ShellWord.h"
#include "domain/explain/request/RequestText.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

/// Requests as programs are told to send them: by curl, and by fetch() of a browser.
namespace gatehouse::explain {

namespace {

/// As cmd.exe escapes: `^&`, and a line that goes on.
QString withoutCarets(QString text)
{
    static const QRegularExpression caret(uR"re(\^(\r?\n|.))re"_s);
    return text.contains("^&"_L1) || text.contains("^\""_L1) ? text.replace(caret, u"\\1"_s) : text;
}

QStringList wordsOf(const QString &text)
{
    QStringList words;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = endOfShellWord(text, at);
        if (end > at)
            words << plainShellWord(QStringView(text).sliced(at, end - at));
        at = end + 1;
    }
    return words;
}

bool isJson(const QString &text)
{
    return text.trimmed().startsWith(u'{');
}

void takeData(RequestText &request, const QString &data)
{
    request.isPost = true;
    if (isJson(data)) {
        request.body = Body::Json;
        takeLines(request, data);
    } else {
        request.forms << data;
    }
}

void takeField(RequestText &request, const QString &field)
{
    request.isPost = true;
    request.body = Body::Multipart;
    request.lines.emplaceBack(field.section(u'=', 0, 0), field.section(u'=', 1));
}

void takeHeaderLine(RequestText &request, const QString &header)
{
    const QString name = header.section(u':', 0, 0).trimmed().toLower();
    const QString value = header.section(u':', 1).trimmed();
    if (name == "authorization"_L1)
        request.authorization = value;
    else if (name == "content-type"_L1 && value.startsWith("application/json"_L1))
        request.body = Body::Json;
}

using Take = void (*)(RequestText &, const QString &);
struct Option
{
    QLatin1StringView name;
    Take take;
};

void takeUser(RequestText &request, const QString &user)
{
    request.user = user;
}

constexpr std::array options{Option{"-d"_L1, takeData},
                             Option{"--data"_L1, takeData},
                             Option{"--data-raw"_L1, takeData},
                             Option{"--data-ascii"_L1, takeData},
                             Option{"--data-binary"_L1, takeData},
                             Option{"--data-urlencode"_L1, takeData},
                             Option{"--json"_L1, takeData},
                             Option{"-F"_L1, takeField},
                             Option{"--form"_L1, takeField},
                             Option{"--form-string"_L1, takeField},
                             Option{"-u"_L1, takeUser},
                             Option{"--user"_L1, takeUser},
                             Option{"-H"_L1, takeHeaderLine},
                             Option{"--header"_L1, takeHeaderLine}};

/// The option that a word is, and its value where that stands in the same word: `-uid:secret`, `-su`,
/// `--user=id:secret`.
std::pair<const Option *, std::optional<QString>> optionOf(const QString &word)
{
    static const QRegularExpression joined(uR"re(^-[sSkLvifgGIlnNpqjJORaB0-9#]*([dFuH])(.*)$)re"_s,
                                           QRegularExpression::DotMatchesEverythingOption);
    QString name = word;
    std::optional<QString> value;
    if (const auto match = joined.match(word); match.hasMatch()) {
        name = u'-' + match.captured(1);
        if (!match.captured(2).isEmpty())
            value = match.captured(2);
    } else if (word.startsWith("--"_L1) && word.contains(u'=')) {
        name = word.section(u'=', 0, 0);
        value = word.section(u'=', 1);
    }
    const auto *const found = std::ranges::find(options, name, &Option::name);
    return {found == options.end() ? nullptr : found, value};
}

void takeCurl(RequestText &request, const QString &text)
{
    const QStringList words = wordsOf(withoutCarets(text));
    for (qsizetype at = 1; at < words.size(); ++at) {
        const auto [option, value] = optionOf(words.at(at));
        if (option && (value || at + 1 < words.size()))
            option->take(request, value ? *value : words.at(++at));
        else if (words.at(at).startsWith("http"_L1) && request.address.isEmpty())
            takeAddress(request, words.at(at));
    }
    if (request.body == Body::Json && request.lines.isEmpty()) {
        for (const QString &form : std::as_const(request.forms))
            takeLines(request, form);
    }
}

bool takeFetch(RequestText &request, const QString &text)
{
    static const QRegularExpression fetch(uR"re(\bfetch\(\s*["']([^"']+)["']\s*(?:,\s*(\{.*\})\s*)?\))re"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    const auto match = fetch.match(text);
    if (!match.hasMatch())
        return false;
    takeAddress(request, match.capturedView(1));
    const QJsonObject sent = QJsonDocument::fromJson(match.captured(2).toUtf8()).object();
    const QJsonObject headers = sent.value("headers"_L1).toObject();
    for (auto header = headers.begin(); header != headers.end(); ++header)
        takeHeaderLine(request, header.key() + u':' + header.value().toString());
    if (const QString body = sent.value("body"_L1).toString(); !body.isEmpty())
        takeData(request, body);
    return true;
}

}

bool takeCommand(RequestText &request, const QString &text)
{
    static const QRegularExpression curl(uR"re(^\W{0,3}curl(?:\.exe)?\s)re"_s);
    const auto match = curl.match(text);
    if (!match.hasMatch())
        return takeFetch(request, text);
    takeCurl(request, text.sliced(match.capturedEnd() - 1).prepend("curl"_L1));
    return true;
}

}
