#pragma once

#include "services/signin/SignIn.h"
#include "support/DatabaseContent.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

namespace gatehouse::test {

inline constexpr auto goodPassword = "Zomer!2026-lang?";
inline constexpr auto wrongPassword = "Winter!2026-kort?";

inline signin::Credentials credentials(const QString &userId, QByteArrayView password = goodPassword)
{
    return {userId, secretCopy(password)};
}

/// A clock on which waiting takes no time, and that remembers how long it was waited. Its copies are one.
class FakeClock
{
public:
    explicit FakeClock(const QDateTime &now = testTime()) : m_now(std::make_shared<QDateTime>(now)) {}

    signin::Clock clock() const
    {
        return {.now = [now = m_now] { return *now; },
                .wait = [now = m_now, waited = m_waited](std::chrono::milliseconds time) -> Result<void> {
                    *now = now->addDuration(time);
                    *waited = time;
                    return {};
                }};
    }
    void pass(std::chrono::milliseconds time) { *m_now = m_now->addDuration(time); }
    void set(const QDateTime &now) { *m_now = now; }
    /// By the last sign-in.
    std::chrono::milliseconds waited() const { return *m_waited; }

private:
    std::shared_ptr<QDateTime> m_now;
    std::shared_ptr<std::chrono::milliseconds> m_waited = std::make_shared<std::chrono::milliseconds>(0);
};

/// A database whose main administrator "anna" has the good password.
class SignInDatabase : public TestDatabase
{
public:
    SignInDatabase()
    {
        const auto made = signin::makeFirst(**this, credentials(QStringLiteral("anna")), {}, testTime());
        if (!made)
            qFatal("%s", qPrintable(made.error().text));
    }

    User user(const QString &userId) { return store::loadUser(**this, userId).value().value_or(User()); }

    /// Failures since the last success, of all user IDs.
    int failures()
    {
        return number(QStringLiteral("SELECT coalesce(sum(failures), 0) FROM sign_in_attempt "
                                     "WHERE name_hash <> ''"));
    }
    /// Tries that have no outcome.
    int open() { return number(QStringLiteral("SELECT count(*) FROM sign_in_try")); }

    int number(const QString &sql)
    {
        const auto first = [](const QSqlQuery &row) { return row.value(0).toInt(); };
        return (*this)->list(sql, {}, first).value().value(0);
    }
};

/// What a refusal says; empty when there was none or it is of another kind.
template<typename T>
QString notSignedIn(const Result<T> &outcome)
{
    if (outcome || outcome.error().kind != Error::Kind::NotSignedIn)
        return {};
    return outcome.error().text;
}

}
