#include "domain/explain/masking/SecretNames.h"

#include "domain/explain/masking/WrittenText.h"

#include <QString>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::explain {

namespace {

/// As plainName() gives them, and whatever stands before: client_secret, db_passwd.
constexpr std::array secretEnds{"secret"_L1,      "secrets"_L1,       "password"_L1, "passphrase"_L1,
                                "passwd"_L1,      "pwd"_L1,           "apikey"_L1,   "privatekey"_L1,
                                "accesstoken"_L1, "secretrotated"_L1, "hmackey"_L1,  "signingkey"_L1};
/// Whole names, because other words end so.
constexpr std::array secretNames{"pass"_L1, "pin"_L1, "pfx"_L1, "bearer"_L1};
/// What else nobody else may read in a request, though a setting may be called so.
constexpr std::array requestEnds{"token"_L1, "tokenhint"_L1, "verifier"_L1, "assertion"_L1, "secretkey"_L1};
constexpr std::array requestNames{
    "code"_L1,    "authcode"_L1,  "authorizationcode"_L1, "devicecode"_L1,  "usercode"_L1, "sessioncode"_L1,
    "request"_L1, "response"_L1,  "samlresponse"_L1,      "username"_L1,    "otp"_L1,      "jwt"_L1,
    "ticket"_L1,  "authreqid"_L1, "sessionid"_L1,         "sessionstate"_L1};
constexpr std::array headerEnds{"authorization"_L1, "cookie"_L1, "dpop"_L1};
/// In prose a colon follows them, too.
constexpr std::array namesOfParametersAlone{"request"_L1, "response"_L1};

constexpr std::array readableNames{"clientid"_L1,        "redirecturi"_L1,           "scope"_L1,
                                   "state"_L1,           "responsetype"_L1,          "granttype"_L1,
                                   "nonce"_L1,           "postlogoutredirecturi"_L1, "error"_L1,
                                   "errordescription"_L1};

constexpr qsizetype longestName = 64;
constexpr int mostBetween = 12; ///< quotes, backslashes and spaces

bool isOfName(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.';
}

bool isBetween(QChar c, int level = 0)
{
    return QStringView(u" \t\"'\\])^").contains(c) || (level > 0 && c.isSpace());
}

bool isIn(const auto &names, QStringView name)
{
    return std::ranges::any_of(names, [&](QLatin1StringView known) { return name == known; });
}

bool endsLike(const auto &ends, QStringView name)
{
    return std::ranges::any_of(ends, [&](QLatin1StringView end) { return name.endsWith(end); });
}

void addToName(QString &name, QChar c)
{
    if (c.isLetterOrNumber())
        name += c.toLower();
}

bool isSecretName(QStringView name)
{
    return isIn(requestNames, name) || endsLike(requestEnds, name) || endsAsSecret(name);
}

/// Goes back from a separator.
class Backwards
{
public:
    Backwards(QStringView text, qsizetype at) : m_text(text), m_at(at) {}

    /// Whether there was a quote among it.
    bool passWhatIsBetween()
    {
        bool isQuoted = false;
        for (int passed = 0; passed < mostBetween && m_at > 0; ++passed) {
            const Written written = writtenBefore(m_text, m_at);
            if (!isBetween(written.character, written.level))
                break;
            isQuoted = isQuoted || isQuote(written.character);
            m_at -= written.length;
        }
        passIndex();
        return isQuoted;
    }

    QString name()
    {
        QString reversed;
        while (m_at > 0 && reversed.size() < longestName) {
            const Written written = writtenBefore(m_text, m_at);
            if (!isOfName(written.character))
                break;
            addToName(reversed, written.character);
            m_at -= written.length;
        }
        std::ranges::reverse(reversed);
        return reversed;
    }

    bool isAtLineBegin() const
    {
        qsizetype at = m_at;
        while (at > 0 && (isBetween(m_text.at(at - 1)) || m_text.at(at - 1) == u'$') &&
               m_at - at < mostBetween)
            --at;
        return at == 0 || m_text.at(at - 1) == u'\n';
    }

    /// Of `oauth[client_secret][0]` to the next name in front; false: there is none.
    bool passBracket()
    {
        if (m_at == 0 || writtenBefore(m_text, m_at).character != u'[')
            return false;
        m_at -= writtenBefore(m_text, m_at).length;
        if (m_at > 0 && writtenBefore(m_text, m_at).character == u']')
            m_at -= writtenBefore(m_text, m_at).length;
        return true;
    }

    bool isBehindQuote() const { return m_at > 0 && isQuote(writtenBefore(m_text, m_at).character); }

private:
    /// `client_secret[0]`
    void passIndex()
    {
        qsizetype at = m_at;
        while (at > 0 && m_text.at(at - 1).isDigit() && m_at - at < 3)
            --at;
        if (at > 0 && at < m_text.size() && m_text.at(at - 1) == u'[' && m_text.sliced(m_at).startsWith(u']'))
            m_at = at - 1;
    }

    QStringView m_text;
    qsizetype m_at;
};

/// `client_secret[value]` and `client_secret%5B0%5D`
bool isSecretInFrontOfBrackets(QStringView text, qsizetype separator)
{
    constexpr int mostBrackets = 8;
    if (separator == 0 || writtenBefore(text, separator).character != u']')
        return false;
    Backwards backwards(text, separator - writtenBefore(text, separator).length);
    backwards.name();
    for (int bracket = 0; bracket < mostBrackets && backwards.passBracket(); ++bracket) {
        if (isSecretName(backwards.name()))
            return true;
    }
    return false;
}

}

QString plainName(QStringView name)
{
    QString plain;
    for (const QChar c : name)
        addToName(plain, c);
    return plain;
}

bool endsAsSecret(QStringView plain)
{
    return endsLike(secretEnds, plain) || isIn(secretNames, plain);
}

NameBefore nameBefore(QStringView text, qsizetype separator)
{
    if (text.at(separator) != u':' && isSecretInFrontOfBrackets(text, separator))
        return {.isSecret = true};
    Backwards backwards(text, separator);
    NameBefore found{.isQuoted = backwards.passWhatIsBetween()};
    const QString name = backwards.name();
    if (name.isEmpty())
        return found;
    found.beginsLine = backwards.isAtLineBegin();
    const bool hasColon = text.at(separator) == u':';
    const bool isProse = hasColon && !found.isQuoted;
    found.isHeader =
        endsLike(headerEnds, name) && (!isProse || found.beginsLine || backwards.isBehindQuote());
    found.isSecret =
        found.isHeader || (isSecretName(name) && (!isProse || !isIn(namesOfParametersAlone, name)));
    return found;
}

bool isReadableNameAt(QStringView text, qsizetype at)
{
    QString name;
    while (at < text.size() && isOfName(text.at(at)) && name.size() < longestName)
        addToName(name, text.at(at++));
    return at < text.size() && (text.at(at) == u'=' || text.at(at) == u':') && isIn(readableNames, name);
}

bool isSecretParameter(QStringView name)
{
    const auto isSecretPart = [](QStringView part) {
        const QString plain = plainName(part);
        return isSecretName(plain) || endsLike(headerEnds, plain);
    };
    const auto parts = name.tokenize(u'[');
    return isSecretPart(name) || std::ranges::any_of(parts, isSecretPart);
}

}
