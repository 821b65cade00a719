#include "store/engine/postgresql/PostgresParameters.h"

#include "store/StoreText.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::postgresparameters {

namespace {

/// A parameter of libpq that changes how the server is reached and nothing of what is sent there.
struct Parameter
{
    QLatin1StringView name;
    QLatin1StringView values = {}; ///< those that libpq knows, each between spaces; empty: any
};

constexpr auto protocols = " TLSv1 TLSv1.1 TLSv1.2 TLSv1.3 "_L1;

/// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
constexpr std::array harmless{
    Parameter{"application_name"_L1},
    Parameter{"hostaddr"_L1},
    Parameter{"connect_timeout"_L1},
    Parameter{"channel_binding"_L1, " disable prefer require "_L1},
    Parameter{"target_session_attrs"_L1, " any read-write read-only primary standby prefer-standby "_L1},
    Parameter{"load_balance_hosts"_L1, " disable random "_L1},
    Parameter{"sslmode"_L1, " disable allow prefer require verify-ca verify-full "_L1},
    Parameter{"sslrootcert"_L1},
    Parameter{"sslcert"_L1},
    Parameter{"sslkey"_L1},
    Parameter{"sslcrl"_L1},
    Parameter{"sslcrldir"_L1},
    Parameter{"sslsni"_L1, " 0 1 "_L1},
    Parameter{"sslnegotiation"_L1, " postgres direct "_L1},
    Parameter{"sslcertmode"_L1, " disable allow require "_L1},
    Parameter{"sslcompression"_L1, " 0 1 "_L1},
    Parameter{"ssl_min_protocol_version"_L1, protocols},
    Parameter{"ssl_max_protocol_version"_L1, protocols},
    Parameter{"gssencmode"_L1, " disable prefer require "_L1},
    Parameter{"krbsrvname"_L1},
    Parameter{"require_auth"_L1},
    Parameter{"keepalives"_L1},
    Parameter{"keepalives_idle"_L1},
    Parameter{"keepalives_interval"_L1},
    Parameter{"keepalives_count"_L1},
    Parameter{"tcp_user_timeout"_L1},
    Parameter{"passfile"_L1},
    Parameter{"options"_L1},
};

/// Of what a session can be told, where the tables are and by which role they are reached. What else there is
/// decides what is written and whether it is.
constexpr std::array harmlessOptions{"search_path"_L1, "role"_L1};
/// Of poolers that tell databases apart by it, and not of the server.
constexpr std::array poolerOptions{"endpoint"_L1, "project"_L1};

std::unexpected<Error> otherOption()
{
    return fail(
        Error::Kind::Unreachable,
        StoreText::tr(
            "With \"options\" the URL of the database can set search_path and role alone, as in "
            "options=-csearch_path%3Diam, or name the endpoint of a pooler. What else the server can be "
            "told for a session could change what is saved and noted: leave it out."));
}

/// In the words of a command line, where a backslash keeps a space.
/// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNECT-OPTIONS
bool areHarmless(const QString &options)
{
    static const QRegularExpression option(
        uR"(\G\s*(?:(?:-c\s*|--)([A-Za-z_-]+)|([a-z]+))=(?:\\.|[^\\\s])*(?=\s|$))"_s);
    qsizetype end = 0;
    for (const QRegularExpressionMatch &match : option.globalMatch(options)) {
        const QString name = match.captured(1).toLower().replace(u'-', u'_');
        const bool isKnown = name.isEmpty() ? std::ranges::contains(poolerOptions, match.captured(2))
                                            : std::ranges::contains(harmlessOptions, name);
        if (!isKnown)
            return false;
        end = match.capturedEnd();
    }
    return options.sliced(end).trimmed().isEmpty();
}

std::unexpected<Error> unknown()
{
    QStringList names;
    for (const Parameter &parameter : harmless)
        names << parameter.name;
    return fail(Error::Kind::Unreachable,
                StoreText::tr("The URL of the database has a parameter that is not known here. There are: "
                              "host, port, user, dbname, %1.")
                    .arg(names.join(u", "_s)));
}

/// Without the value: whatever is where it should not be may be a password.
std::unexpected<Error> unknownValue(const Parameter &parameter)
{
    const QStringList values = QString(parameter.values).split(u' ', Qt::SkipEmptyParts);
    return fail(
        Error::Kind::Unreachable,
        StoreText::tr(
            "The URL of the database gives its parameter %1 a value that there is not. There are: %2.")
            .arg(parameter.name, values.join(u", "_s)));
}

/// Texts are UTF-8 between Gatehouse and its database, whatever a URL asks for.
Result<bool> checkEncoding(const QString &value)
{
    QString name = value.toLower();
    if (name.remove(u'-') == "utf8"_L1)
        return false;
    return fail(Error::Kind::Unreachable,
                StoreText::tr("The URL of the database gives its parameter client_encoding a value other "
                              "than UTF8, which Gatehouse needs. Leave it out."));
}

}

bool holdsPassword(const QString &name)
{
    return name == "password"_L1 || name == "sslpassword"_L1;
}

Result<bool> check(const QString &name, const QString &value)
{
    if (name == "client_encoding"_L1)
        return checkEncoding(value);
    if (name == "fallback_application_name"_L1)
        return false;
    if (name == "options"_L1 && !areHarmless(value))
        return otherOption();
    const auto parameter = std::ranges::find(harmless, name, &Parameter::name);
    if (parameter == harmless.end())
        return unknown();
    const bool isKnown = value.isEmpty() || parameter->values.isEmpty() ||
                         (!value.contains(u' ') && parameter->values.contains(QString(u' ' + value + u' ')));
    return isKnown ? Result<bool>(true) : unknownValue(*parameter);
}

}
