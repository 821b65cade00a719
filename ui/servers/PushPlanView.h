#pragma once

#include "services/servers/push/PushRun.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QTableView;

namespace gatehouse {

class PushDetails;
class PushListModel;
class PushSettler;

/// The plan of a push to look through, and to choose in: which client applications are left out, and what
/// becomes of each field.
class PushPlanView : public QWidget
{
    Q_OBJECT

public:
    explicit PushPlanView(QWidget *parent = nullptr);

    /// Null: none.
    void setPlan(std::shared_ptr<PushPlan> plan);
    bool hasPlan() const { return m_plan != nullptr; }
    /// As it is now, as a value of its own; freeing it keeps nobody waiting. There is a plan.
    std::shared_ptr<PushPlan> planNow() const;
    /// The same without what is left out.
    std::shared_ptr<PushPlan> planToSend() const;

    void setIncludeSecrets(bool include);
    void setSteps(const QList<ServerStep> &steps);
    /// It was pushed, and cannot be once more.
    void setOutcome(const PushOutcome &outcome);
    /// Whether a person may choose now.
    void setChoosable(bool choosable);

    bool isPending() const { return m_plan && !m_isDone; } ///< shown, and not pushed yet
    bool isSettled() const;                                ///< what was chosen is worked out
    bool canPush() const;
    bool sendsSecrets() const;

Q_SIGNALS:
    void changed(); ///< what can be done with it
    void chosen();  ///< by the person
    void failed(const gatehouse::Error &error);

private:
    QWidget *buildList();
    void showPlan();
    void showClient();
    void showSettled(qsizetype client);
    void showState();
    QString summary() const;
    void takeChoice();
    void chooseForAll(MergeSide side);
    qsizetype currentClient() const; ///< -1: none
    bool isLeftOut(const PlannedPush &push) const;
    int openConflicts() const;

    std::shared_ptr<PushPlan> m_plan; ///< null: none
    bool m_isDone = false;
    bool m_isChoosable = false;
    QLabel *m_summary;
    PushListModel *m_model;
    QTableView *m_list;
    PushDetails *m_details;
    PushSettler *m_settler;
    QPushButton *m_takeAll = nullptr;
    QPushButton *m_leaveAll = nullptr;
};

}
