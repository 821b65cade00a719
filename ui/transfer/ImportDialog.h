#pragma once

#include "services/ImportPlan.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;
class QTreeView;

namespace gatehouse {

class FileField;
class ImportPlanModel;
class KeyComboBox;
class MessageBar;
class WorkProgress;
struct DryImport;
struct ShownImport;
struct ImportRequest;
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
    QLayout *buildForm();
    QLayout *buildChoice();
    void buildTree();
    void loadUsers();
    void planSoon();
    void forgetQuestion();
    void planAgain();
    int currentRow() const;
    void plan();
    void takePlan(const Result<ShownImport> &shown);
    void showPlan(const ShownImport &shown);
    void apply();
    void takeApplied(const Result<QString> &applied);
    void showState();
    void remember();
    ImportRequest request() const;
    QString summary() const;

    const Workplace &m_workplace;
    std::shared_ptr<const DryImport> m_dry; ///< null: none, or done already
    quint64 m_question = 0;                 ///< answers to older questions are thrown away
    bool m_applying = false;
    bool m_isStale = false; ///< what is shown is not what was chosen any more
    QTimer m_delay;
    MessageBar *m_messages;
    FileField *m_file;
    QComboBox *m_policy;
    KeyComboBox *m_identity;
    QTreeView *m_tree;
    ImportPlanModel *m_model;
    QLabel *m_summary;
    QList<QPushButton *> m_choices;
    WorkProgress *m_progress;
    QPushButton *m_import;
};

}
