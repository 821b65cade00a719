#pragma once

#include "services/ImportPlan.h"

#include <QDateTime>
#include <QDialog>
#include <QTimer>

#include <memory>

class QComboBox;
class QLabel;
class QPushButton;
class QTreeView;

namespace gatehouse {

class DatabaseThread;
class FileField;
class ImportPlanModel;
class KeyComboBox;
class MessageBar;
class WorkProgress;

/// Reads client applications from a file: shows what would happen whenever file or choices change, and does
/// it when asked.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ImportDialog(DatabaseThread &database, QWidget *parent = nullptr);

    void reject() override;

Q_SIGNALS:
    void imported(); ///< the database was changed

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
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
    void takePlan(const Result<std::shared_ptr<const Dry>> &dry);
    void showDry(std::shared_ptr<const Dry> dry);
    void apply();
    void takeApplied(const Result<void> &applied);
    void showState();
    void remember();
    ImportOptions options() const;
    QString summary() const;

    DatabaseThread &m_database;
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
