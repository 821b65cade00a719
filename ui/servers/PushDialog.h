#pragma once

#include "services/servers/PushRun.h"
#include "ui/servers/ServerDialog.h"

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace gatehouse {

class EncryptionState;
class HelpLabel;
class MergeTable;
class PushListModel;

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
    QWidget *buildList();
    QWidget *buildDetails();
    void plan();
    void takePlan(const Result<std::shared_ptr<PushPlan>> &plan);
    void showPlan();
    void showClient();
    QString notesOf(const PlannedPush &push) const;
    /// What is chosen for the current client application changes what becomes of it.
    void takeChoice();
    void chooseForAll(MergeSide side);
    void settle(qsizetype client);
    void settleAll();
    void askToPush();
    void push();
    void takeOutcome(const Result<QString> &outcome, const std::shared_ptr<Pushed> &pushed);
    std::shared_ptr<PushPlan> planToSend() const;
    bool canPush() const;
    int openConflicts() const;
    QString summary() const;
    void showState() override;
    void forget() override;

    std::shared_ptr<PushPlan> m_plan; ///< null: none
    quint64 m_question = 0;           ///< answers to older questions are thrown away
    int m_settling = 0;
    bool m_isDone = false; ///< the plan was pushed
    bool m_isPushing = false;
    EncryptionState *m_encryption;
    QCheckBox *m_secrets;
    HelpLabel *m_secretsHelp;
    QLabel *m_summary;
    PushListModel *m_model;
    QTableView *m_list;
    MergeTable *m_merge;
    QLabel *m_mergeLabel;
    QPlainTextEdit *m_notes;
    QLabel *m_notesLabel;
    QPushButton *m_takeAll;
    QPushButton *m_leaveAll;
    QPushButton *m_showPlan;
    QPushButton *m_push;
    QPushButton *m_save;
};

}
