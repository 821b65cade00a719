#include "store/engine/PostgresAddress.h"

#include "store/StoreText.h"

#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr std::array schemes{"postgresql://"_L1, "postgres://"_L1};

constexpr int usualConnectSeconds = 10;

/// Of libpq, what changes how the server is reached and nothing of what is sent there.
constexpr std::array harmless{
    "hostaddr"_L1,
    "connect_timeout"_L1,
    "channel_binding"_L1,
    "target_session_attrs"_L1,
    "load_balance_hosts"_L1,
    "sslmode"_L1,
    "sslrootcert"_L1,
    "sslcert"_L1,
    "sslkey"_L1,
    "sslcrl"_L1,
    "sslcrldir"_L1,
    "sslsni"_L1,
    "sslnegotiation"_L1,
    "sslcertmode"_L1,
    "sslcompression"_L1,
    "ssl_min_protocol_version"_L1,
    "ssl_max_protocol_version"_L1,
    "gssencmode"_L1,
    "krbsrvname"_L1,
    "require_auth"_L1,
    "keepalives"_L1,
    "keepalives_idle"_L1,
    "keepalives_interval"_L1,
    "keepalives_count"_L1,
    "tcp_user_timeout"_L1,
    "passfile"_L1,
    "options"_L1,
};

/// Of them, what is set unless the URL sets it; in milliseconds, seconds, seconds.
constexpr std::array noticed{
    std::pair{"tcp_user_timeout"_L1, "20000"_L1},
    std::pair{"keepalives_idle"_L1, "10"_L1},
    std::pair{"keepalives_interval"_L1, "3"_L1},
    std::pair{"keepalives_count"_L1, "3"_L1},
};

std::unexpected<Error> wrong(const QString &text)
{
    return fail(Error::Kind::Unreachable, text);
}

std::unexpected<Error> unknownParameter()
{
    return wrong(StoreText::tr("The URL of the database has a parameter that is not known here. There are: "
                               "host, port, user, dbname, %1.")
                     .arg(QStringList(harmless.begin(), harmless.end()).join(u", "_s)));
}

std::unexpected<Error> passwordInUrl()
{
    return wrong(
        StoreText::tr("A password does not belong into the URL of a database: everybody on this machine can "
                      "read it in the list of processes. Write the URL without it, and put the password into "
                      "~/.pgpass, into GATEHOUSE_DATABASE_PASSWORD, or type it when it is asked for."));
}

/// What is not percent-encoded as it should be gives nothing. No message holds a part of the URL: whatever is
/// where it should not be may be a password.
std::optional<QString> decoded(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    for (qsizetype i = bytes.indexOf('%'); i >= 0; i = bytes.indexOf('%', i + 1)) {
        bool isHex = false;
        const int code = bytes.mid(i + 1, 2).toInt(&isHex, 16);
        if (i + 2 >= bytes.size() || !isHex || code == 0)
            return std::nullopt;
    }
    return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes));
}

Result<QString> decodedPart(const QString &text)
{
    const auto part = decoded(text);
    // Qt joins what the driver is told by semicolons.
    if (part && !part->contains(u';'))
        return *part;
    return wrong(part ? StoreText::tr("The URL of a PostgreSQL database cannot hold a semicolon.")
                      : StoreText::tr("The URL of the database is not percent-encoded as it has to be."));
}

}

bool PostgresAddress::isOne(const QString &url)
{
    return std::ranges::any_of(schemes, [&](QLatin1StringView scheme) { return url.startsWith(scheme); });
}

Result<PostgresAddress> PostgresAddress::parse(const QString &url)
{
    PostgresAddress address;
    QString rest = url.sliced(url.indexOf("://"_L1) + 3);
    const qsizetype query = rest.indexOf(u'?');
    const QString parameters = query < 0 ? QString() : rest.sliced(query + 1);
    rest = query < 0 ? rest : rest.first(query);
    const qsizetype slash = rest.indexOf(u'/');
    const auto database = decodedPart(slash < 0 ? QString() : rest.sliced(slash + 1));
    if (!database)
        return std::unexpected(database.error());
    address.m_database = *database;
    auto done = address.takeAuthority(slash < 0 ? rest : rest.first(slash));
    for (const QString &parameter : parameters.split(u'&', Qt::SkipEmptyParts)) {
        if (done)
            done = address.takeParameter(parameter);
    }
    if (done && address.m_database.isEmpty()) {
        done = wrong(StoreText::tr("The URL names no database. Write it behind the host, for example "
                                   "postgresql://gatehouse@db.example.com/gatehouse"));
    }
    return done.transform([&] { return address; });
}

Result<void> PostgresAddress::takeAuthority(QString authority)
{
    const qsizetype at = authority.indexOf(u'@');
    if (at >= 0) {
        const QString user = authority.first(at);
        if (user.contains(u':'))
            return passwordInUrl();
        const auto name = decodedPart(user);
        if (!name)
            return std::unexpected(name.error());
        m_user = *name;
        authority = authority.sliced(at + 1);
    }
    if (authority.isEmpty())
        return {};
    Result<void> done;
    for (const QString &host : authority.split(u',')) {
        if (done)
            done = takeHost(host);
    }
    if (std::ranges::all_of(m_ports, &QString::isEmpty))
        m_ports.clear();
    return done;
}

Result<void> PostgresAddress::takeHost(const QString &host)
{
    const bool isBracketed = host.startsWith(u'[');
    const qsizetype bracket = host.indexOf(u']');
    if (isBracketed && bracket < 0)
        return wrong(StoreText::tr("A bracket in the URL of the database is not closed."));
    const qsizetype colon = host.indexOf(u':', std::max<qsizetype>(0, bracket));
    const QString name = isBracketed ? host.sliced(1, bracket - 1) : colon < 0 ? host : host.first(colon);
    const QString port = colon < 0 ? QString() : host.sliced(colon + 1);
    bool isNumber = true;
    const uint number = port.isEmpty() ? 1 : port.toUInt(&isNumber);
    constexpr uint greatestPort = 65535;
    if (!isNumber || number < 1 || number > greatestPort)
        return wrong(
            StoreText::tr("What follows a host of the database and a colon is no port. Write a number "
                          "from 1 to 65535."));
    return decodedPart(name).transform([&](const QString &decodedName) {
        m_hosts << decodedName;
        m_ports << port;
    });
}

Result<void> PostgresAddress::takeParameter(const QString &parameter)
{
    const qsizetype equals = parameter.indexOf(u'=');
    const QString name = equals < 0 ? parameter : parameter.first(equals);
    if (name == "password"_L1 || name == "sslpassword"_L1)
        return passwordInUrl();
    const auto value = decodedPart(equals < 0 ? QString() : parameter.sliced(equals + 1));
    if (!value)
        return std::unexpected(value.error());
    if (name == "host"_L1)
        m_hosts = value->split(u',');
    else if (name == "port"_L1)
        m_ports = value->split(u',');
    else if (name == "user"_L1)
        m_user = *value;
    else if (name == "dbname"_L1)
        m_database = *value;
    else if (name == "ssl"_L1 && *value == "true"_L1)
        m_parameters << Parameter{u"sslmode"_s, u"require"_s};
    else if (std::ranges::contains(harmless, QLatin1StringView(name.toLatin1())))
        m_parameters << Parameter{name, *value};
    else
        return unknownParameter();
    return {};
}

QList<PostgresAddress::Host> PostgresAddress::hostList() const
{
    QList<Host> hosts;
    for (qsizetype i = 0; i < std::max(m_hosts.size(), m_ports.size()); ++i)
        hosts << Host{m_hosts.value(i), m_ports.size() == 1 ? m_ports.first() : m_ports.value(i)};
    return hosts;
}

QString PostgresAddress::value(const QString &parameter) const
{
    const auto found =
        std::ranges::find(m_parameters, parameter, [](const Parameter &one) { return one.first; });
    return found == m_parameters.end() ? QString() : found->second;
}

/// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
QString PostgresAddress::quoted(QString value)
{
    value.replace(u'\\', "\\\\"_L1).replace(u'\'', "\\'"_L1);
    return u'\'' + value + u'\'';
}

bool PostgresAddress::isChoosy() const
{
    return !value(u"target_session_attrs"_s).isEmpty() || !value(u"sslmode"_s).isEmpty();
}

bool PostgresAddress::hasChoice() const
{
    return m_hosts.size() > 1 && value(u"target_session_attrs"_s).isEmpty();
}

/// Values of hostaddr belong to the hosts one by one, too.
QList<PostgresAddress> PostgresAddress::eachHost() const
{
    if (m_hosts.size() < 2)
        return {*this};
    if (!value(u"hostaddr"_s).isEmpty())
        return {};
    QList<PostgresAddress> each;
    for (const Host &host : hostList()) {
        PostgresAddress one = *this;
        one.m_hosts = {host.name};
        one.m_ports = host.port.isEmpty() ? QStringList() : QStringList{host.port};
        each << one;
    }
    return each;
}

PostgresAddress PostgresAddress::withFirst(qsizetype host) const
{
    PostgresAddress other = *this;
    const auto putFirst = [&](QStringList &list) {
        if (list.size() == m_hosts.size())
            list.move(host, 0);
    };
    putFirst(other.m_hosts);
    putFirst(other.m_ports);
    for (auto &[name, value] : other.m_parameters) {
        if (name == "hostaddr"_L1) {
            QStringList addresses = value.split(u',');
            putFirst(addresses);
            value = addresses.join(u',');
        }
    }
    return other;
}

int PostgresAddress::connectSeconds() const
{
    // 0 and less: libpq would wait for as long as the system does.
    const int seconds = value(u"connect_timeout"_s).toInt();
    return seconds > 0 ? seconds : usualConnectSeconds;
}

QString PostgresAddress::driverOptions() const
{
    QStringList options;
    for (const auto &[name, value] : m_parameters) {
        if (name != "connect_timeout"_L1)
            options << name + u'=' + quoted(value);
    }
    if (!m_ports.isEmpty())
        options << "port="_L1 + quoted(ports());
    // A server that is cut off is noticed within some 20 seconds: while it is being asked, and while its
    // answer is awaited. The system would take a quarter of an hour, and two hours.
    for (const auto &[name, usual] : noticed) {
        if (value(name).isEmpty())
            options << name + u'=' + usual;
    }
    options << u"connect_timeout=%1"_s.arg(connectSeconds()) << u"application_name=gatehouse"_s;
    return options.join(u' ');
}

QString PostgresAddress::connectionText(const QString &password) const
{
    QStringList parts;
    if (!m_hosts.isEmpty())
        parts << "host="_L1 + quoted(hosts());
    if (!m_user.isEmpty())
        parts << "user="_L1 + quoted(m_user);
    parts << "dbname="_L1 + quoted(m_database) << driverOptions();
    if (!password.isEmpty())
        parts << "password="_L1 + quoted(password);
    return parts.join(u' ');
}

}
