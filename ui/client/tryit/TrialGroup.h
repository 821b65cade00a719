#pragma once

#include "domain/ClientField.h"
#include "ui/client/tryit/TrialTask.h"

#include <QGroupBox>
#include <QSet>

#include <utility>

class QLabel;
class QPushButton;

namespace gatehouse {

class ClientDraft;
class HelpLabel;
class TrialForm;
class TrialReport;
class ValidationController;
class VisitView;
class WorkProgress;

/// Tries the client application that is open, as it is typed, on a server. Nothing of what comes of it is
/// kept beyond what is shown, and that goes when another one is opened.
class TrialGroup : public QGroupBox
{
    Q_OBJECT

public:
    TrialGroup(const Workplace &workplace, ClientDraft &draft, ValidationController &validation,
               TrialWork work = trialWork(), QWidget *parent = nullptr);

Q_SIGNALS:
    void failed(const gatehouse::Error &error);
    void fieldWanted(gatehouse::ClientField field);
    void clientWanted(const QString &clientId);
    void serversWanted(); ///< the page where they are added

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void loadServers();
    void followClient();
    void askFirst();
    void ask(const QString &host);
    void start();
    void follow(const TrialRelay &relay);
    void takeOutcome(const Result<QString> &outcome);
    void cancel();
    void showState();
    bool isRunning() const { return m_relay != nullptr; }

    const Workplace &m_workplace;
    ClientDraft &m_draft;
    TrialWork m_work;
    std::shared_ptr<TrialRelay> m_relay; ///< of the trial that runs; null: none does
    int m_turn = 0;                      ///< what trials before have still to tell is thrown away
    int m_subject = -1;                  ///< whose the form and the report are
    bool m_isLookingUp = false;          ///< whether a person has to be asked first
    QSet<std::pair<QString, QString>>
        m_agreed; ///< client applications, by key, and issuers that get their secret
    QLabel *m_empty;
    QPushButton *m_goToServers;
    TrialForm *m_form;
    QPushButton *m_try;
    HelpLabel *m_hint;
    WorkProgress *m_progress;
    VisitView *m_visit;
    TrialReport *m_report;
};

}
