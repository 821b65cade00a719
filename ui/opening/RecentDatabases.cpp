#include "ui/opening/RecentDatabases.h"

#include "store/DatabaseUrl.h"
#include "store/engine/postgresql/PostgresFields.h"

#include <QCoreApplication>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

const QString recentSetting = u"opening/recent"_s;
const QString keyringSetting = u"opening/inKeyring"_s;

/// Whatever else stands in the settings: a URL that is read has no password in it.
QStringList usable(const QStringList &urls)
{
    QStringList found;
    for (const QString &url : urls) {
        const QString key = RecentDatabases::keyOf(url);
        if (DatabaseUrl::parse(url) && !found.contains(key))
            found << key;
    }
    return found.first(std::min(found.size(), RecentDatabases::most));
}

}

QStringList RecentDatabases::urls()
{
    return usable(QSettings().value(recentSetting).toStringList());
}

/// Mostly it is the first already: writing it again would keep each start waiting for the disk.
void RecentDatabases::note(const DatabaseUrl &url)
{
    const QStringList known = urls();
    if (const QStringList noted = usable(QStringList(url.text()) << known); noted != known)
        QSettings().setValue(recentSetting, noted);
}

void RecentDatabases::remove(const QString &url)
{
    QStringList left = urls();
    left.removeAll(keyOf(url));
    QSettings().setValue(recentSetting, left);
}

bool RecentDatabases::keepsPassword(const QString &url)
{
    return QSettings().value(keyringSetting).toStringList().contains(keyOf(url));
}

void RecentDatabases::setKeepsPassword(const QString &url, bool keeps)
{
    if (keeps == keepsPassword(url))
        return;
    QSettings settings;
    QStringList kept = settings.value(keyringSetting).toStringList();
    if (keeps)
        kept << keyOf(url);
    else
        kept.removeAll(keyOf(url));
    settings.setValue(keyringSetting, kept);
}

QString RecentDatabases::keyOf(const QString &url)
{
    if (!PostgresAddress::isOne(url))
        return url;
    return PostgresFields::from(url).transform(&PostgresFields::url).value_or(url);
}

QString RecentDatabases::nameOf(const QString &url)
{
    const auto parsed = DatabaseUrl::parse(url);
    if (!parsed || parsed->isFile())
        return parsed ? parsed->path() : url;
    const PostgresAddress &server = parsed->server();
    return server.hosts().isEmpty()
               ? QCoreApplication::translate("RecentDatabases", "%1 on this machine").arg(server.database())
               : QCoreApplication::translate("RecentDatabases", "%1 on %2")
                     .arg(server.database(), server.hosts());
}

}
