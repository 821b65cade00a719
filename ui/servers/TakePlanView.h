#pragma once

#include "services/servers/ServerTake.h"
#include "ui/transfer/PlanDetails.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QTreeView;

namespace gatehouse {

class ImportPlanModel;

/// The plan of taking from a server to look through, and to choose in: which client applications are left
/// out.
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
    void forgetChoice();
    /// Whether a person may choose now.
    void setChoosable(bool choosable);

Q_SIGNALS:
    void chosen(); ///< by the person

private:
    void build();
    QString summary() const;

    std::shared_ptr<const TakePlan> m_plan;
    QLabel *m_summary;
    ImportPlanModel *m_model;
    QTreeView *m_tree;
    QList<QPushButton *> m_choices;
};

}
