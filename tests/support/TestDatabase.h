#pragma once

#include "CertificateStorage.h"
#include "TestServer.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

/// Fails the test with the error's own text unless there is a value.
#define VERIFY_DONE(outcome)                                                                                 \
    do {                                                                                                     \
        const auto &verified = (outcome);                                                                    \
        QVERIFY2(verified.has_value(), verified ? "" : qPrintable(verified.error().text));                   \
    } while (false)

namespace gatehouse::test {

/// The time at which tests happen, unless they are about time.
inline QDateTime testTime()
{
    return {QDate(2026, 1, 31), QTime(12, 0), QTimeZone::UTC};
}

/// In milliseconds: what waits for it fails by the time that a test may take.
constexpr int longerThanATest = 3'600'000;

/// A new database in a folder of its own, or on the server, gone with the object. Certificate storage is
/// chosen in it.
class TestDatabase
{
public:
    TestDatabase()
        : m_onServer(isOnServer() ? std::make_unique<ServerDatabase>(migratedDatabase()) : nullptr)
        , m_database(openAgain())
    {
        const auto ready =
            m_database.and_then([this](Database &database) { return beItself(database); }).and_then([this] {
                return chooseCertificateStorage(*m_database);
            });
        if (!ready)
            qFatal("%s", qPrintable(ready.error().text));
    }

    /// Of the file.
    QString path() const { return m_folder.filePath(QStringLiteral("gatehouse.sqlite")); }
    DatabaseUrl url() const { return m_onServer ? m_onServer->url() : DatabaseUrl::ofFile(path()); }

    Database &operator*() { return *m_database; }
    Database *operator->() { return &*m_database; }

    /// Another connection to the same database.
    Result<Database> openAgain() const { return Database::open(url(), Database::IfMissing::Create); }

    /// Runs `work(EditSession &)` and commits when it gives a value.
    template<typename Work>
    auto edit(Work work, const QDateTime &now = testTime()) -> std::invoke_result_t<Work, EditSession &>
    {
        return editing(*m_database, std::move(work), now);
    }

    template<typename Record>
    Result<Record> save(const Record &record, const QDateTime &now = testTime())
    {
        return edit([&](EditSession &session) { return edit::save(session, record); }, now);
    }

    template<typename Record>
    Result<void> remove(const Record &record)
    {
        return edit([&](EditSession &session) { return edit::remove(session, record); });
    }

    Result<void> setLicenceLimit(store::LicenceLimit limit)
    {
        return edit([&](EditSession &session) { return edit::setLicenceLimit(session, limit); });
    }

private:
    /// A copy has the identity of the original.
    Result<void> beItself(Database &database) const
    {
        if (!m_onServer)
            return {};
        return database.execute(
            QStringLiteral("UPDATE setting SET value = replace(gen_random_uuid()::text, '-', '') "
                           "WHERE name = 'database_id'"));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ServerDatabase> m_onServer;
    Result<Database> m_database;
};

}
