#include "domain/formats/identityserver/ConfigurationRecord.h"

#include <QByteArrayView>

namespace gatehouse::configuration {

using json::Json;

namespace {

struct ConfigurationText
{
    Q_DECLARE_TR_FUNCTIONS(ConfigurationRecord)
};

}

bool sameName(std::string_view left, std::string_view right)
{
    return QByteArrayView(left).compare(QByteArrayView(right), Qt::CaseInsensitive) == 0;
}

const Json *find(const Json &object, std::string_view name)
{
    if (!object.is_object())
        return nullptr;
    for (const auto &[key, value] : object.items()) {
        if (sameName(key, name))
            return &value;
    }
    return nullptr;
}

Error writtenTwice(const QString &place)
{
    return {Error::Kind::Rule,
            ConfigurationText::tr(
                "%1 stands there twice: upper and lower case of its name count as the same. Remove "
                "one of them.")
                .arg(place)};
}

Result<void> take(std::optional<QString> &member, const Json &value, const QString &place)
{
    return json::read<QString>(value, place).transform([&](const QString &read) { member = read; });
}

Result<void> take(std::optional<bool> &member, const Json &value, const QString &place)
{
    if (const auto *text = value.get_ptr<const Json::string_t *>()) {
        if (sameName(*text, "true") || sameName(*text, "false")) {
            member = sameName(*text, "true");
            return {};
        }
    }
    return json::read<bool>(value, place).transform([&](bool read) { member = read; });
}

Result<void> take(std::optional<QStringList> &member, const Json &value, const QString &place)
{
    return json::read<QStringList>(value, place).transform([&](const QStringList &read) { member = read; });
}

Result<void> take(const Json *&member, const Json &value, const QString &)
{
    member = &value;
    return {};
}

}
