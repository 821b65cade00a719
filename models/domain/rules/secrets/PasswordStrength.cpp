#include "domain/rules/secrets/PasswordStrength.h"

#include "domain/User.h"
#include "domain/rules/RuleText.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include <zxcvbn.h>

using namespace Qt::StringLiterals;

namespace gatehouse {

using rules::RuleText;

namespace {

/// It takes much longer with more.
constexpr int looked = 100;
/// Shorter words would be found in any password.
constexpr qsizetype shortestWord = 3;

QStringList programNames()
{
    return {u"gatehouse"_s, u"client"_s,   u"application"_s,   u"oauth"_s,     u"openid"_s,
            u"secret"_s,    u"password"_s, u"administrator"_s, u"passphrase"_s};
}

QByteArray beginningOf(const QString &password)
{
    qsizetype end = 0;
    for (int characters = 0; characters < looked && end < password.size(); ++characters)
        end += password.at(end).isHighSurrogate() && end + 1 < password.size() ? 2 : 1;
    return QStringView(password).first(end).toUtf8();
}

int lengthOf(const QString &password)
{
    return int(std::ranges::count_if(password, [](QChar one) { return !one.isLowSurrogate(); }));
}

struct Guess
{
    double bits = 0;
    bool usesNames = false;
};

Guess guessOf(const QString &password, const QStringList &names)
{
    std::vector<QByteArray> words;
    for (const QString &name : names + programNames())
        words.push_back(name.toLower().toUtf8());
    std::vector<const char *> dictionary;
    dictionary.reserve(words.size() + 1);
    for (const QByteArray &word : words)
        dictionary.push_back(word.constData());
    dictionary.push_back(nullptr);

    QByteArray beginning = beginningOf(password);
    ZxcMatch_t *found = nullptr;
    Guess guess{ZxcvbnMatch(beginning.constData(), dictionary.data(), &found)};
    const std::unique_ptr<ZxcMatch_t, decltype(&ZxcvbnFreeInfo)> matches(found, ZxcvbnFreeInfo);
    for (const ZxcMatch_t *match = found; match; match = match->Next) {
        const int type = match->Type & ~MULTIPLE_MATCH;
        guess.usesNames = guess.usesNames || type == USER_MATCH || type == USER_LEET_MATCH;
    }
    explicit_bzero(beginning.data(), std::size_t(beginning.size()));
    return guess;
}

QString adviceFor(const QString &password, const PasswordStrength &strength, bool usesNames,
                  const PasswordRule &rule)
{
    if (password.contains(QChar::Null) || !password.isValidUtf16())
        return RuleText::tr("It holds a character that is none. Type it again without.");
    if (strength.length > greatestPasswordLength)
        return RuleText::tr("Make it shorter: at most %1 characters.").arg(greatestPasswordLength);
    if (strength.length < rule.leastLength) {
        return RuleText::tr("Make it longer: %1 of at least %2 characters. A few words do, with spaces.")
            .arg(strength.length)
            .arg(rule.leastLength);
    }
    if (strength.bits >= rule.leastBits)
        return {};
    return usesNames ? RuleText::tr("It is easily guessed, because names are in it that others try first. "
                                    "Add words that have nothing to do with you or each other.")
                     : RuleText::tr("It is easily guessed: it repeats itself, or is made of what many "
                                    "choose. Add words that have nothing to do with each other.");
}

}

PasswordStrength passwordStrength(const QString &password, const PasswordRule &rule)
{
    const Guess guess = guessOf(password, rule.names);
    PasswordStrength strength{lengthOf(password), guess.bits};
    strength.advice = adviceFor(password, strength, guess.usesNames, rule);
    return strength;
}

QStringList namesOf(const User &user)
{
    static const QRegularExpression betweenWords(u"[^\\p{L}\\p{M}\\p{N}]+"_s);
    QStringList names;
    for (const QString &text : {user.userId, user.name, user.email, user.department})
        names << text << text.split(betweenWords) << QString(text).remove(betweenWords);
    names.removeIf([](const QString &name) { return name.size() < shortestWord; });
    names.removeDuplicates();
    return names;
}

}
