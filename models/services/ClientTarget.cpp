#include "services/ClientTarget.h"

#include "services/ServicesText.h"

namespace gatehouse {

namespace {

QStringList keysOf(const QList<store::ClientName> &names)
{
    QStringList keys;
    for (const store::ClientName &name : names)
        keys << name.key;
    return keys;
}

}

ClientTarget::ClientTarget(const QList<store::ClientName> &known)
    : clients(ClientSelection::byKeys(keysOf(known))), names(known), count(int(known.size()))
{
}

QString ClientTarget::text() const
{
    if (names.size() == 1)
        return ServicesText::tr("client application \"%1\"").arg(names.first().clientId);
    return isCounted() ? ServicesText::tr("%Ln client application(s)", nullptr, count)
                       : ServicesText::tr("all client applications that match");
}

}
