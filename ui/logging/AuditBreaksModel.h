#pragma once

#include "store/audit/AuditBreak.h"

#include <QAbstractListModel>

namespace gatehouse {

/// What is wrong with the audit trail, a line for each stretch of it.
class AuditBreaksModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setBreaks(const QList<store::AuditBreak> &breaks);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QList<store::AuditBreak> m_breaks;
};

}
