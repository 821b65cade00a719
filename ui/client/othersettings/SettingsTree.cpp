#include "ui/client/othersettings/SettingsTree.h"

#include <algorithm>

namespace gatehouse::settingstree {

namespace {

using json::Json;

void addChildren(Node &node, const Json &value);

void addChild(Node &node, const std::string &name, const Json &value, const QString &place)
{
    auto child = std::make_unique<Node>();
    child->name = name;
    child->kind = kindOf(value);
    child->place = place;
    child->parent = &node;
    child->row = int(node.children.size());
    if (!isContainer(child->kind))
        child->scalar = value;
    addChildren(*child, value);
    node.children.push_back(std::move(child));
}

void addChildren(Node &node, const Json &value)
{
    if (value.is_object()) {
        for (const auto &[name, inner] : value.items())
            addChild(node, name, inner, json::member(node.place, name));
    } else if (value.is_array()) {
        for (std::size_t index = 0; index < value.size(); ++index)
            addChild(node, {}, value[index], json::element(node.place, index));
    }
}

}

Kind kindOf(const Json &value)
{
    if (value.is_object())
        return Kind::Object;
    if (value.is_array())
        return Kind::List;
    if (value.is_boolean())
        return Kind::Flag;
    if (value.is_number())
        return Kind::Number;
    return value.is_string() ? Kind::Text : Kind::Nothing;
}

Json emptyValue(Kind kind)
{
    switch (kind) {
    case Kind::Text:
        return "";
    case Kind::Number:
        return 0;
    case Kind::Flag:
        return false;
    case Kind::List:
        return Json::array();
    case Kind::Object:
        return Json::object();
    case Kind::Nothing:
        break;
    }
    return nullptr;
}

std::unique_ptr<Node> treeOf(const QList<std::pair<QString, QString>> &formats)
{
    auto root = std::make_unique<Node>();
    for (const auto &[format, text] : formats)
        addChild(*root, json::fromText(format), json::fromCompactText(text), format);
    return root;
}

bool isSameShape(const Node &one, const Node &other)
{
    const auto isSameChild = [](const auto &left, const auto &right) { return isSameShape(*left, *right); };
    return one.name == other.name && isContainer(one.kind) == isContainer(other.kind) &&
           std::ranges::equal(one.children, other.children, isSameChild);
}

void takeValues(Node &node, const Node &other)
{
    node.kind = other.kind;
    node.scalar = other.scalar;
    for (std::size_t child = 0; child < node.children.size(); ++child)
        takeValues(*node.children[child], *other.children[child]);
}

Json &valueOf(Json &object, const Node &node)
{
    if (!node.parent || !node.parent->parent)
        return object;
    Json &outer = valueOf(object, *node.parent);
    return outer.is_array() ? outer[std::size_t(node.row)] : outer[node.name];
}

const Node &formatOf(const Node &node)
{
    return node.parent && node.parent->parent ? formatOf(*node.parent) : node;
}

}
