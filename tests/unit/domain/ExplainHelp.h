#pragma once

#include "domain/explain/Explainer.h"

#include <QTest>
#include <QTimeZone>

namespace gatehouse::test {

/// Client applications in memory.
class Clients : public explain::ClientDirectory
{
public:
    QList<ClientApplication> all;
    QSet<QString> names;

    Result<std::optional<ClientApplication>> find(const QString &clientId) const override
    {
        for (const ClientApplication &client : all) {
            if (client.clientId.compare(clientId, Qt::CaseInsensitive) == 0)
                return client;
        }
        return std::nullopt;
    }
    Result<QStringList> clientIds() const override
    {
        QStringList ids;
        for (const ClientApplication &client : all)
            ids << client.clientId;
        return ids;
    }
    Result<QStringList> withLoginRedirect(const QString &address) const override
    {
        QStringList ids;
        for (const ClientApplication &client : all) {
            if (client.loginRedirects.contains(address))
                ids << client.clientId;
        }
        return ids;
    }
    Result<QSet<QString>> scopes() const override { return names; }
};

inline const QDateTime explainedAt(QDate(2026, 6, 1), QTime(12, 0), QTimeZone::UTC);

inline explain::Explanation explained(const Clients &clients, const QString &pasted,
                                      explain::JudgedAs as = explain::JudgedAs::Standard)
{
    const auto request = explain::readRequest(pasted);
    if (!request)
        qFatal("%ls", qUtf16Printable(request.error().text));
    const auto explanation = explain::explain(*request, clients, {as, explainedAt});
    return explanation.value();
}

}
