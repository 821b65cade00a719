#pragma once

#include "services/servers/PushRun.h"

#include <QAbstractTableModel>
#include <QSet>

#include <memory>

namespace gatehouse {

/// What a push would do, or did: a row for each thing that has to be made first, and for each client
/// application, which can be left out.
class PushListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { What, Happens, ColumnTotal };

    using QAbstractTableModel::QAbstractTableModel;

    /// Null: none.
    void setPlan(std::shared_ptr<const PushPlan> plan);
    /// One client application of the plan is other than it was.
    void tellChanged(qsizetype client);
    void setOutcome(const PushOutcome &outcome);
    void setChoosable(bool choosable) { m_isChoosable = choosable; }
    const QSet<QString> &leftOut() const { return m_leftOut; } ///< client IDs

    /// Of the plan; -1: the row is something else.
    qsizetype clientAt(const QModelIndex &index) const;
    QModelIndex indexOf(qsizetype client) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void choiceChanged();

private:
    QString textOf(const QModelIndex &index) const;
    QString happensTo(const PlannedPush &push) const;
    const PushedClient *outcomeOf(const QString &clientId) const;
    bool isLeftOut(const PlannedPush &push) const { return m_leftOut.contains(push.clientId); }

    std::shared_ptr<const PushPlan> m_plan;
    std::optional<PushOutcome> m_outcome;
    QSet<QString> m_leftOut;
    bool m_isChoosable = false;
};

}
