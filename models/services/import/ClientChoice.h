#pragma once

#include <QSet>
#include <QString>

namespace gatehouse {

/// Which client applications of a file are taken: all but some, or none but some, so that it stays small
/// however many there are. A value.
class ClientChoice
{
public:
    static ClientChoice all() { return {}; }
    static ClientChoice none();

    /// Client IDs are the same in upper and lower case.
    bool takes(const QString &clientId) const;
    void take(const QString &clientId);
    void leaveOut(const QString &clientId);

    bool operator==(const ClientChoice &) const = default;

private:
    void choose(const QString &clientId, bool taken);

    bool m_takesMost = true;
    QSet<QString> m_exceptions; ///< in lower case
};

}
