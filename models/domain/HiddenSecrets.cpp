#include "domain/HiddenSecrets.h"

#include "domain/SecretMaker.h"
#include "domain/formats/FormatText.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/SecretRisk.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::hidden {

namespace {

QString hiddenHash(const QString &key)
{
    return secretHash(key.toUtf8());
}

/// An accepted risk stays that of its secret. Of what is not there any more nothing is left to find it by.
void hideRisks(ClientApplication &client, const QList<ClientSecret> &secrets)
{
    for (AcceptedRisk &risk : client.acceptedRisks) {
        if (risk.rule != risks::weakSecret)
            continue;
        const auto found = std::ranges::find(secrets, risk.value, risks::valueOf);
        risk.value = found == secrets.end()
                         ? QString()
                         : risks::valueOf(client.secrets.at(std::distance(secrets.begin(), found)));
    }
}

}

bool isHidden(const ClientSecret &secret)
{
    return !secret.key.isEmpty() && secret.hash == hiddenHash(secret.key);
}

void hide(ClientApplication &client)
{
    const QList<ClientSecret> secrets = client.secrets;
    for (ClientSecret &secret : client.secrets) {
        if (!secret.isKnownToServerOnly())
            secret.hash = hiddenHash(secret.key);
        if (secret.isRecoverable())
            secret.sealed = QByteArray(seal.data(), seal.size());
    }
    hideRisks(client, secrets);
    for (FormatSettings *settings : {&client.otherSettings, &client.spellings}) {
        for (QString &text : *settings)
            text = withoutHashes(text);
    }
}

QString withoutHashes(QString text)
{
    static const QRegularExpression whole{QString(hashAsText)};
    static const QRegularExpression part{QString(hashInPointer)};
    if (!text.contains(u'='))
        return text;
    return text.replace(whole, uR"("hidden")"_s).replace(part, uR"(/hidden\2)"_s);
}

QString withKeys(QString text, const QList<ClientSecret> &secrets)
{
    for (const ClientSecret &secret : secrets) {
        if (secret.isKnownToServerOnly())
            continue;
        text.replace(secret.hash, secret.key);
        text.replace(QString(secret.hash).replace(u'/', "~1"_L1), secret.key);
    }
    return withoutHashes(std::move(text));
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
    return FormatText::tr("The hash of secret …%1 is left out: auditors are not shown it. The file says "
                          "only that there is such a secret.")
        .arg(secret.lastFour);
}

}
