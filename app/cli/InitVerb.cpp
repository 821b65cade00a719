#include "app/cli/CliText.h"
#include "app/cli/Credentials.h"
#include "app/cli/Verb.h"
#include "app/cli/Verbs.h"
#include "app/cli/audit/AuditTold.h"
#include "domain/rules/FieldRules.h"
#include "services/certificates/Certificates.h"
#include "services/export/NeededFiles.h"
#include "services/import/SampleData.h"
#include "services/signin/SignIn.h"
#include "store/records/RecordStore.h"

#include <QDir>
#include <QFileInfo>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

std::unexpected<Error> taken(const DatabaseUrl &url, const QString &reason)
{
    const QString advice =
        url.isFile()
            ? CliText::tr("Nothing was changed. Choose another path with --database, or move the file away.")
            : CliText::tr("Nothing was changed. Choose another database with --database.");
    return fail(Error::Kind::Rule, reason + u' ' + advice);
}

/// Whether there is a database; one that has a main administrator is refused.
Result<bool> isThereWithoutAdministrator(const DatabaseUrl &url)
{
    if (url.isFile() && QFileInfo(url.path()).size() == 0)
        return false;
    auto database = openDatabase(url, Database::IfMissing::Refuse);
    const bool isEmpty = !database && !url.isFile() && !database.error().command.isEmpty();
    if (isEmpty)
        return false;
    if (!database && !url.isFile())
        return std::unexpected(database.error());
    if (!database) {
        return taken(
            url, CliText::tr("There is a file at \"%1\" already. %2").arg(url.path(), database.error().text));
    }
    return store::hasMainAdministrator(*database).and_then([&](bool has) -> Result<bool> {
        if (has)
            return taken(url, CliText::tr("There is a database at \"%1\" already.").arg(url.name()));
        return true;
    });
}

/// What the database would say, before there is one.
Result<signin::Credentials> checked(const signin::Credentials &credentials)
{
    return rules::firstError(rules::checkUserId(credentials.userId), u"user_id"_s)
        .and_then(
            [&] { return signin::checkStrength(User{.userId = credentials.userId}, credentials.password); })
        .transform([&] { return credentials; });
}

/// Whether it was made here and now: then it may be removed again.
bool makeFile(const DatabaseUrl &url)
{
    if (!url.isFile())
        return false;
    QDir().mkpath(QFileInfo(url.path()).absolutePath());
    return QFile(url.path())
        .open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
}

/// Another may have been quicker with the same database.
bool hasOtherAdministrator(const DatabaseUrl &url, const QString &userId)
{
    auto database = Database::open(url, Database::IfMissing::Refuse);
    if (!database || !store::hasMainAdministrator(*database).value_or(false))
        return false;
    const auto user = store::loadUser(*database, userId).value_or(std::nullopt);
    return !user || !user->maySignIn();
}

/// In the database itself, unless it was chosen before: without it no client application can be added.
Result<void> chooseCertificateStorage(Database &database, const Encryption &encryption)
{
    return store::loadCertificateSettings(database).and_then(
        [&](const store::CertificateSettings &settings) -> Result<void> {
            if (settings.storage != CertificateStorage::None)
                return {};
            return certificates::setUp(database, encryption, CertificateStorage::Database)
                .transform([](const certificates::Notice &) {});
        });
}

void removeFiles(const DatabaseUrl &url)
{
    for (const QString &end : {u""_s, u"-journal"_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(url.path() + end);
}

/// Takes back what was made here, with its encryption key.
void giveUp(const Options &options)
{
    if (auto database = Database::open(options.url, Database::IfMissing::Refuse))
        std::ignore = Encryption(options.settings).discard(*database);
    removeFiles(options.url);
}

/// `init`: makes a new database with its first main administrator, on request with sample data in it. A
/// database without main administrator gets one.
class InitVerb final : public Verb
{
    Q_DECLARE_TR_FUNCTIONS(InitVerb)

public:
    void declare(CLI::App &program) override
    {
        command(program, "init", tr("Make a new database and its first main administrator"),
                u"gatehouse init\n"
                "gatehouse --database sqlite:/srv/gatehouse.sqlite init --sample-data"_s);
        flag("--roles", m_printsRoles,
             tr("Print the statements that make roles with least rights on a PostgreSQL server, for a "
                "database that is "
                "there, and do no more"));
        flag("--sample-data", m_sampleData,
             tr("Add users, API scopes and four client applications to look around with, and print the "
                "client secrets: a line with client ID and secret for each"));
    }

    Result<ExitStatus> run(Console &console, const Options &options) override
    {
        if (m_printsRoles)
            return printRoles(console, options);
        const auto mayBeMade = NeededFiles::of(options.settings).checkNewDatabase(options.url);
        const auto isThere = mayBeMade.and_then([&] { return isThereWithoutAdministrator(options.url); });
        const bool isNew = isThere && !*isThere;
        const auto credentials = isThere.and_then([](bool) { return newCredentials(); }).and_then(checked);
        if (!credentials)
            return std::unexpected(credentials.error());
        const bool isMadeHere = isNew && makeFile(options.url);
        const auto filled = make(options, *credentials, isNew);
        const auto whole = filled.and_then([](const Filled &all) { return all.certificate; });
        if (!whole && isMadeHere && !hasOtherAdministrator(options.url, credentials->userId)) {
            giveUp(options);
            return std::unexpected(whole.error());
        }
        if (!filled)
            return std::unexpected(filled.error());

        console.note((isNew ? tr("Database \"%1\" is made. Its main administrator is \"%2\".")
                            : tr("Database \"%1\" has a main administrator now: \"%2\"."))
                         .arg(options.url.name(), credentials->userId));
        tellOfRoles(console, options);
        showIssued(console, filled->issued);
        return whole.transform([] { return ExitStatus::Done; });
    }

private:
    using Issued = QList<sampledata::IssuedSecret>;

    /// What is stored stays where the certificate fails in a database that was there before.
    struct Filled
    {
        Issued issued;
        Result<void> certificate;
    };

    static void showIssued(Console &console, const Issued &issued)
    {
        if (issued.isEmpty())
            return;
        console.note(tr("These client secrets are shown now and never again:"));
        QList<QStringList> rows;
        for (const sampledata::IssuedSecret &secret : issued)
            rows << QStringList{secret.clientId, QString::fromLatin1(secret.secret)};
        console.table(rows);
    }

    static Result<QStringList> roleStatements(const Options &options)
    {
        return openDatabase(options.url, Database::IfMissing::Refuse).and_then([](const Database &database) {
            return database.engine().roleStatements();
        });
    }

    /// A database on a server has more people around it than a file.
    static void tellOfRoles(Console &console, const Options &options)
    {
        const auto statements = roleStatements(options);
        if (!statements) {
            console.note(tr("Statements for roles with least rights cannot be printed. %1")
                             .arg(statements.error().text));
            return;
        }
        if (statements->isEmpty())
            return;
        console.note(tr(
            "You own the tables, so you could alter the audit trail. Let others, and yourself for everyday "
            "work, use roles with least rights. As owner, run (again by gatehouse init --roles):"));
        for (const QString &statement : *statements)
            console.note(statement);
        console.note(tr("Then make a role for each person: CREATE ROLE name LOGIN PASSWORD '...' IN ROLE "
                        "gatehouse_application; and for each who audits one IN ROLE gatehouse_auditor."));
    }

    static Result<ExitStatus> printRoles(Console &console, const Options &options)
    {
        return roleStatements(options).and_then([&](const QStringList &statements) -> Result<ExitStatus> {
            if (statements.isEmpty())
                return fail(Error::Kind::Rule,
                            tr("A database in a file has no roles: its rights are those of the file."));
            for (const QString &statement : statements)
                console.line(statement);
            return ExitStatus::Done;
        });
    }

    Result<Filled> make(const Options &options, const signin::Credentials &credentials, bool isNew) const
    {
        auto database = Database::open(options.url, Database::IfMissing::Create);
        if (!database)
            return std::unexpected(database.error());
        return signin::makeFirst(*database, credentials, {}, QDateTime::currentDateTimeUtc())
            .and_then([&](const signin::Administrator &) { return fill(*database, options.settings); })
            .transform([&](const Filled &filled) {
                if (isNew)
                    std::ignore = AuditMemory().takeNew(*database);
                else
                    rememberAuditTrail(*database);
                return filled;
            });
    }

    /// What stands in a new database besides its main administrator.
    Result<Filled> fill(Database &database, const AppSettings &settings) const
    {
        const Encryption encryption(settings);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        return chooseCertificateStorage(database, encryption)
            .and_then([&]() -> Result<Issued> {
                if (!m_sampleData)
                    return Issued();
                return sampledata::install(database, now);
            })
            .transform([&](const Issued &issued) {
                return Filled{
                    issued,
                    certificates::ensureOne(database, encryption, now).transform([](const auto &) {})};
            });
    }

    bool m_sampleData = false;
    bool m_printsRoles = false;
};

}

Verbs initVerb()
{
    return made<InitVerb>();
}

}
