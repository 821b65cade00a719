#pragma once

#include "domain/ClientApplication.h"
#include "store/engine/Engine.h"

#include <QHash>
#include <QSqlQuery>
#include <QVariant>

namespace gatehouse::store {

/// Client applications that are read together, by key: one question asks for some of the rows of all of them.
class ReadClients
{
public:
    /// So that the statements for one, and for some, are the same again and again.
    static constexpr qsizetype mostAtOnce = 50;

    /// At most that many.
    explicit ReadClients(const QStringList &keys);

    /// With a mark for each key in the place of each %1.
    QString sql(const QString &statement) const { return statement.arg(m_marks); }
    /// What is bound to these marks.
    QVariantList keys(int places = 1) const;

    /// Hands over each row with the one that it belongs to by its key in column `ownerAt`.
    using Take = Result<void> (*)(const QSqlQuery &row, ClientApplication &client);
    Engine::RowVisitor each(int ownerAt, Take take);

    /// Those that were there.
    QHash<QString, ClientApplication> found() &&;

private:
    QVariantList m_keys;
    QString m_marks;
    QHash<QString, ClientApplication> m_clients;
};

}
