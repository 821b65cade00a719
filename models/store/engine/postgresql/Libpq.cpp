#include "store/engine/postgresql/Libpq.h"

#include <QDeadlineTimer>
#include <QLibrary>
#include <QRegularExpression>

#include <algorithm>
#include <memory>

#include <poll.h>

using namespace Qt::StringLiterals;

namespace gatehouse::libpq {

namespace {

struct PgConnection;

/// PQconninfoOption
struct Parameter
{
    char *name; ///< null: behind the last one
    char *environment;
    char *compiled;
    char *value;
    char *label;
    char *display;
    int size;
};

/// What is used of libpq, https://www.postgresql.org/docs/current/libpq-connect.html
struct Library
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
    char *(*host)(const PgConnection *) = resolve<char *(const PgConnection *)>("PQhost");
    char *(*port)(const PgConnection *) = resolve<char *(const PgConnection *)>("PQport");
    void (*finish)(PgConnection *) = resolve<void(PgConnection *)>("PQfinish");
    void *(*setNoticeProcessor)(PgConnection *, void (*)(void *, const char *), void *) =
        resolve<void *(PgConnection *, void (*)(void *, const char *), void *)>("PQsetNoticeProcessor");
    Parameter *(*defaults)() = resolve<Parameter *()>("PQconndefaults");
    void (*freeParameters)(Parameter *) = resolve<void(Parameter *)>("PQconninfoFree");

    bool isThere() const
    {
        return start && poll && socket && setVerbosity && needsPassword && message && user && host && port &&
               finish && setNoticeProcessor && defaults && freeParameters;
    }
};

enum Polling { Failed = 0, Reading = 1, Writing = 2, Connected = 3 };
constexpr int sqlStateAlone = 3; // PQERRORS_SQLSTATE
constexpr qint64 longestWait = 100;

/// https://doc.qt.io/qt-6/qsqldriver.html#handle
PgConnection *connectionIn(const QVariant &driverHandle)
{
    const QByteArrayView type(driverHandle.typeName()); // by either name, as Qt was built
    const bool isConnection = type == "PGconn*" || type == "pg_conn*";
    return isConnection ? *static_cast<PgConnection *const *>(driverHandle.constData()) : nullptr;
}

/// Whether there is something to do.
bool waitFor(int socket, int polling, qint64 milliseconds)
{
    pollfd waited{.fd = socket, .events = short(polling == Writing ? POLLOUT : POLLIN), .revents = 0};
    return ::poll(&waited, 1, int(milliseconds)) != 0;
}

}

Server serverOf(const QVariant &driverHandle)
{
    const Library libpq;
    const PgConnection *connection = libpq.isThere() ? connectionIn(driverHandle) : nullptr;
    if (!connection)
        return {};
    return {QString::fromUtf8(libpq.host(connection)), QString::fromUtf8(libpq.port(connection))};
}

void silence(const QVariant &driverHandle)
{
    const Library libpq;
    if (PgConnection *connection = libpq.isThere() ? connectionIn(driverHandle) : nullptr)
        libpq.setNoticeProcessor(connection, [](void *, const char *) {}, nullptr);
}

bool knowsParameter(const QString &name)
{
    const Library libpq;
    if (!libpq.isThere())
        return true;
    const std::unique_ptr<Parameter, void (*)(Parameter *)> all(libpq.defaults(), libpq.freeParameters);
    for (const Parameter *one = all.get(); one && one->name; ++one) {
        if (name == QLatin1StringView(one->name))
            return true;
    }
    return !all;
}

Attempt attempt(const QString &connection, std::chrono::milliseconds patience,
                const std::function<bool()> &goesOn)
{
    const Library libpq;
    if (!libpq.isThere())
        return {};
    const auto finish = [&](PgConnection *begun) { libpq.finish(begun); };
    const std::unique_ptr<PgConnection, decltype(finish)> begun(libpq.start(connection.toUtf8().constData()),
                                                                finish);
    if (!begun)
        return {};
    libpq.setVerbosity(begun.get(), sqlStateAlone);
    const QDeadlineTimer deadline(patience);
    bool isWanted = true;
    const auto stillWanted = [&] { return isWanted = !goesOn || goesOn(); };
    int polling = Writing;
    while (polling != Failed && polling != Connected && libpq.socket(begun.get()) >= 0 &&
           !deadline.hasExpired() && stillWanted()) {
        if (waitFor(libpq.socket(begun.get()), polling, std::min(longestWait, deadline.remainingTime())))
            polling = libpq.poll(begun.get());
    }
    static const QRegularExpression state(u": +([0-9A-Z]{5})\\s*$"_s, QRegularExpression::MultilineOption);
    const QString said = QString::fromUtf8(libpq.message(begun.get()));
    return {.isConnected = polling == Connected,
            .isGivenUp = !isWanted,
            .state = state.match(said).captured(1),
            .user = QString::fromUtf8(libpq.user(begun.get())),
            .needsPassword = libpq.needsPassword(begun.get()) != 0};
}

}
