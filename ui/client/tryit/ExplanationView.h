#pragma once

#include "domain/ClientApplication.h"
#include "domain/explain/Explanation.h"
#include "domain/explain/ServerHabits.h"

#include <QWidget>

class QVBoxLayout;

namespace gatehouse {

class ClientDraft;
class DatabaseThread;
class MessageBar;
class ValidationController;

/// How a request is judged: the verdict, each problem with its remedy on a click, and what was not looked at.
/// What a click adds or turns on is typed, as a person types it, and judged at once.
class ExplanationView : public QWidget
{
    Q_OBJECT

public:
    struct Question
    {
        explain::PastedRequest request;
        explain::JudgedAs judgedAs = explain::JudgedAs::Standard;
        QString server = {}; ///< of the list: what is for that one alone counts; empty: what is for any
    };

    ExplanationView(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                    QWidget *parent = nullptr);

    /// Now, and again whenever something else is typed.
    void ask(const Question &question);
    /// The same of what was judged already.
    void showAnswer(const Question &question, const explain::Explanation &explanation);
    /// `why` is shown instead; empty: nothing is.
    void showNothing(const QString &why = {});

Q_SIGNALS:
    /// It is shown, each time.
    void answered();
    void failed(const gatehouse::Error &error);
    void fieldWanted(gatehouse::ClientField field);
    void clientWanted(const QString &clientId);

private:
    void judge();
    std::optional<ClientApplication> openClient() const;
    void show(const explain::Explanation &explanation);
    void clear();
    void addOtherClient(const QString &clientId);
    void remedy(const explain::Remedy &remedy);
    void add(ClientField field, const QString &value);

    DatabaseThread &m_database;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    MessageBar *m_verdict;
    QVBoxLayout *m_answer;
    std::optional<Question> m_question;
    QString m_server; ///< for which what is shown was judged; empty: for any
    int m_turn = 0;   ///< answers to older questions are thrown away
};

}
