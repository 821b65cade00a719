#include "store/records/ReadClients.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

ReadClients::ReadClients(const QStringList &keys)
{
    Q_ASSERT(!keys.isEmpty() && keys.size() <= mostAtOnce);
    for (const QString &key : keys) {
        m_keys << key;
        ClientApplication &client = m_clients[key];
        client.key = key;
        for (QStringList ClientApplication::*given :
             {&ClientApplication::apiScopes, &ClientApplication::defaultResources})
            (client.*given).clear(); // which a new one has
    }
    m_keys.resize(keys.size() == 1 ? 1 : mostAtOnce, m_keys.last());
    m_marks = u"?, "_s.repeated(m_keys.size() - 1) + u'?';
}

QVariantList ReadClients::keys(int places) const
{
    QVariantList all;
    for (int place = 0; place < places; ++place)
        all += m_keys;
    return all;
}

Engine::RowVisitor ReadClients::each(int ownerAt, Take take)
{
    return [this, ownerAt, take](const QSqlQuery &row) -> Result<void> {
        const auto owner = m_clients.find(row.value(ownerAt).toString());
        return owner == m_clients.end() ? Result<void>() : take(row, *owner);
    };
}

QHash<QString, ClientApplication> ReadClients::found() &&
{
    m_clients.removeIf([](const auto &one) { return one->clientId.isEmpty(); });
    return std::move(m_clients);
}

}
