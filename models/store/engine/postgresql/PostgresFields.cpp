#include "store/engine/postgresql/PostgresFields.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

using Host = PostgresAddress::Host;

/// The parameters that are fields.
constexpr std::array known{std::pair{"sslmode"_L1, &PostgresFields::tls},
                           std::pair{"sslrootcert"_L1, &PostgresFields::rootCertificate},
                           std::pair{"target_session_attrs"_L1, &PostgresFields::session}};

QString encoded(const QString &text, const QByteArray &allowed = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, allowed));
}

bool isSocket(const Host &host)
{
    return host.name.startsWith(u'/') || host.name.startsWith(u'@');
}

QString shown(const Host &host)
{
    const bool isBracketed = host.name.contains(u':');
    const QString name = isBracketed ? u'[' + host.name + u']' : host.name;
    return host.port.isEmpty() ? name : name + u':' + host.port;
}

/// An address of IPv6 needs no brackets where no port follows.
Host typedHost(const QString &text)
{
    const qsizetype bracket = text.startsWith(u'[') ? text.indexOf(u']') : -1;
    if (bracket > 0)
        return {text.sliced(1, bracket - 1), text.sliced(bracket + 1).remove(u':')};
    if (text.count(u':') != 1)
        return {text, {}};
    return {text.section(u':', 0, 0), text.section(u':', 1)};
}

QList<Host> typedHosts(const QString &text)
{
    QList<Host> hosts;
    for (const QString &one : text.split(u',', Qt::SkipEmptyParts))
        hosts << typedHost(one.trimmed());
    return hosts;
}

bool isLoopback(const QString &name)
{
    static const QRegularExpression version4(u"^127(\\.[0-9]{1,3}){3}$"_s);
    return name.isEmpty() || name == "localhost"_L1 || name == "::1"_L1 || version4.match(name).hasMatch();
}

QString inUrl(const Host &host)
{
    const Host safe{host.name.contains(u':') ? host.name : encoded(host.name), encoded(host.port)};
    return shown(safe);
}

/// Folders do not look like hosts, so libpq's own examples have them as parameters.
QStringList socketParameters(const QList<Host> &hosts)
{
    QStringList names;
    QStringList ports;
    for (const Host &host : hosts) {
        names << host.name;
        ports << host.port;
    }
    QStringList parameters{"host="_L1 + encoded(names.join(u','), "/,:")};
    if (!std::ranges::all_of(ports, &QString::isEmpty))
        parameters << "port="_L1 + encoded(ports.join(u','), ",");
    return parameters;
}

}

Result<PostgresFields> PostgresFields::from(const QString &url)
{
    return PostgresAddress::parse(url).transform([](const PostgresAddress &address) {
        PostgresFields fields{.database = address.database(), .user = address.user()};
        QStringList hosts;
        for (const Host &host : address.hostList())
            hosts << shown(host);
        fields.hosts = hosts.join(u',');
        for (const PostgresAddress::Parameter &parameter : address.parameters()) {
            const auto field = std::ranges::find(known, parameter.first, &decltype(known)::value_type::first);
            if (field == known.end())
                fields.others << parameter;
            else
                fields.*(field->second) = parameter.second;
        }
        return fields;
    });
}

QString PostgresFields::url() const
{
    const QList<Host> all = typedHosts(hosts);
    const bool areSockets = std::ranges::any_of(all, isSocket);
    QStringList parameters = areSockets ? socketParameters(all) : QStringList();
    const auto add = [&](const QString &name, const QString &value) {
        parameters << name + u'=' + encoded(value, "/:,");
    };
    for (const auto &[name, member] : known) {
        if (!(this->*member).isEmpty())
            add(name, this->*member);
    }
    for (const auto &[name, value] : others)
        add(name, value);

    QStringList names;
    for (const Host &host : areSockets ? QList<Host>() : all)
        names << inUrl(host);
    const QString whose = user.isEmpty() ? QString() : encoded(user) + u'@';
    QString url = "postgresql://"_L1 + whose + names.join(u',') + u'/' + encoded(database);
    return parameters.isEmpty() ? url : url + u'?' + parameters.join(u'&');
}

bool PostgresFields::hasSeveralHosts() const
{
    return typedHosts(hosts).size() > 1;
}

bool PostgresFields::isOnThisMachine() const
{
    return std::ranges::all_of(typedHosts(hosts),
                               [](const Host &host) { return isSocket(host) || isLoopback(host.name); });
}

}
