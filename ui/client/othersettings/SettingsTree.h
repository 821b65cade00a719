#pragma once

#include "domain/json/JsonText.h"

#include <memory>
#include <vector>

namespace gatehouse::settingstree {

enum class Kind { Text, Number, Flag, Nothing, List, Object };

Kind kindOf(const json::Json &value);
inline bool isContainer(Kind kind)
{
    return kind >= Kind::List;
}
json::Json emptyValue(Kind kind);

/// A value of the settings of one format, with what is inside.
struct Node
{
    std::string name;  ///< of a format or member; empty: an element of a list
    json::Json scalar; ///< null for a container
    Kind kind = Kind::Object;
    QString place; ///< as the rules name it: `keycloak.attributes.x`
    Node *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children = {};
};

/// Of all formats: a child each, by the texts that hold their objects.
std::unique_ptr<Node> treeOf(const QList<std::pair<QString, QString>> &formats);

/// Whether both have the same places, so that views may stay as they are.
bool isSameShape(const Node &one, const Node &other);
/// Takes the values of another tree of the same shape.
void takeValues(Node &node, const Node &other);

/// What stands there in the object of the node's format.
json::Json &valueOf(json::Json &object, const Node &node);
const Node &formatOf(const Node &node);

}
