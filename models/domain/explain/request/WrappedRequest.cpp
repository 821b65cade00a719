#include "domain/explain/request/WrappedRequest.h"

#include "domain/explain/request/ParameterNames.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

constexpr int mostWordsOfValue = 30;

bool isInWord(QChar c)
{
    return !c.isSpace() && !QStringView(u"\"'<>").contains(c);
}

qsizetype endOfRequestWord(QStringView text, qsizetype at)
{
    while (at < text.size() && isInWord(text.at(at)))
        ++at;
    return at;
}

bool beginsWithParameter(QStringView text)
{
    return isKnownParameter(text.first(std::max<qsizetype>(text.indexOf(u'='), 0)));
}

/// `profile&redirect_uri=...`: the rest of a value, and what follows it.
bool endsValue(QStringView word)
{
    const auto *const end =
        std::ranges::find_if(word, [](QChar c) { return QStringView(u"&?=").contains(c); });
    return end != word.end() && *end == u'&' && beginsWithParameter(word.sliced(end - word.begin() + 1));
}

bool mayBeInValue(QStringView word)
{
    return std::ranges::none_of(word, [](QChar c) { return QStringView(u"&?=").contains(c); });
}

/// Names of several that blanks stand between.
bool isList(QStringView name)
{
    static constexpr std::array lists{"scope"_L1,      "response_type"_L1, "prompt"_L1,
                                      "acr_values"_L1, "ui_locales"_L1,    "claims_locales"_L1};
    return std::ranges::any_of(lists, [&](QLatin1StringView list) { return name == list; });
}

bool isScopeOfAll(QStringView word)
{
    static constexpr std::array scopes{"openid"_L1,  "profile"_L1, "email"_L1,
                                       "address"_L1, "phone"_L1,   "offline_access"_L1};
    return std::ranges::any_of(scopes, [&](QLatin1StringView scope) { return word == scope; });
}

/// Goes over the text word by word.
class Joiner
{
public:
    explicit Joiner(QStringView text) : m_text(text) {}

    QString joined()
    {
        for (qsizetype at = 0; at < m_text.size();) {
            const qsizetype end = endOfRequestWord(m_text, at);
            const QStringView word = m_text.sliced(at, end - at);
            m_joined += word;
            at = end;
            if (isOpen(word))
                at = join(end);
            while (at < m_text.size() && !isInWord(m_text.at(at)))
                m_joined += m_text.at(at++);
        }
        return m_joined;
    }

private:
    static bool isOpen(QStringView word)
    {
        return (word.endsWith(u'?') && word.contains(u'/')) || word.endsWith(u'&') ||
               hasTellingParameter(word);
    }

    /// Where to go on.
    qsizetype join(qsizetype end)
    {
        for (;;) {
            qsizetype next = end;
            while (next < m_text.size() && m_text.at(next).isSpace())
                ++next;
            if (next == end || next == m_text.size() || !isInWord(m_text.at(next)))
                return end;
            const qsizetype nextEnd = endOfRequestWord(m_text, next);
            const auto between = separator(m_text.sliced(end, next - end), next, nextEnd);
            if (!between)
                return end;
            m_joined += *between;
            m_joined += m_text.sliced(next, nextEnd - next);
            end = nextEnd;
        }
    }

    /// What stands for the gap; nothing: the request ends there.
    std::optional<QString> separator(QStringView gap, qsizetype next, qsizetype nextEnd) const
    {
        const QStringView word = m_text.sliced(next, nextEnd - next);
        if (word.startsWith(u'&') && beginsWithParameter(word.sliced(1)))
            return QString();
        if (m_joined.endsWith(u'&') || m_joined.endsWith(u'?'))
            return beginsWithParameter(word) ? std::optional(QString()) : std::nullopt;
        const qsizetype breaks = gap.count(u'\n');
        if (breaks == 1 && endsValue(word))
            return isList(lastName()) ? u"+"_s : QString();
        if (breaks > 0)
            return {};
        const bool isGoneOn =
            isValueGoneOn(next, nextEnd) || (lastName() == "scope"_L1 && isScopeOfAll(word));
        return isGoneOn ? std::optional(u"+"_s) : std::nullopt;
    }

    /// Whether a word of the same line ends the value.
    bool isValueGoneOn(qsizetype at, qsizetype end) const
    {
        for (int words = 0; words < mostWordsOfValue; ++words) {
            const QStringView word = m_text.sliced(at, end - at);
            if (endsValue(word))
                return true;
            at = end;
            while (at < m_text.size() && m_text.at(at).isSpace() && m_text.at(at) != u'\n')
                ++at;
            end = endOfRequestWord(m_text, at);
            if (!mayBeInValue(word) || end == at)
                return false;
        }
        return false;
    }

    /// Of the parameter that the gap stands in.
    QStringView lastName() const
    {
        qsizetype begin = m_joined.size();
        while (begin > 0 && !QStringView(u"&? \n").contains(m_joined.at(begin - 1)))
            --begin;
        const QStringView pair = QStringView(m_joined).sliced(begin);
        return pair.first(std::max<qsizetype>(pair.indexOf(u'='), 0));
    }

    QStringView m_text;
    QString m_joined;
};

}

bool hasTellingParameter(QStringView text)
{
    static const QRegularExpression names(
        uR"re((?:^|[?&#\s"'])(?:client_id|client%5Fid|response_type|redirect_uri|grant_type|post_logout_redirect_uri|id_token_hint|code_challenge|client_assertion|scope|error|request_uri|logout_hint)=)re"_s,
        QRegularExpression::CaseInsensitiveOption);
    return names.matchView(text).hasMatch();
}

QString withoutWrapping(const QString &text)
{
    return Joiner(text).joined();
}

}
