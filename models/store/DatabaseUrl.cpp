#include "store/DatabaseUrl.h"

#include "store/Database.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// The scheme alone where there is one: what follows it in other programs' URLs can hold a password.
QString shownUrl(const QString &text)
{
    const qsizetype colon = text.indexOf(u':');
    return colon < 0 || colon + 1 == text.size() ? text : text.first(colon + 1) + u'…';
}

}

Result<DatabaseUrl> DatabaseUrl::parse(const QString &text)
{
    constexpr auto scheme = "sqlite:"_L1;
    if (!text.startsWith(scheme) || text.size() == scheme.size()) {
        return fail(Error::Kind::Unreachable,
                    QCoreApplication::translate("DatabaseUrl",
                                                "\"%1\" names no database. Write sqlite: and the path of a "
                                                "file, for example sqlite:/srv/gatehouse.sqlite")
                        .arg(shownUrl(text)));
    }
    return DatabaseUrl(QDir::current().absoluteFilePath(text.sliced(scheme.size())));
}

DatabaseUrl DatabaseUrl::standard()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return DatabaseUrl(folder + "/gatehouse/gatehouse.sqlite"_L1);
}

QString DatabaseUrl::text() const
{
    return "sqlite:"_L1 + m_path;
}

QString canonicalPath(const Database &database)
{
    const QString path = database.path();
    const QString canonical = QFileInfo(path).canonicalFilePath();
    return canonical.isEmpty() ? path : canonical;
}

QString placeOf(const Database &database)
{
    // Without the device, whose number may be another after a restart.
    const auto file = FileIdentity::of(database.path());
    return u"%1#%2"_s.arg(canonicalPath(database), QString::number(file ? file->inode : 0));
}

}
