#pragma once

#include "domain/ClientField.h"
#include "domain/Error.h"
#include "domain/servers/Server.h"
#include "ui/client/tryit/ExplanationView.h"

#include <QGroupBox>

namespace gatehouse {

class ClientDraft;
class DatabaseThread;
class HelpLabel;
class KeyComboBox;
class RequestEdit;
class ValidationController;

/// Explains a request that is pasted, by what is configured and, of the client application that is open, by
/// what is typed.
class ExplainGroup : public QGroupBox
{
    Q_OBJECT

public:
    ExplainGroup(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                 QWidget *parent = nullptr);

Q_SIGNALS:
    void failed(const gatehouse::Error &error);
    void fieldWanted(gatehouse::ClientField field);
    void clientWanted(const QString &clientId);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showServers();
    ExplanationView::Question question(const explain::PastedRequest &request) const;
    void judge();
    void reveal();

    DatabaseThread &m_database;
    QList<Server> m_servers;
    RequestEdit *m_request;
    KeyComboBox *m_server;
    ExplanationView *m_explanation;
    HelpLabel *m_hint;
    bool m_isAsked = false;
};

}
