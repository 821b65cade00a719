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
class ImportPreparation;
class KeyComboBox;
class MessageBar;
class WorkProgress;
struct DryImport;
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
    void planAgain();
    int currentRow() const;
    void plan();
    void takePlan(const Result<std::shared_ptr<const DryImport>> &dry);
    void showDry(std::shared_ptr<const DryImport> dry);
    void apply();
    void takeApplied(const Result<QString> &applied);
    void showState();
    void remember();
    ImportOptions options() const;
    QString summary() const;

    const Workplace &m_workplace;
    ImportPreparation *m_preparation;
    std::shared_ptr<const DryImport> m_dry; ///< null: none, or done already
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
