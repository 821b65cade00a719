#pragma once

#include "domain/ClientField.h"
#include "domain/explain/ServerHabits.h"
#include "secrets/ClientTrial.h"

#include <QWidget>

class QTableView;
class QVBoxLayout;

namespace gatehouse {

class ClaimsModel;
class ClientDraft;
class DatabaseThread;
class MessageBar;
class TrialStepsModel;
class ValidationController;

/// What a trial did, step by step, what the server refused and why, and what the tokens say.
class TrialReport : public QWidget
{
    Q_OBJECT

public:
    TrialReport(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                QWidget *parent = nullptr);

    /// Of a trial on that server, of the list or not; nothing is there of the one before.
    void begin(explain::JudgedAs server, const QString &serverName);
    void clear();
    void setStep(const trial::StepReport &report);
    void addToken(const trial::Token &token);
    void addRefusal(const trial::Refusal &refusal);
    void setOutcome(const Result<QString> &outcome);

Q_SIGNALS:
    void failed(const gatehouse::Error &error);
    void fieldWanted(gatehouse::ClientField field);
    void clientWanted(const QString &clientId);

private:
    QTableView *buildTable(QAbstractItemModel *model, const QString &name);
    void addExplanation(const trial::Refusal &refusal);
    void showState();

    DatabaseThread &m_database;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    explain::JudgedAs m_judgedAs = explain::JudgedAs::Standard;
    QString m_serverName;
    MessageBar *m_outcome;
    TrialStepsModel *m_stepModel;
    ClaimsModel *m_claimModel;
    QWidget *m_steps;
    QVBoxLayout *m_refusals;
    QWidget *m_claims;
};

}
