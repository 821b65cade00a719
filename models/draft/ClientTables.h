#pragma once

#include "domain/ClientField.h"
#include "draft/DraftDatabase.h"

#include <QModelIndex>

#include <map>
#include <memory>
#include <vector>

namespace gatehouse {

class ClientDraft;
class ConsentTextTable;
class DraftTable;
class SecretTable;

/// The tables of one client application: a row with all plain fields, and a table for each other field.
class ClientTables
{
public:
    explicit ClientTables(const ClientDraft &draft);
    ~ClientTables();

    DraftTable &of(ClientField field) const;
    ConsentTextTable &consentTexts() const { return *m_consentTexts; }
    SecretTable &secrets() const { return *m_secrets; }
    std::vector<DraftTable *> all() const;
    /// Of a plain field.
    QModelIndex cellOf(ClientField field) const;
    /// What a cell of the table belongs to, or the table itself.
    ClientField fieldOf(const DraftTable &table, int column) const;

    /// Where a part is the same in `before` it stays as it is.
    void fill(const ClientApplication &client, const std::optional<ClientApplication> &before);
    /// Edits what differs in `client`, each table as one step that can be undone.
    void rewrite(const ClientApplication &client, const ClientApplication &before);
    void empty();
    /// Reads what that table holds.
    void readInto(ClientApplication &client, const DraftTable &table) const;

private:
    void rewritePlain(const ClientApplication &client, const ClientApplication &before);
    void fillPart(ClientField part, const ClientApplication &client);

    DraftDatabase m_database;
    SecretTable *m_secrets;
    ConsentTextTable *m_consentTexts;
    std::map<ClientField, std::unique_ptr<DraftTable>>
        m_tables; ///< that of the plain fields under the first of them
};

}
