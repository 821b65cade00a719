#include "domain/rules/secrets/GuessableSecrets.h"

#include "domain/SecretMaker.h"
#include "domain/rules/secrets/UsualWords.h"

#include <QHash>

namespace gatehouse {

namespace {

QString hashOf(QByteArrayView secret)
{
    return storedSecret(secret, {}, {}).hash;
}

using LengthByHash = QHash<QString, int>;

void addWord(LengthByHash &lengths, const QByteArray &word)
{
    lengths.insert(hashOf(word), int(word.size()));
}

/// As it is, in small and in capital letters, and with a capital letter first.
void addForms(LengthByHash &lengths, const QByteArray &word)
{
    const QByteArray small = word.toLower();
    QByteArray capital = small;
    capital.replace(0, 1, small.left(1).toUpper());
    for (const QByteArray &form : {word, small, word.toUpper(), capital})
        addWord(lengths, form);
}

LengthByHash lengthsOfWords()
{
    LengthByHash lengths;
    addWord(lengths, {});
    for (const std::string_view word : usualWords(WordUse::Guess))
        addForms(lengths, QByteArrayView(word).toByteArray());
    return lengths;
}

std::optional<int> lengthIn(const LengthByHash &lengths, const QString &hash)
{
    const auto found = lengths.constFind(hash);
    return found == lengths.constEnd() ? std::nullopt : std::optional(*found);
}

}

std::optional<int> lengthOfGuessable(const QString &hash, const QString &clientId)
{
    static const LengthByHash ofWords = lengthsOfWords();
    if (const auto length = lengthIn(ofWords, hash))
        return length;
    const QByteArray id = clientId.toUtf8();
    LengthByHash ofClient;
    addForms(ofClient, id);
    for (const char *ending : {"secret", "_secret", "-secret", ".secret"})
        addWord(ofClient, id + ending);
    return lengthIn(ofClient, hash);
}

}
