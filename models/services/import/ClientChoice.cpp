#include "services/import/ClientChoice.h"

namespace gatehouse {

ClientChoice ClientChoice::none()
{
    ClientChoice choice;
    choice.m_takesMost = false;
    return choice;
}

bool ClientChoice::takes(const QString &clientId) const
{
    return m_takesMost != m_exceptions.contains(clientId.toLower());
}

void ClientChoice::take(const QString &clientId)
{
    choose(clientId, true);
}

void ClientChoice::leaveOut(const QString &clientId)
{
    choose(clientId, false);
}

void ClientChoice::choose(const QString &clientId, bool taken)
{
    if (taken == m_takesMost)
        m_exceptions.remove(clientId.toLower());
    else
        m_exceptions.insert(clientId.toLower());
}

}
