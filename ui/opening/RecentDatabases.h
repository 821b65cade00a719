#pragma once

#include <QStringList>

namespace gatehouse {

class DatabaseUrl;

/// The databases that were opened last on this machine, files and servers, in the settings of the window: by
/// their URLs, which never hold a password, and whether that is in the keyring.
class RecentDatabases
{
public:
    static constexpr qsizetype most = 10;

    /// The last one first.
    static QStringList urls();
    static void note(const DatabaseUrl &url);
    static void remove(const QString &url);

    static bool keepsPassword(const QString &url);
    static void setKeepsPassword(const QString &url, bool keeps);

    /// The one way in which a URL is remembered: the same may be written in several.
    static QString keyOf(const QString &url);
    /// As people call it: the path of a file, or the database and its hosts.
    static QString nameOf(const QString &url);
};

}
