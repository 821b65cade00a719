#pragma once

#include "domain/rules/JsonWebKey.h"
#include "store/TableModel.h"

#include <QDateTime>
#include <QHash>

namespace gatehouse {

class ClientDraft;
class TextListTable;
class ValidationController;

/// A public key of a draft.
struct KeyRow
{
    int place;   ///< in the draft
    QString key; ///< JWK
    rules::KeyFacts facts;
};

/// The public keys of a draft, each by what tells it apart and what is wrong with it.
class KeyListModel : public TableModel<KeyRow>
{
    Q_OBJECT

public:
    enum Column { Kind, KeyId, Algorithm, Thumbprint, Expires, Problems };

    KeyListModel(ClientDraft &draft, ValidationController &validation, QObject *parent = nullptr);

    /// Adds those that are not there yet, in one step, and gives how many.
    int add(const QStringList &keys);
    void remove(const QList<int> &rows);

private:
    void readAgain();
    void readCertificates();
    void showProblems();
    QVariant detail(const KeyRow &row, int column, int role) const override;
    QString problemOf(const KeyRow &row) const;

    TextListTable &m_table;
    QHash<QString, QDateTime> m_ends; ///< of the certificates in keys
};

}
