#pragma once

#include "store/DatabaseUrl.h"

#include <QDialog>

class QListWidget;
class QPushButton;
class QRadioButton;

namespace gatehouse {

class ConnectionTest;
class FileField;
class MessageBar;
class PostgresForm;

/// Asks which database to open: a file, one on a server, or one that was opened before.
class OpenDatabaseDialog : public QDialog
{
    Q_OBJECT

public:
    explicit OpenDatabaseDialog(QWidget *parent = nullptr);

    void accept() override;
    void reject() override;

Q_SIGNALS:
    void chosen(const gatehouse::DatabaseUrl &url, bool keepsPassword);
    void removed(const QString &url); ///< from the recent ones

private:
    QWidget *makeRecent();
    QWidget *makeServer();
    void showRecent();
    void takeRecent();
    void removeRecent();
    void showKind();
    void showState();
    QString currentRecent() const;

    MessageBar *m_messages;
    QListWidget *m_recent;
    QPushButton *m_remove;
    QRadioButton *m_isFile;
    QRadioButton *m_isServer;
    FileField *m_file;
    QWidget *m_filePart;
    PostgresForm *m_form;
    ConnectionTest *m_test;
    QWidget *m_serverPart;
    QPushButton *m_open = nullptr;
};

}
