#include "store/engine/postgresql/PostgresAddress.h"

#include "store/StoreText.h"
#include "store/engine/postgresql/PostgresParameters.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr std::array schemes{"postgresql://"_L1, "postgres://"_L1};

constexpr int usualConnectSeconds = 10;

/// Parameters that are set unless the URL sets them; in milliseconds, seconds, seconds.
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

std::unexpected<Error> passwordInUrl()
{
    return wrong(
        StoreText::tr("A password does not belong into the URL of a database: everybody on this machine can "
                      "read it in the list of processes. Write the URL without it, and put the password into "
                      "~/.pgpass, into GATEHOUSE_DATABASE_PASSWORD, or type it when it is asked for."));
}

/// What has been taken for a name of a database, a user or a host although it was pasted for something else.
bool mayHoldPassword(const QString &name)
{
    static const QRegularExpression named(u"pass(word)?\\s*=|://"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return named.match(name).hasMatch();
}

/// Only what is percent-encoded may be meant as a part of a name: the rest of a password with a slash, or of
/// parameters without their question mark, is none.
Result<void> checkPath(const QString &path)
{
    static const QRegularExpression meansSomethingElse(u"[@=&#]"_s);
    if (!meansSomethingElse.match(path).hasMatch())
        return {};
    return wrong(StoreText::tr(
        "What stands behind the host in the URL is no name of a database: @ is written there as "
        "%40, = as %3D, & as %26 and # as %23. If it belongs to a password, write the URL "
        "without the password, and put that into ~/.pgpass, into GATEHOUSE_DATABASE_PASSWORD, "
        "or type it when it is asked for."));
}

Result<void> checkPort(const QString &port)
{
    constexpr uint greatestPort = 65535;
    bool isNumber = true;
    const uint number = port.isEmpty() ? 1 : port.toUInt(&isNumber);
    if (isNumber && number >= 1 && number <= greatestPort)
        return {};
    return wrong(StoreText::tr("What follows a host of the database and a colon is no port. Write a number "
                               "from 1 to 65535."));
}

Result<void> checkPorts(const QStringList &ports)
{
    Result<void> done;
    for (const QString &port : ports)
        done = done.and_then([&] { return checkPort(port); });
    return done;
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
    static const QRegularExpression space(u"\\s"_s);
    if (url.contains(space))
        return wrong(StoreText::tr(
            "The URL of the database holds a space. Write %20 for one that belongs to a name."));
    PostgresAddress address;
    QString rest = url.sliced(url.indexOf("://"_L1) + 3);
    const qsizetype query = rest.indexOf(u'?');
    const QString parameters = query < 0 ? QString() : rest.sliced(query + 1);
    rest = query < 0 ? rest : rest.first(query);
    const qsizetype slash = rest.indexOf(u'/');
    const QString path = slash < 0 ? QString() : rest.sliced(slash + 1);
    const auto database = checkPath(path).and_then([&] { return decodedPart(path); });
    if (!database)
        return std::unexpected(database.error());
    address.m_database = *database;
    auto done = address.takeAuthority(slash < 0 ? rest : rest.first(slash));
    for (const QString &parameter : parameters.split(u'&', Qt::SkipEmptyParts)) {
        if (done)
            done = address.takeParameter(parameter);
    }
    done = done.and_then([&] { return address.checkNames(); });
    if (done && address.m_database.isEmpty()) {
        done = wrong(StoreText::tr("The URL names no database. Write it behind the host, for example "
                                   "postgresql://gatehouse@db.example.com/gatehouse"));
    }
    return done.transform([&] { return address; });
}

/// A role may have a colon in its name, but a password behind one is far more likely.
Result<void> PostgresAddress::checkNames() const
{
    const QStringList names = QStringList{m_database, m_user} + m_hosts;
    if (m_user.contains(u':') || std::ranges::any_of(names, mayHoldPassword))
        return passwordInUrl();
    const auto isPasted = [](const QString &host) {
        return host.lastIndexOf(u'@') > 0;
    }; // one in front is a socket's
    if (std::ranges::any_of(m_hosts, isPasted))
        return passwordInUrl();
    return checkPorts(m_ports).and_then([this] { return checkCounts(); });
}

/// libpq refuses others as if no server answered.
Result<void> PostgresAddress::checkCounts() const
{
    const QString addresses = value(u"hostaddr"_s);
    const qsizetype addressCount = addresses.isEmpty() ? 0 : addresses.count(u',') + 1;
    if (addressCount > 0 && !m_hosts.isEmpty() && addressCount != m_hosts.size())
        return wrong(
            StoreText::tr("The URL of the database has another number of hosts than of hostaddr. Give each "
                          "host its own, or leave hostaddr out."));
    const qsizetype hostCount = std::max<qsizetype>(1, std::max(m_hosts.size(), addressCount));
    if (m_ports.size() > 1 && m_ports.size() != hostCount)
        return wrong(
            StoreText::tr("The URL of the database has another number of hosts than of ports. Write one "
                          "port for all, or one for each host."));
    return {};
}

Result<void> PostgresAddress::takeAuthority(QString authority)
{
    const qsizetype at = authority.indexOf(u'@');
    if (at >= 0) {
        const QString user = authority.first(at);
        if (user.contains(u':') || authority.count(u'@') > 1)
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
    return decodedPart(name).transform([&](const QString &decodedName) {
        m_hosts << decodedName;
        m_ports << port;
    });
}

Result<void> PostgresAddress::takeParameter(const QString &parameter)
{
    const qsizetype equals = parameter.indexOf(u'=');
    const auto name = decodedPart(equals < 0 ? parameter : parameter.first(equals));
    const auto value = decodedPart(equals < 0 ? QString() : parameter.sliced(equals + 1));
    if (!name || !value)
        return std::unexpected(name ? value.error() : name.error());
    return postgresparameters::holdsPassword(*name) ? passwordInUrl() : takeParameter(*name, *value);
}

Result<void> PostgresAddress::takeOther(const QString &name, const QString &value)
{
    return postgresparameters::check(name, value).transform([&](bool isTold) {
        if (isTold)
            m_parameters << Parameter{name, value};
    });
}

Result<void> PostgresAddress::takeParameter(const QString &name, const QString &value)
{
    if (name == "host"_L1)
        m_hosts = value.split(u',');
    else if (name == "port"_L1)
        m_ports = value.split(u',');
    else if (name == "user"_L1)
        m_user = value;
    else if (name == "dbname"_L1)
        m_database = value;
    else if (name == "ssl"_L1 && value == "true"_L1)
        m_parameters << Parameter{u"sslmode"_s, u"require"_s};
    else
        return takeOther(name, value);
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
    options << u"connect_timeout=%1"_s.arg(connectSeconds());
    if (value(u"application_name"_s).isEmpty())
        options << u"application_name=gatehouse"_s;
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
