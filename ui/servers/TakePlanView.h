#pragma once

#include "services/servers/ServerTake.h"
#include "ui/transfer/PlanDetails.h"

#include <QWidget>

#include <memory>

namespace gatehouse {

class ImportPlanModel;
class ImportPlanView;
class MergeTable;

/// The plan of taking from a server to look through, and to choose in: which client applications are left
/// out, and which of their fields stay as they are here.
class TakePlanView : public QWidget
{
    Q_OBJECT

public:
    explicit TakePlanView(QWidget *parent = nullptr);

    /// Null: none. `details` are shown at once. `isSame`: it is of the same client applications as before,
    /// and where one looks at stays.
    void setPlan(std::shared_ptr<const TakePlan> plan, const PlanDetails &details, bool isSame);
    /// Outlives a plan.
    const ClientChoice &choice() const;
    const ClientMerges &merges() const { return m_merges; }
    void forgetChoice();
    /// Whether a person may choose now.
    void setChoosable(bool choosable);

Q_SIGNALS:
    void chosen(); ///< by the person

private:
    void build();
    QWidget *buildFields();
    void selectFirst();
    void showFields();
    void takeFieldChoice();
    QString currentId() const;
    QString summary() const;

    std::shared_ptr<const TakePlan> m_plan;
    ImportPlanView *m_view;
    ImportPlanModel &m_model;
    QWidget *m_fields; ///< of the client application one looks at, where some differ
    MergeTable *m_merge;
    ClientMerge m_shown;
    ClientMerges m_merges; ///< in which a person chose
};

}
