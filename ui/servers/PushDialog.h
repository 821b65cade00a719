#pragma once

#include "services/servers/push/PushRun.h"
#include "ui/servers/ServerDialog.h"

class QCheckBox;
class QPushButton;

namespace gatehouse {

class EncryptionState;
class HelpLabel;
class PushPlanView;

/// Sends to a server what was changed here: shows the plan, in which conflicts are chosen, and does it.
class PushDialog : public ServerDialog
{
    Q_OBJECT

public:
    PushDialog(const Workplace &workplace, ServerTarget target, ServerConnector connecting = openConnection,
               QWidget *parent = nullptr);

private:
    struct Pushed;

    void buildButtons(QDialogButtonBox &buttons);
    void plan();
    void takePlan(const Result<std::shared_ptr<PushPlan>> &plan);
    void askToPush();
    void push(bool isAddressAgreed);
    void takeOutcome(const Result<QString> &outcome, const std::shared_ptr<Pushed> &pushed);
    void showSecretsState();
    void showState() override;
    void forget() override;

    quint64 m_question = 0; ///< answers to older questions are thrown away
    EncryptionState *m_encryption;
    QCheckBox *m_secrets;
    HelpLabel *m_secretsHelp;
    PushPlanView *m_view;
    QPushButton *m_showPlan = nullptr;
    QPushButton *m_push = nullptr;
    QPushButton *m_save = nullptr;
};

}
