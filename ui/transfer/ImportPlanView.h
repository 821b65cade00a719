#pragma once

#include "ui/transfer/ImportPlanModel.h"
#include "ui/transfer/PlanDetails.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QTreeView;

namespace gatehouse {

/// What happens with each client application of a plan, to look through and to choose in; above it what that
/// comes to, and two buttons that choose every one or none of them.
class ImportPlanView : public QWidget
{
    Q_OBJECT

public:
    ImportPlanView(const QString &chooseAll, const QString &chooseNone, QWidget *parent = nullptr);

    ImportPlanModel &model() { return *m_model; }
    QTreeView &tree() { return *m_tree; }
    /// Null: none. `details` are shown at once. `isSame`: it is of the same client applications as before,
    /// and where one looks at stays.
    void setPlan(std::shared_ptr<const ImportPlan> plan, const PlanDetails &details, bool isSame);
    void setSummary(const QString &text);
    /// Whether a person may choose now.
    void setChoosable(bool choosable);

    /// "New: 3, Refused: 1", or nothing.
    static QString countsText(const ImportPlan &plan);

private:
    QPushButton *choiceButton(const QString &text, void (ImportPlanModel::*choose)());
    void buildTree();

    ImportPlanModel *m_model;
    QTreeView *m_tree;
    QLabel *m_summary;
    const QList<QPushButton *> m_choices;
};

}
