#include "store/records/KeyCopies.h"

#include "domain/json/JsonText.h"

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

using State = KeyCopy::State;

constexpr std::array copyTexts{
    std::pair{"settings", &KeyCopy::settings}, std::pair{"folder", &KeyCopy::folder},
    std::pair{"name", &KeyCopy::keyName},      std::pair{"key", &KeyCopy::keyId},
    std::pair{"proof", &KeyCopy::proof},
};

constexpr std::array copyStates{
    std::pair{State::New, "new"},
    std::pair{State::Obsolete, "obsolete"},
    std::pair{State::Left, "left"},
};

json::Json jsonOf(const KeyCopy &copy)
{
    json::Json object = json::Json::object();
    for (const auto &[name, member] : copyTexts)
        object[name] = json::fromText(copy.*member);
    for (const auto &[state, name] : copyStates) {
        if (state == copy.state)
            object["state"] = name;
    }
    return object;
}

std::optional<KeyCopy> copyFrom(const json::Json &object)
{
    if (!object.is_object() || object.size() != copyTexts.size() + 1)
        return std::nullopt;
    KeyCopy copy;
    for (const auto &[name, member] : copyTexts) {
        const auto text = object.contains(name) ? json::read<QString>(object[name], {})
                                                : Result<QString>(std::unexpected(Error()));
        if (!text)
            return std::nullopt;
        copy.*member = *text;
    }
    for (const auto &[state, name] : copyStates) {
        if (object.contains("state") && object["state"] == name) {
            copy.state = state;
            return copy;
        }
    }
    return std::nullopt;
}

}

QString textOf(const QList<KeyCopy> &copies)
{
    if (copies.isEmpty())
        return {};
    json::Json array = json::Json::array();
    for (const KeyCopy &copy : copies)
        array.push_back(jsonOf(copy));
    return QString::fromStdString(array.dump());
}

std::optional<QList<KeyCopy>> keyCopiesFrom(const QString &text)
{
    QList<KeyCopy> copies;
    if (text.isEmpty())
        return copies;
    const auto array = json::parse(text.toUtf8());
    if (!array || !array->is_array())
        return std::nullopt;
    for (const json::Json &object : *array) {
        const auto copy = copyFrom(object);
        if (!copy)
            return std::nullopt;
        copies << *copy;
    }
    return copies;
}

}
