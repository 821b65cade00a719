#include "domain/rules/GuessableSecrets.h"

#include "domain/SecretMaker.h"
#include "domain/rules/UsualWords.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QString hashOf(QByteArrayView secret)
{
    return storedSecret(secret, {}, {}).hash;
}

/// As it is, in small and in capital letters, and with a capital letter first.
void addForms(QSet<QString> &hashes, const QByteArray &word)
{
    const QByteArray small = word.toLower();
    QByteArray capital = small;
    capital.replace(0, 1, small.left(1).toUpper());
    for (const QByteArray &form : {word, small, word.toUpper(), capital})
        hashes << hashOf(form);
}

QSet<QString> hashesOfWords()
{
    QSet<QString> hashes{hashOf({})};
    for (const std::string_view word : usualWords(WordUse::Guess))
        addForms(hashes, QByteArrayView(word).toByteArray());
    return hashes;
}

}

bool isHashOfGuessable(const QString &hash, const QString &clientId)
{
    static const QSet<QString> ofWords = hashesOfWords();
    if (ofWords.contains(hash))
        return true;
    const QByteArray id = clientId.toUtf8();
    QSet<QString> ofClient;
    addForms(ofClient, id);
    for (const char *ending : {"secret", "_secret", "-secret", ".secret"})
        ofClient << hashOf(id + ending);
    return ofClient.contains(hash);
}

}
