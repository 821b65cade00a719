#pragma once

#include "services/ClientExporter.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QRadioButton;
class QTableView;

namespace gatehouse {

class DatabaseThread;
class FileField;
class LossModel;
class MessageBar;
class WorkProgress;

/// Writes client applications to a file in a chosen format, and shows what the format could not say.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// `selectedKeys` are primary keys; when there are none, all is what is offered.
    ExportDialog(DatabaseThread &database, QStringList selectedKeys, QWidget *parent = nullptr);

    void reject() override;

private:
    void build();
    QLayout *buildForm();
    void buildLosses();
    void suggestPath();
    void start();
    void askReplace(const QString &path);
    void write(const QString &path);
    void takeOutcome(const Result<exporter::Outcome> &outcome, const QString &path);
    void showLosses(const QList<Loss> &losses);
    void showState();
    void remember(const QString &path);
    exporter::Request request() const;

    DatabaseThread &m_database;
    QStringList m_selectedKeys;
    MessageBar *m_messages;
    QComboBox *m_format;
    QRadioButton *m_all;
    QRadioButton *m_selected;
    FileField *m_file;
    QLabel *m_lossLabel;
    QTableView *m_losses;
    LossModel *m_lossModel;
    WorkProgress *m_progress;
    QPushButton *m_export;
};

}
