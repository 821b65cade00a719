#pragma once

#include "domain/explain/Explainer.h"
#include "store/Database.h"

namespace gatehouse {

/// The client applications of a database, as far as one request needs them.
class StoredClients : public explain::ClientDirectory
{
public:
    /// `open` is being edited: it stands for what is stored of it.
    explicit StoredClients(Database &database, std::optional<ClientApplication> open = {})
        : m_database(database), m_open(std::move(open))
    {
    }

    Result<std::optional<ClientApplication>> find(const QString &clientId) const override;
    Result<QStringList> clientIds() const override;
    Result<QStringList> withLoginRedirect(const QString &address) const override;
    Result<QSet<QString>> scopes() const override;

private:
    bool isOpen(const QString &clientId) const;

    Database &m_database;
    std::optional<ClientApplication> m_open;
};

/// Judges by what is stored, and by `open`, also of the servers of the list.
Result<explain::Explanation> explainStored(Database &database, const explain::PastedRequest &request,
                                           explain::Judgement judgement,
                                           std::optional<ClientApplication> open = {});

}
