#include "domain/rules/secrets/PasswordStrength.h"

#include "domain/User.h"
#include "domain/rules/InvisibleText.h"
#include "domain/rules/RuleText.h"
#include "domain/rules/secrets/Guesswork.h"
#include "domain/rules/secrets/PasswordText.h"
#include "domain/rules/secrets/UsualPasswords.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstring>
#include <vector>

using namespace Qt::StringLiterals;

namespace gatehouse {

using rules::RuleText;

namespace {

/// Shorter words would be found in any password.
constexpr qsizetype shortestWord = 3;

QStringList programNames()
{
    return {u"gatehouse"_s, u"client"_s,   u"application"_s,   u"oauth"_s,     u"openid"_s,
            u"secret"_s,    u"password"_s, u"administrator"_s, u"passphrase"_s};
}

QString beginningOf(const QString &password)
{
    qsizetype end = 0;
    for (int characters = 0; characters < guesswork::looked && end < password.size(); ++characters)
        end += password.at(end).isHighSurrogate() && end + 1 < password.size() ? 2 : 1;
    return password.first(end);
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

/// Those that may stand in the text, in its bytes.
std::vector<QByteArray> bytesOf(const QStringList &words, const OneByteText &text)
{
    std::vector<QByteArray> known;
    for (const QString &word : words) {
        for (const QString &form : {word, spelledOut(word)}) {
            if (const QByteArray one = text.knownBytesOf(comparable(form)); !one.isEmpty())
                known.push_back(one);
        }
    }
    return known;
}

void wipe(QString &text)
{
    explicit_bzero(text.data(), std::size_t(text.size()) * sizeof(QChar));
}

void wipe(QByteArray &text)
{
    explicit_bzero(text.data(), std::size_t(text.size()));
}

Guess guessOf(const QString &password, const QStringList &names)
{
    constexpr double bitsOfRepeat = 4;
    QString seen = comparable(beginningOf(password));
    OneByteText bytes;
    QByteArray text = bytes.bytesOf(seen);
    Unrepeated once = withoutRepeats(text);
    std::vector<QByteArray> words = bytesOf(names + programNames(), bytes);
    const std::vector<QByteArray> usual = bytesOf(usualPasswords(), bytes);
    words.insert(words.end(), usual.begin(), usual.end());

    const auto found = guesswork::guess(once.text, words);
    Guess guess{found.bits + bitsOfRepeat * once.times};
    for (const guesswork::Part &part : found.parts) {
        const bool isGiven = part.kind == guesswork::Kind::GivenWord;
        guess.usesNames =
            guess.usesNames ||
            (isGiven && !std::ranges::contains(usual, once.text.sliced(part.begin, part.length)));
    }
    wipe(seen);
    wipe(text);
    wipe(once.text);
    return guess;
}

QString adviceFor(const QString &password, const PasswordStrength &strength, bool usesNames,
                  const PasswordRule &rule)
{
    if (password.contains(QChar::Null) || !password.isValidUtf16())
        return RuleText::tr("It holds a character that is none. Type it again without.");
    if (lengthOf(password) > greatestPasswordLength)
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

/// A name of Chinese or Japanese has two characters.
bool isShort(const QString &name)
{
    const auto isIdeograph = [](QChar c) {
        return c.script() == QChar::Script_Han || c.script() == QChar::Script_Hangul ||
               c.script() == QChar::Script_Hiragana || c.script() == QChar::Script_Katakana;
    };
    return name.size() < (std::ranges::all_of(name, isIdeograph) ? 2 : shortestWord);
}

}

PasswordStrength passwordStrength(const QString &password, const PasswordRule &rule)
{
    // What cannot be seen is what nobody meant to type, or what makes `password` look like something else.
    QString seen = rules::withoutInvisibles(password);
    const Guess guess = guessOf(seen, rule.names);
    PasswordStrength strength{lengthOf(seen), guess.bits};
    wipe(seen);
    strength.advice = adviceFor(password, strength, guess.usesNames, rule);
    return strength;
}

QStringList namesOf(const User &user)
{
    static const QRegularExpression betweenWords(u"[^\\p{L}\\p{M}\\p{N}]+"_s);
    QStringList names;
    for (const QString &text : {user.userId, user.name, user.email, user.department})
        names << text << text.split(betweenWords) << QString(text).remove(betweenWords);
    names.removeIf(isShort);
    names.removeDuplicates();
    return names;
}

}
