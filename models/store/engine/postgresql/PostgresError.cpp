#include "store/engine/postgresql/PostgresError.h"

#include "store/Database.h"
#include "store/StoreText.h"
#include "store/engine/ChangedTables.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Error unreachable(const QString &text)
{
    return {Error::Kind::Unreachable, text};
}

Error outOfReach()
{
    return unreachable(StoreText::tr("The database server is out of reach, or the connection to it was lost. "
                                     "Check that it runs and that the network leads there, and try again."));
}

Error ruleError(const QString &text)
{
    return {Error::Kind::Rule, text};
}

/// Class 23 and the few others that a value or somebody else's change leads to.
std::optional<Error> aboutValues(const QString &state)
{
    if (state == "23505"_L1)
        return ruleError(StoreText::tr("The name is in use already. Choose another."));
    if (state == "23503"_L1)
        return ruleError(StoreText::tr("Something that this refers to is gone, or something still refers to "
                                       "it. Reload and try again."));
    const bool isValue = state.startsWith("22"_L1) || state.startsWith("23"_L1);
    if (isValue)
        return ruleError(StoreText::tr("The database refused a value. Nothing was changed."));
    return std::nullopt;
}

std::optional<Error> aboutOthers(const QString &state)
{
    // Nothing here is serializable, so it is what a standby says of a conflict with what it has to take over.
    if (state == "40001"_L1) {
        return unreachable(
            StoreText::tr("The standby server broke off the reading, because the server that is written to "
                          "removed what was read. Nothing was changed. Try again. Where it happens often, "
                          "have hot_standby_feedback turned on, or max_standby_streaming_delay raised."));
    }
    if (state == "55P03"_L1 || state == "40P01"_L1) {
        return unreachable(
            StoreText::tr("The database is locked by another program. Nothing was changed. Try again when "
                          "the other program is done."));
    }
    if (state == "57014"_L1) {
        return unreachable(StoreText::tr("The database server broke off what took too long. Nothing was "
                                         "changed. Try again, or ask whoever administers the server."));
    }
    return std::nullopt;
}

/// As it can be pasted into a shell.
QString forShell(QString name)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_][A-Za-z0-9_.-]*$"_s);
    if (plain.match(name).hasMatch())
        return name;
    return u"-- '"_s + name.replace(u'\'', u"'\\''"_s) + u'\'';
}

std::optional<Error> aboutServer(const QString &state)
{
    if (state == "25006"_L1) {
        return unreachable(
            StoreText::tr("The database cannot be written: it is read-only, as on a standby. Nothing was "
                          "changed. Connect to the server that is written to, for example by "
                          "target_session_attrs=read-write in the URL."));
    }
    if (state == lackOfRights) {
        return unreachable(
            StoreText::tr("Your role on the database server lacks a right that this needs. Nothing was "
                          "changed. Have it granted, or use a role that has it."));
    }
    if (state == "53100"_L1 || state == "53200"_L1)
        return unreachable(StoreText::tr("The disk or the memory of the database server is full. Nothing was "
                                         "changed. Have some space freed, and try again."));
    if (state == "53300"_L1)
        return unreachable(StoreText::tr("The database server has too many connections. Nothing was changed. "
                                         "Try again later, or have the number raised."));
    // No such column, table, function or other thing, or one of another type.
    if (QStringList{u"42703"_s, u"42P01"_s, u"42883"_s, u"42704"_s, u"42804"_s}.contains(state))
        return changedTables();
    if (state == "XX001"_L1 || state == "XX002"_L1)
        return unreachable(
            StoreText::tr("The database is damaged on its server. Nothing was changed. Restore "
                          "a backup."));
    return std::nullopt;
}

}

Error lostBeforeSaved()
{
    return unreachable(StoreText::tr("The database server is out of reach, or the connection to it was lost, "
                                     "before this was saved. Nothing was changed: try again once the server "
                                     "answers."));
}

bool isLostConnection(const QString &state)
{
    static const QStringList ended{u"57P01"_s, u"57P02"_s, u"57P03"_s, u"57P04"_s,
                                   u"57P05"_s, u"25P03"_s, u"25P04"_s};
    return state.isEmpty() || state.startsWith("08"_L1) || ended.contains(state);
}

Error postgresError(const QString &state)
{
    if (isLostConnection(state))
        return outOfReach();
    for (const auto judge : {aboutValues, aboutOthers, aboutServer}) {
        if (const auto error = judge(state))
            return *error;
    }
    return unreachable(
        StoreText::tr("The database did not do what was asked (code %1). Nothing was changed.").arg(state));
}

Error postgresRefusal(const QString &state, const QString &database, const QString &user)
{
    if (state == "28P01"_L1) {
        return {Error::Kind::Unreachable,
                StoreText::tr("The database server refuses the password of \"%1\". Type it again, or put it "
                              "right in ~/.pgpass or GATEHOUSE_DATABASE_PASSWORD.")
                    .arg(user),
                databasePasswordColumn};
    }
    if (state.startsWith("28"_L1)) {
        return unreachable(StoreText::tr("The database server does not let \"%1\" in from here. Check user "
                                         "and database in the URL, and pg_hba.conf on the server.")
                               .arg(user));
    }
    if (state == "3D000"_L1) {
        return {Error::Kind::Unreachable,
                StoreText::tr("There is no database \"%1\" on the server. Check the name, or have it made "
                              "there: createdb --encoding UTF8 --template template0 %2")
                    .arg(database, forShell(database))};
    }
    return state.isEmpty() ? outOfReach() : postgresError(state);
}

}
