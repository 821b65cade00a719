#include "services/signin/OpenTries.h"

#include "services/AuditMemory.h"
#include "services/security/PrivateFile.h"

#include <QDateTime>
#include <QDir>
#include <QUuid>

#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::signin {

namespace {

const QString prefix = u"sign-in-"_s;

}

void opentries::remember(const QString &tryId)
{
    const QString folder = AuditMemory::usualFolder();
    std::ignore = privatefile::makeFolder(folder).and_then(
        [&] { return privatefile::write(folder + u'/' + prefix + tryId, SecretBytes()); });
}

QStringList opentries::remembered()
{
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
    QStringList tryIds;
    const auto files = QDir(AuditMemory::usualFolder()).entryInfoList({prefix + u'*'}, QDir::Files);
    for (const QFileInfo &file : files) {
        const QString tryId = file.fileName().mid(prefix.size());
        if (QUuid::fromString(tryId).isNull())
            continue;
        if (file.lastModified() > yesterday)
            tryIds << tryId;
        else
            QFile::remove(file.filePath());
    }
    return tryIds;
}

}
