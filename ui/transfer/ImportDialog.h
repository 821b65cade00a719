#pragma once

#include "services/import/ImportPlan.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QPushButton;

namespace gatehouse {

class ImportForm;
class ImportPlanModel;
class ImportPlanView;
class MessageBar;
class WorkProgress;
struct DryImport;
struct ShownImport;
struct Workplace;

/// Reads client applications from a file: shows what would happen whenever file or choices change, and does
/// it when asked.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ImportDialog(const Workplace &workplace, QWidget *parent = nullptr);

    void reject() override;

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void planSoon();
    void forgetQuestion();
    void planAgain();
    void plan();
    void takePlan(const Result<ShownImport> &shown);
    void showPlan(const ShownImport &shown);
    void apply();
    void takeApplied(const Result<QString> &applied);
    void showState();
    QString summary() const;

    const Workplace &m_workplace;
    std::shared_ptr<const DryImport> m_dry; ///< null: none, or done already
    quint64 m_question = 0;                 ///< answers to older questions are thrown away
    bool m_applying = false;
    bool m_isStale = false; ///< what is shown is not what was chosen any more
    QTimer m_delay;
    MessageBar *m_messages;
    ImportForm *m_form;
    ImportPlanView *m_view;
    ImportPlanModel &m_model;
    WorkProgress *m_progress;
    QPushButton *m_import;
};

}
