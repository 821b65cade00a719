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

    /// Failures that are counted for all user IDs.
    int failures()
    {
        const auto number = [](const QSqlQuery &row) { return row.value(0).toInt(); };
        return (*this)
            ->list(QStringLiteral("SELECT coalesce(sum(failures), 0) FROM sign_in_attempt"), {}, number)
            .value()
            .value(0);
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
