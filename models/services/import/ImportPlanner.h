#pragma once

#include "domain/Progress.h"
#include "domain/rules/ClientRules.h"
#include "services/import/ImportFile.h"
#include "services/import/ImportPlan.h"
#include "services/import/ImportSteps.h"
#include "services/security/Encryption.h"
#include "store/records/ClientStore.h"

#include <QDateTime>

namespace gatehouse {

class ClientFormat;

/// Finds out what an import would do, without writing anything. Runs on the thread of the database, for one
/// plan.
class ImportPlanner
{
public:
    /// `now` is UTC, the same as was given to the reader of the file.
    ImportPlanner(const Database &database, const ImportOptions &options, const QDateTime &now);

    Result<ImportPlan> plan(ImportSource &source, const Progress &progress = {});

private:
    Result<void> noteTrailEnd();
    Result<void> planRecords(const ImportedHead &file);
    /// Makes the context as it will be once the planned records are written.
    void foresee();
    Result<void> checkIdentityOption() const;
    Result<PlannedClient> planClient(const ImportedClient &read);
    void mergeInto(PlannedClient &planned, const ImportedClient &imported,
                   const std::optional<ClientApplication> &stored) const;
    ClientApplication takenAsItIs(const ImportedClient &imported) const;
    Result<void> proveLogo(const Logo &logo) const;
    bool isLeftOut(const PlannedClient &planned) const;
    void countHashes(const PlannedClient &planned, int hashes);
    void takeIdentity(PlannedClient &planned) const;

    /// What a client application names, does not exist, and can be made.
    struct NewNames
    {
        QStringList scopes;
        QStringList languages;
    };
    Result<NewNames> newNames(const ClientApplication &client) const;
    void addToContext(const NewNames &names);
    void removeFromContext(const NewNames &names);
    void create(const NewNames &names, const QString &clientId);
    /// `user` is what has texts in these languages.
    void createLanguages(const QStringList &tags, const QString &user);
    QStringList missingLanguages(const QStringList &tags) const;

    Database m_database;
    ImportOptions m_options;
    QSet<QString> m_disabledResources; ///< as they are stored
    const ClientFormat *m_format = nullptr;
    ExportHead m_head;            ///< as an export would have it once the planned records are written
    rules::RuleContext m_context; ///< as it will be once the planned records are written
    ImportPlan m_plan;
    obstacles::Unencrypted m_unencrypted;
    qsizetype m_created = 0; ///< because client applications name them
};

struct ImportRequest
{
    QString path;
    QString formatName = {}; ///< empty: recognized by content
    ImportOptions options = {};
};

/// What an import of a file would do.
struct DryImport
{
    ImportPlan plan;
    QDateTime now;
    const ClientFormat *format = nullptr; ///< never null
};

/// Reads a file and plans its import; changes nothing. `reading` is told KiB, `checking` client applications.
/// May wait for a keyring, which is asked only where the file has secrets in clear.
Result<DryImport> prepareImport(Database &database, const Encryption &encryption, ImportRequest request,
                                const Progress &reading = {}, const Progress &checking = {});

}
