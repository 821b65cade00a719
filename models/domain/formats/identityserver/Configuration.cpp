#include "domain/formats/identityserver/Configuration.h"

namespace gatehouse::configuration {

using json::Json;

namespace {

bool isSame(std::string_view one, std::string_view other)
{
    return json::isSameName(one, other, json::Dialect::Configuration);
}

}

const Json *find(const Json &object, std::string_view name)
{
    if (!object.is_object())
        return nullptr;
    for (const auto &[key, value] : object.items()) {
        if (isSame(key, name))
            return &value;
    }
    return nullptr;
}

Result<bool> readFlag(const Json &value, const QString &place)
{
    const auto *text = value.get_ptr<const Json::string_t *>();
    if (text && (isSame(*text, "true") || isSame(*text, "false")))
        return isSame(*text, "true");
    return json::read<bool>(value, place);
}

}
