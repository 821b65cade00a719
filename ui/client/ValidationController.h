#pragma once

#include "domain/ApiScope.h"
#include "domain/CustomResource.h"
#include "domain/Error.h"
#include "domain/Language.h"
#include "domain/User.h"
#include "domain/rules/ClientRules.h"

#include <QList>
#include <QObject>

namespace gatehouse {

class ClientDraft;
class Database;

/// Everything that exists beside client applications and that one can refer to, read at one moment.
struct ClientRecords
{
    QList<User> users;
    QList<ApiScope> apiScopes;
    QList<Language> languages; ///< the default language first
    QList<CustomResource> customResources;
    QStringList servers; ///< names

    bool operator==(const ClientRecords &) const = default;
};

/// All as they were at one moment, whatever others write meanwhile.
Result<ClientRecords> loadClientRecords(Database &database);

/// Applies the rules to a draft whenever it changes, tells its tables, and answers what the form may offer.
/// It decides nothing by itself.
class ValidationController : public QObject
{
    Q_OBJECT

public:
    explicit ValidationController(ClientDraft &draft, QObject *parent = nullptr);

    /// What exists to refer to; the time is taken anew at each check.
    void setRecords(const ClientRecords &records);
    const ClientRecords &records() const { return m_records; }

    const QList<Problem> &problems() const { return m_problems; }
    QList<Problem> problemsOf(ClientField field) const;
    rules::FieldState stateOf(ClientField field) const;
    bool canSave() const;
    /// For a view that was made after the last change.
    void tellAgain() { Q_EMIT validated(); }

Q_SIGNALS:
    void validated();

private:
    void learnRisks();
    void validate();
    bool lacksSomethingForEnabled() const;

    ClientDraft &m_draft;
    ClientRecords m_records;
    rules::RuleContext m_context;
    QList<Problem> m_problems;
};

}
