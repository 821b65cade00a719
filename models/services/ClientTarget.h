#pragma once

#include "services/ClientSelection.h"

namespace gatehouse {

/// The client applications that an action would be done with, and what a person calls them. A value.
struct ClientTarget
{
    ClientTarget() = default;
    ClientTarget(const QStringList &keys) : clients(ClientSelection::byKeys(keys)), count(int(keys.size())) {}
    /// Those that are known one by one.
    explicit ClientTarget(const QList<store::ClientName> &names);

    bool isEmpty() const { return count == 0; }
    /// Whether it is known how many there are: not while those that match are being counted.
    bool isCounted() const { return count >= 0; }
    /// `client application "web-shop"`, `5,214 client applications`
    QString text() const;

    ClientSelection clients = ClientSelection::byKeys({});
    QList<store::ClientName> names = {}; ///< empty where they have to be asked for
    int count = 0;                       ///< negative: not known yet
};

}
