#include "store/engine/postgresql/PasswordFile.h"

#include "store/engine/postgresql/PostgresAddress.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>

#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// What stands before the next colon that has no backslash before it, which is taken off.
QString nextField(const QString &line, qsizetype &at)
{
    QString field;
    for (; at < line.size() && line.at(at) != u':'; ++at) {
        if (line.at(at) == u'\\' && at + 1 < line.size())
            ++at;
        field += line.at(at);
    }
    ++at;
    return field;
}

bool isFor(const QString &line, const PasswordPlace &place)
{
    if (line.startsWith(u'#'))
        return false;
    qsizetype at = 0;
    for (const QString &wanted : {place.host, place.port, place.database, place.user}) {
        if (at > line.size())
            return false;
        const bool isAny = line.sliced(at).startsWith("*:"_L1);
        if (nextField(line, at) != wanted && !isAny)
            return false;
    }
    return at < line.size();
}

QString fromEnvironment(const char *variable, const QString &otherwise)
{
    const QString value = qEnvironmentVariable(variable);
    return value.isEmpty() ? otherwise : value;
}

QString systemUser()
{
    constexpr std::size_t roomForName = 4096;
    std::array<char, roomForName> room{};
    passwd entry{};
    passwd *found = nullptr;
    getpwuid_r(geteuid(), &entry, room.data(), room.size(), &found);
    return found ? QString::fromLocal8Bit(found->pw_name) : QString();
}

QString passwordFile(const PostgresAddress &address)
{
    const QString named = address.value(u"passfile"_s);
    return named.isEmpty() ? fromEnvironment("PGPASSFILE", QDir::home().filePath(u".pgpass"_s)) : named;
}

/// https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-FILE-USAGE
struct TlsFile
{
    QLatin1StringView parameter;
    const char *variable;
    QLatin1StringView usual;
};
constexpr std::array tlsFiles{
    TlsFile{"sslrootcert"_L1, "PGSSLROOTCERT", "root.crt"_L1},
    TlsFile{"sslcert"_L1, "PGSSLCERT", "postgresql.crt"_L1},
    TlsFile{"sslkey"_L1, "PGSSLKEY", "postgresql.key"_L1},
    TlsFile{"sslcrl"_L1, "PGSSLCRL", "root.crl"_L1},
};

/// As libpq: one that others may read is left alone.
bool isPrivate(const QString &path)
{
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
    return QFileInfo(path).isFile() && !(QFile::permissions(path) & others);
}

}

bool isInPasswordFile(const QByteArray &content, const PasswordPlace &place)
{
    const QStringList lines = QString::fromUtf8(content).split(u'\n');
    return std::ranges::any_of(lines, [&](const QString &line) { return isFor(line, place); });
}

QStringList filesOfLibpq(const PostgresAddress &address)
{
    QStringList files{passwordFile(address)};
    const QDir folder(QDir::home().filePath(u".postgresql"_s));
    for (const TlsFile &file : tlsFiles) {
        const QString named = address.value(file.parameter);
        files << (named.isEmpty() ? fromEnvironment(file.variable, folder.filePath(file.usual)) : named);
    }
    return files;
}

QString whereLibpqHasPassword(const PostgresAddress &address)
{
    if (!qEnvironmentVariableIsEmpty("PGPASSWORD"))
        return u"PGPASSWORD"_s;
    const QString path = passwordFile(address);
    QFile file(path);
    if (!isPrivate(path) || !file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray content = file.readAll();
    auto hosts = address.hostList();
    if (hosts.isEmpty())
        hosts << PostgresAddress::Host();
    const QString user = address.user().isEmpty() ? fromEnvironment("PGUSER", systemUser()) : address.user();
    const auto has = [&](const PostgresAddress::Host &host) {
        const QString name = host.name.isEmpty() ? fromEnvironment("PGHOST", u"localhost"_s) : host.name;
        const QString port = host.port.isEmpty() ? fromEnvironment("PGPORT", u"5432"_s) : host.port;
        return isInPasswordFile(content, {name, port, address.database(), user});
    };
    return std::ranges::any_of(hosts, has) ? path : QString();
}

}
