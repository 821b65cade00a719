#include "store/FileIdentity.h"

#include <QFile>

#include <sys/stat.h>

namespace gatehouse {

std::optional<FileIdentity> FileIdentity::of(const QString &path)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return std::nullopt;
    return FileIdentity{info.st_dev, info.st_ino};
}

std::optional<FileIdentity> FileIdentity::of(int descriptor)
{
    struct stat info = {};
    if (::fstat(descriptor, &info) != 0)
        return std::nullopt;
    return FileIdentity{info.st_dev, info.st_ino};
}

}
