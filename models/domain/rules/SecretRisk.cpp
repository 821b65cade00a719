#include "domain/rules/SecretRisk.h"

#include "domain/Digests.h"
#include "domain/rules/RiskNames.h"

#include <algorithm>

namespace gatehouse::risks {

QString valueOf(const ClientSecret &secret)
{
    return fingerprint(secret.hash.toUtf8());
}

QString toldValue(const ClientApplication &client, const QString &rule, const QString &value)
{
    if (rule != weakSecret)
        return value;
    const auto found = std::ranges::find(client.secrets, value, valueOf);
    return found == client.secrets.end() ? QString() : found->key;
}

QString valueFromTold(const ClientApplication &client, const QString &rule, const QString &told)
{
    if (rule != weakSecret)
        return told;
    const auto found = std::ranges::find(client.secrets, told, &ClientSecret::key);
    return found == client.secrets.end() ? told : valueOf(*found);
}

QList<AcceptedRisk> told(const ClientApplication &client)
{
    QList<AcceptedRisk> risks = client.acceptedRisks;
    for (AcceptedRisk &risk : risks)
        risk.value = toldValue(client, risk.rule, risk.value);
    return risks;
}

}
