#pragma once

#include "services/ImportPlan.h"
#include "services/Progress.h"

#include <QDateTime>
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
struct ReadFile;
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
    /// A file that was read, until it is planned what becomes of it.
    struct Source
    {
        std::shared_ptr<ReadFile> file;
        QDateTime now;
        Progress progress;
        quint64 generation;
    };
    struct Dry
    {
        ImportPlan plan;
        QDateTime now;
        QString formatTitle;
    };

    void build();
    QLayout *buildForm();
    void buildTree();
    void loadUsers();
    void planSoon();
    void plan();
    void takeFile(const Source &source);
    void planFile(const Source &source, const SecretSealing &sealing);
    void takePlan(const Result<std::shared_ptr<const Dry>> &dry);
    void showDry(std::shared_ptr<const Dry> dry);
    void apply();
    void takeApplied(const Result<QString> &applied);
    void showState();
    void remember();
    ImportOptions options() const;
    QString summary() const;

    const Workplace &m_workplace;
    std::shared_ptr<const Dry> m_dry; ///< null: none, or done already
    quint64 m_generation = 0;         ///< answers to older questions are thrown away
    bool m_applying = false;
    QTimer m_delay;
    MessageBar *m_messages;
    FileField *m_file;
    QComboBox *m_policy;
    KeyComboBox *m_identity;
    QTreeView *m_tree;
    ImportPlanModel *m_model;
    QLabel *m_summary;
    WorkProgress *m_progress;
    QPushButton *m_import;
};

}
