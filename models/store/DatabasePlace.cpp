#include "store/DatabasePlace.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace gatehouse {

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
