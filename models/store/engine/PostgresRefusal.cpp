#include "store/engine/PostgresRefusal.h"

#include "store/Database.h"
#include "store/StoreText.h"
#include "store/engine/PostgresAddress.h"
#include "store/engine/PostgresError.h"

#include <QDeadlineTimer>
#include <QLibrary>
#include <QRegularExpression>

#include <memory>

#include <poll.h>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct PgConnection;

/// What is used of libpq, https://www.postgresql.org/docs/current/libpq-connect.html
struct Libpq
{
    template<typename Function>
    static Function *resolve(const char *name)
    {
        return reinterpret_cast<Function *>(QLibrary::resolve(u"pq"_s, 5, name));
    }

    PgConnection *(*start)(const char *) = resolve<PgConnection *(const char *)>("PQconnectStart");
    int (*poll)(PgConnection *) = resolve<int(PgConnection *)>("PQconnectPoll");
    int (*socket)(const PgConnection *) = resolve<int(const PgConnection *)>("PQsocket");
    int (*setVerbosity)(PgConnection *, int) = resolve<int(PgConnection *, int)>("PQsetErrorVerbosity");
    int (*needsPassword)(const PgConnection *) =
        resolve<int(const PgConnection *)>("PQconnectionNeedsPassword");
    char *(*message)(const PgConnection *) = resolve<char *(const PgConnection *)>("PQerrorMessage");
    char *(*user)(const PgConnection *) = resolve<char *(const PgConnection *)>("PQuser");
    void (*finish)(PgConnection *) = resolve<void(PgConnection *)>("PQfinish");

    bool isThere() const
    {
        return start && poll && socket && setVerbosity && needsPassword && message && user && finish;
    }
};

enum Polling { Failed = 0, Reading = 1, Writing = 2, Connected = 3 };
constexpr int sqlStateAlone = 3; // PQERRORS_SQLSTATE

struct Refusal
{
    QString state; ///< SQLSTATE; empty: the server said none
    QString user;
    bool needsPassword = false;
    bool isNone = false; ///< it lets us in
};

/// How often it is asked whether to go on.
constexpr int slice = 100; // milliseconds

int waitFor(int socket, int polling, int milliseconds)
{
    pollfd waited{.fd = socket, .events = short(polling == Writing ? POLLOUT : POLLIN), .revents = 0};
    return ::poll(&waited, 1, milliseconds);
}

Refusal askAgain(const Libpq &libpq, const PostgresAddress &address, const QString &password,
                 const std::function<bool()> &goesOn)
{
    QString text = address.connectionText();
    if (!password.isEmpty())
        text += u" password="_s + PostgresAddress::quoted(password);
    const auto finish = [&](PgConnection *connection) { libpq.finish(connection); };
    const std::unique_ptr<PgConnection, decltype(finish)> connection(libpq.start(text.toUtf8().constData()),
                                                                     finish);
    if (!connection)
        return {};
    libpq.setVerbosity(connection.get(), sqlStateAlone);
    const QDeadlineTimer patience(std::chrono::seconds(address.connectSeconds()));
    int polling = Writing;
    while (polling != Failed && polling != Connected && libpq.socket(connection.get()) >= 0 &&
           !patience.hasExpired() && goesOn()) {
        if (waitFor(libpq.socket(connection.get()), polling, slice) != 0)
            polling = libpq.poll(connection.get());
    }
    static const QRegularExpression state(u": +([0-9A-Z]{5})\\s*$"_s, QRegularExpression::MultilineOption);
    const QString said = QString::fromUtf8(libpq.message(connection.get()));
    return {.state = state.match(said).captured(1),
            .user = QString::fromUtf8(libpq.user(connection.get())),
            .needsPassword = libpq.needsPassword(connection.get()) != 0,
            .isNone = polling == Connected};
}

Error errorOf(const Refusal &refusal, const PostgresAddress &address)
{
    if (refusal.needsPassword) {
        return {Error::Kind::Unreachable,
                StoreText::tr("The database server asks for the password of \"%1\". Put it into ~/.pgpass or "
                              "GATEHOUSE_DATABASE_PASSWORD.")
                    .arg(refusal.user),
                databasePasswordColumn};
    }
    Error error = postgresRefusal(refusal.state, address.database(), refusal.user);
    if (refusal.state.isEmpty() && address.isChoosy()) {
        error.text += u' ' + StoreText::tr("Or no server that is reached is one that the URL allows "
                                           "(target_session_attrs, sslmode).");
    }
    return error;
}

}

Error whyRefused(const PostgresAddress &address, const QString &password)
{
    const Libpq libpq;
    const Refusal refusal =
        libpq.isThere() ? askAgain(libpq, address, password, [] { return true; }) : Refusal();
    return errorOf(refusal, address);
}

/// Each host by itself, since libpq gives up the one and takes the next in a call that waits alone.
Result<void> checkAnswers(const PostgresAddress &address, const QString &password,
                          const std::function<bool()> &goesOn)
{
    const Libpq libpq;
    const QList<PostgresAddress> hosts = libpq.isThere() ? address.eachHost() : QList<PostgresAddress>();
    Result<void> answers;
    for (const PostgresAddress &host : hosts) {
        const Refusal refusal = askAgain(libpq, host, password, goesOn);
        if (refusal.isNone)
            return {};
        answers = std::unexpected(errorOf(refusal, address));
    }
    return answers;
}

}
