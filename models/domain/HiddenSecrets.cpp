#include "domain/HiddenSecrets.h"

#include "domain/formats/FormatText.h"

#include <QCryptographicHash>

namespace gatehouse::hidden {

bool isHidden(const ClientSecret &secret)
{
    const auto sha256 = [](const QString &text) {
        return QString::fromLatin1(
            QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toBase64());
    };
    return !secret.key.isEmpty() && secret.hash == sha256(secret.key);
}

ClientSecret shown(const ClientSecret &secret)
{
    ClientSecret said = secret;
    if (isHidden(secret)) {
        said.hash.clear();
        said.lastFour.clear(); // nothing tells apart what only a server knows
        said.sealed.clear();
    }
    return said;
}

QString leftOutText(const ClientSecret &secret)
{
    return FormatText::tr("The hash of secret …%1 is left out: your role on the database server is not "
                          "shown it. The file says only that there is such a secret.")
        .arg(secret.lastFour);
}

}
