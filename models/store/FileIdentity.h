#pragma once

#include <QString>

#include <optional>

namespace gatehouse {

/// Which file it is, whatever name it has: links, `..` and `/proc/self/fd` lead to the same one.
struct FileIdentity
{
    quint64 device = 0;
    quint64 inode = 0;

    bool operator==(const FileIdentity &) const = default;
    auto operator<=>(const FileIdentity &) const = default;

    /// Of what the path leads to; nothing where it leads nowhere.
    static std::optional<FileIdentity> of(const QString &path);
    /// Of an open file.
    static std::optional<FileIdentity> of(int descriptor);
};

}
