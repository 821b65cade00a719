#pragma once

#include "domain/Error.h"
#include "ui/client/servers/ClientServersModel.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace gatehouse {

class DatabaseThread;
class EditTable;
class ValidationController;

/// The tab Servers: what the open client application is on each server.
class ServersTab : public QWidget
{
    Q_OBJECT

public:
    ServersTab(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
               QWidget *parent = nullptr);

    void focusRow(int row);

Q_SIGNALS:
    void serversWanted(); ///< the page where they are added
    void failed(const gatehouse::Error &error);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildTable();
    void follow();
    void load();
    void showState();

    DatabaseThread &m_database;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    ClientServersModel *m_model;
    EditTable *m_table;
    QLabel *m_help;
    QLabel *m_empty;
    QPushButton *m_goToServers;
    int m_question = 0; ///< answers to older ones are thrown away
    QString m_key;      ///< of the client application that is shown, with its version and the servers
    int m_version = -1;
    QStringList m_servers;
};

}
