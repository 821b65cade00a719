#include "store/DatabaseCopy.h"

#include "domain/rules/RuleText.h"
#include "store/Migrations.h"
#include "store/References.h"
#include "store/RowReader.h"
#include "store/StoreText.h"
#include "store/Transaction.h"
#include "store/audit/AuditCheck.h"

#include <QSqlRecord>

#include <array>
#include <limits>
#include <optional>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

/// All but schema_version, which a migration writes, and presence, which is about the windows that are open
/// now.
constexpr std::array tables{
    "setting"_L1,
    "iam_user"_L1,
    "api_scope"_L1,
    "language"_L1,
    "server"_L1,
    "custom_resource"_L1,
    "custom_resource_claim"_L1,
    "custom_resource_text"_L1,
    "client_application"_L1,
    "client_secret"_L1,
    "client_redirect"_L1,
    "client_api_scope"_L1,
    "client_default_resource"_L1,
    "client_text"_L1,
    "client_setting"_L1,
    "client_accepted_risk"_L1,
    "client_custom_resource"_L1,
    "client_consent_text"_L1,
    "client_logo"_L1,
    "server_client"_L1,
    "client_on_server"_L1,
    "client_server_text"_L1,
    "encryption_key"_L1,
    "spare_encryption_key"_L1,
    "signing_certificate"_L1,
    "certificate_file"_L1,
    "sign_in_attempt"_L1,
    "sign_in_try"_L1,
    "audit_entry"_L1,
};

/// Rows between two looks at the progress.
constexpr qint64 step = 500;

Result<qint64> countOf(Database &database, QLatin1StringView table)
{
    return database
        .list(u"SELECT count(*) FROM %1"_s.arg(table), {},
              [](const QSqlQuery &row) { return row.value(0).toLongLong(); })
        .transform([](const QList<qint64> &counts) { return counts.value(0); });
}

/// What would not come over as it is: a file of SQLite takes what its columns do not say.
Result<void> checkValues(Database &database)
{
    return database.engine()
        .misplacedValue(copiedTables())
        .and_then([](const QStringList &found) -> Result<void> {
            if (found.isEmpty())
                return {};
            return std::unexpected(damaged(
                QLatin1StringView(found.value(0).toLatin1()), u'"' + rules::shortened(found.value(1)) + u'"',
                QLatin1StringView(found.value(2).toLatin1()), StoreText::tr("is of another type")));
        });
}

/// Which of two databases it is about is said by nothing else: before all that comes of making the copy
/// stands the copy's name.
Error ofOriginal(Error error)
{
    if (error.kind != Error::Kind::Cancelled)
        error.text = StoreText::tr("Nothing was copied: the original is at fault. %1").arg(error.text);
    return error;
}

/// Puts row after row into the copy.
class Copier
{
public:
    Copier(Database &from, Database &to, const Progress &progress)
        : m_from(from), m_to(to), m_progress(progress)
    {
    }

    /// Gives whether the trail is whole.
    Result<bool> run()
    {
        Result<void> done;
        for (const QLatin1StringView table : tables) {
            if (done)
                done = count(table);
        }
        for (const QLatin1StringView table : tables) {
            if (done)
                done = copy(table).transform_error([&](const Error &error) { return faultIn(table, error); });
        }
        return done.and_then([this] { return checkReferences(m_to); }).and_then([this] {
            return checkTrail();
        });
    }

    qint64 rows() const { return m_done; }
    /// What came of it where the original is at fault.
    const std::optional<Error> &faultOfOriginal() const { return m_faultOfOriginal; }

private:
    Error noted(const Error &error)
    {
        m_faultOfOriginal = ofOriginal(error);
        return error;
    }

    /// What a database refuses that another one held was never put there by Gatehouse.
    Error faultIn(QLatin1StringView table, Error error)
    {
        if (m_faultOfOriginal)
            return error;
        if (error.kind == Error::Kind::Rule) {
            if (const auto whole = checkReferences(m_from); !whole)
                return noted(whole.error());
            return noted(
                {Error::Kind::Unreachable,
                 StoreText::tr("The database is damaged: in table %1, record %2 holds something that the "
                               "table does not allow. Restore a backup from before, or have this record "
                               "put right.")
                     .arg(table, m_record)});
        }
        if (error.kind != Error::Kind::Cancelled)
            error.text = StoreText::tr("In table %1: %2").arg(table, error.text);
        return error;
    }

    Result<void> count(QLatin1StringView table)
    {
        return countOf(m_from, table)
            .transform([this](qint64 rows) { m_total += rows; })
            .transform_error([this](const Error &error) { return noted(error); });
    }

    Result<void> copy(QLatin1StringView table)
    {
        const qint64 before = m_done;
        // What the migrations put there is in the original as it was made of it.
        return m_to.execute(u"DELETE FROM %1"_s.arg(table))
            .and_then([&] { return putAll(table); })
            .and_then([&] { return countOf(m_to, table); })
            .and_then([&](qint64 rows) -> Result<void> {
                if (rows == m_done - before)
                    return {};
                return fail(Error::Kind::Unreachable,
                            StoreText::tr("The copy does not hold what was put into it."));
            });
    }

    Result<void> putAll(QLatin1StringView table)
    {
        QString insert;
        bool isTaken = true;
        const auto putOne = [&](const QSqlQuery &row) {
            if (insert.isEmpty())
                insert = insertOf(table, row.record());
            const auto done = put(insert, row);
            isTaken = done.has_value();
            return done;
        };
        return m_from.visit(u"SELECT * FROM %1"_s.arg(table), {}, putOne)
            .transform_error([&](const Error &error) { return isTaken ? noted(error) : error; });
    }

    /// By name: the engines may have the columns in another order.
    static QString insertOf(QLatin1StringView table, const QSqlRecord &columns)
    {
        QStringList names;
        for (int i = 0; i < columns.count(); ++i)
            names << columns.fieldName(i);
        return u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table, names.join(u", "_s),
                                                        QStringList(names.size(), u"?"_s).join(u", "_s));
    }

    Result<void> put(const QString &insert, const QSqlQuery &row)
    {
        if (m_done % step == 0 && !goesOn(m_progress, shown(m_done), shown(m_total)))
            return fail(Error::Kind::Cancelled, StoreText::tr("It was cancelled: nothing was copied."));
        ++m_done;
        QVariantList values;
        for (int i = 0; i < row.record().count(); ++i)
            values << row.value(i);
        m_record = u'"' + rules::shortened(row.value(0).toString()) + u'"';
        return m_to.execute(insert, values);
    }

    /// The copy's trail is as whole as the original's.
    Result<bool> checkTrail()
    {
        return checkAuditTrail(m_to).and_then([this](const AuditCheck &copied) -> Result<bool> {
            if (copied.isWhole())
                return true;
            return checkAuditTrail(m_from).and_then([&](const AuditCheck &original) -> Result<bool> {
                if (!original.isWhole())
                    return false;
                return fail(Error::Kind::Unreachable,
                            StoreText::tr("The audit trail of the copy is not what it was."));
            });
        });
    }

    static int shown(qint64 rows) { return int(std::min<qint64>(rows, std::numeric_limits<int>::max())); }

    Database &m_from;
    Database &m_to;
    const Progress &m_progress;
    qint64 m_total = 0;
    qint64 m_done = 0;
    QString m_record = {}; ///< the last that was put
    std::optional<Error> m_faultOfOriginal = {};
};

}

QStringList copiedTables()
{
    return {tables.begin(), tables.end()};
}

Result<CopyOutcome> copyDatabase(Database &from, const DatabaseUrl &url, const Progress &progress)
{
    const auto state = ReadSnapshot::begin(from);
    if (!state)
        return std::unexpected(state.error());
    if (const auto whole = checkReferences(from).and_then([&] { return checkValues(from); }); !whole)
        return std::unexpected(ofOriginal(whole.error()));
    qint64 rows = 0;
    bool isTrailWhole = false;
    std::optional<Error> faultOfOriginal;
    const auto fill = [&](Database &to) {
        Copier copier(from, to, progress);
        const auto done = copier.run();
        rows = copier.rows();
        isTrailWhole = done.value_or(false);
        faultOfOriginal = copier.faultOfOriginal();
        return done.transform([](bool) {});
    };
    return Database::make(url, fill)
        .transform([&](const Database &copy) {
            return CopyOutcome{.copy = copy, .rows = rows, .isTrailWhole = isTrailWhole};
        })
        .transform_error([&](const Error &error) { return faultOfOriginal.value_or(error); });
}

}
