#include "store/records/ClientDrift.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store::drift {

namespace {

constexpr char16_t betweenRows = 0x1e;
constexpr char16_t betweenValues = 0x1f;

/// By the index on application_id.
constexpr QLatin1StringView ofTheRow(" WHERE server_client.application_id = client_application.id AND "
                                     "server_client.state NOT IN ('', 'same'))");

}

QString column()
{
    const QString between = u" || char(%1) || "_s.arg(int(betweenValues));
    const QStringList values{u"server.name"_s, u"server_client.state"_s, u"server_client.differing"_s,
                             u"coalesce(server_client.compared_at, '')"_s};
    return u"(SELECT group_concat(%1, char(%2)) FROM server_client JOIN server ON server.id = "
           "server_client.server_id"_s.arg(values.join(between))
               .arg(int(betweenRows)) +
           ofTheRow;
}

QString exists()
{
    return u"EXISTS (SELECT 1 FROM server_client"_s + ofTheRow;
}

QList<ClientDrift> fromColumn(const QString &text)
{
    QList<ClientDrift> drifts;
    for (const QString &row : text.split(QChar(betweenRows), Qt::SkipEmptyParts)) {
        const QStringList values = row.split(QChar(betweenValues));
        const auto state = serverClientStateFrom(values.value(1));
        if (values.size() == 4 && state) {
            drifts << ClientDrift{.server = values.at(0),
                                  .state = *state,
                                  .differing = values.at(2).toInt(),
                                  .comparedAt = QDateTime::fromString(values.at(3), Qt::ISODate)};
        }
    }
    return drifts;
}

}
