#include "domain/rules/GuessableSecrets.h"

#include "domain/SecretMaker.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// The last two are the secrets of the client applications in the project templates of Duende IdentityServer.
constexpr QByteArrayView words("secret password changeme change_me change-me changeit test demo admin "
                               "default example client clientsecret "
                               "client_secret client-secret mysecret my_secret my-secret supersecret "
                               "super_secret super-secret topsecret "
                               "verysecret apisecret api_secret scopesecret 123456 12345678 "
                               "511536EF-F270-4058-80CA-1C89C192F69A 49C1A7E1-0C79-4A89-A3D6-A37998FB86B0");

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
    for (const QByteArray &word : words.toByteArray().split(' '))
        addForms(hashes, word);
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
