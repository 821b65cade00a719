#pragma once

#include "domain/ClientApplication.h"

#include <QIdentityProxyModel>

namespace gatehouse {

class ClientDraft;
class DraftTable;

/// The accepted risks of a draft as people read them. They are accepted and taken back, and not edited.
class AcceptedRiskModel : public QIdentityProxyModel
{
    Q_OBJECT

public:
    enum Column { Rule, Value, Reason, By, At };

    explicit AcceptedRiskModel(ClientDraft &draft, QObject *parent = nullptr);

    static void add(ClientDraft &draft, const AcceptedRisk &risk);
    void takeBack(const QList<int> &rows);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    DraftTable &m_table;
};

}
