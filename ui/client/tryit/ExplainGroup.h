#pragma once

#include "domain/explain/Explanation.h"

#include <QGroupBox>

class QLabel;
class QVBoxLayout;

namespace gatehouse {

class ClientDraft;
class DatabaseThread;
class KeyComboBox;
class MessageBar;
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

private:
    void judge();
    void show(const explain::Explanation &explanation);
    void showNothing(const QString &why);
    void clearAnswer();
    void addOtherClient(const QString &clientId);
    void remedy(const explain::Remedy &remedy);
    void add(ClientField field, const QString &value);

    DatabaseThread &m_database;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    RequestEdit *m_request;
    KeyComboBox *m_server;
    MessageBar *m_verdict;
    QLabel *m_hint;
    QVBoxLayout *m_answer;
    int m_question = 0; ///< answers to older ones are thrown away
};

}
