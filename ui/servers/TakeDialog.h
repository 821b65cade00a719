#pragma once

#include "services/servers/ServerTake.h"
#include "ui/servers/ServerDialog.h"
#include "ui/transfer/PlanDetails.h"

#include <QTimer>

#include <functional>

class QPushButton;

namespace gatehouse {

class TakePlanView;

/// Makes client applications here what they are on a server: shows the plan, of which some can be left out,
/// and does it.
class TakeDialog : public ServerDialog
{
    Q_OBJECT

public:
    TakeDialog(const Workplace &workplace, ServerTarget target, ServerConnector connecting = openConnection,
               QWidget *parent = nullptr);

private:
    struct ShownTake;

    void buildButtons(QDialogButtonBox &buttons);
    TakeRequest request(const Server &server) const;
    void plan();
    void planAgain();
    void ask(const std::function<Result<ShownTake>(Database &)> &work);
    void takePlan(const Result<ShownTake> &shown);
    void showPlan(const PlanDetails &details);
    void take();
    void takeOutcome(const Result<QString> &outcome);
    void showState() override;
    void forget() override;

    std::shared_ptr<const TakePlan> m_plan; ///< null: none
    quint64 m_question = 0;                 ///< answers to older questions are thrown away
    bool m_isStale = false;                 ///< what is shown is not what was chosen any more
    bool m_isDone = false;
    QTimer m_delay;
    TakePlanView *m_view;
    QPushButton *m_showPlan;
    QPushButton *m_take;
    QPushButton *m_save;
};

}
