#pragma once

#include "services/servers/push/PushRun.h"
#include "store/TableModel.h"

#include <QSet>

#include <memory>

namespace gatehouse {

/// Where in a plan it stands: among what is made first, or among the client applications.
struct PushRow
{
    qsizetype step = -1;
    qsizetype client = -1;
};

/// What a push would do, or did: a row for each thing that has to be made first, and for each client
/// application, which can be left out.
class PushListModel : public TableModel<PushRow>
{
    Q_OBJECT

public:
    enum Column { What, Happens };

    explicit PushListModel(QObject *parent = nullptr);

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

    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void choiceChanged();

private:
    QVariant detail(const PushRow &row, int column, int role) const override;
    QIcon iconOf(const PushRow &row) const;
    const PlannedPush *clientOf(const PushRow &row) const;
    QString nameOf(const PushRow &row) const;
    QString happensTo(const PushRow &row) const;
    QString happensTo(const ServerStep &step) const;
    QString happensTo(const PlannedPush &push) const;
    const PushedClient *outcomeOf(const QString &clientId) const;
    bool isLeftOut(const PlannedPush &push) const { return m_leftOut.contains(push.clientId); }

    std::shared_ptr<const PushPlan> m_plan;
    std::optional<PushOutcome> m_outcome;
    QSet<QString> m_leftOut;
    bool m_isChoosable = false;
};

}
