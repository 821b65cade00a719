#include "domain/formats/gatehouse/GatehouseJson.h"

#include "domain/formats/FormatText.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

Result<std::optional<int>> readNumber(const Json &value, const QString &place)
{
    if (value.is_null())
        return std::nullopt;
    return json::read<qint64>(value, place).and_then([&](qint64 number) -> Result<std::optional<int>> {
        if (std::in_range<int>(number))
            return int(number);
        return std::unexpected(json::wrongValue(place, FormatText::tr("whole seconds, or null")));
    });
}

Result<QVariant> readValue(FieldKind kind, const Json &value, const QString &place, QStringList &unknown)
{
    const auto toVariant = [](const auto &read) { return QVariant::fromValue(read); };
    switch (kind) {
    case FieldKind::Flag:
        return json::read<bool>(value, place).transform(toVariant);
    case FieldKind::List:
        return json::read<QStringList>(value, place).transform(toVariant);
    case FieldKind::Image:
        return readLogo(value, place).transform(toVariant);
    case FieldKind::Texts:
        return readConsentTexts(value, place, unknown).transform(toVariant);
    case FieldKind::Number:
        return readNumber(value, place).transform([](std::optional<int> number) {
            return number ? QVariant(*number) : QVariant();
        });
    case FieldKind::Settings:
        return readSettings(value, place).transform(toVariant);
    case FieldKind::Risks:
        return readRisks(value, place, unknown).transform(toVariant);
    case FieldKind::Keys:
        return readKeySet(value, place).transform(toVariant);
    case FieldKind::Servers:
        return readServers(value, place, unknown).transform(toVariant);
    case FieldKind::Text:
    case FieldKind::Grant:
    case FieldKind::Authentication:
    case FieldKind::Secrets:
        break;
    }
    if (value.is_null() && kind == FieldKind::Text)
        return QVariant(QString());
    return json::read<QString>(value, place).transform(toVariant);
}

QString namesOfChoice(FieldKind kind)
{
    return kind == FieldKind::Grant ? u"authorization_code, client_credentials"_s
                                    : u"client_secret, private_key, none, other"_s;
}

}

Result<void> readFieldJson(ClientApplication &client, const ClientFieldInfo &info, const Json &value,
                           const QString &place, QStringList &unknown)
{
    return readValue(info.kind, value, place, unknown).and_then([&](const QVariant &read) -> Result<void> {
        if (setFieldValue(client, info.field, read))
            return {};
        return std::unexpected(json::wrongValue(place, namesOfChoice(info.kind)));
    });
}

}
