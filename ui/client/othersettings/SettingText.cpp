#include "ui/client/othersettings/SettingText.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::settingtext {

namespace {

using json::Json;
using settingstree::Kind;
using settingstree::Node;

struct SettingText
{
    Q_DECLARE_TR_FUNCTIONS(SettingText)
};

struct NamedKind
{
    Kind kind;
    const char *key;
    const char *label;
};

constexpr std::array kinds{
    NamedKind{Kind::Text, "text", QT_TRANSLATE_NOOP("SettingText", "Text")},
    NamedKind{Kind::Number, "number", QT_TRANSLATE_NOOP("SettingText", "Number")},
    NamedKind{Kind::Flag, "flag", QT_TRANSLATE_NOOP("SettingText", "True or false")},
    NamedKind{Kind::Nothing, "null", QT_TRANSLATE_NOOP("SettingText", "Nothing (null)")},
    NamedKind{Kind::List, "list", QT_TRANSLATE_NOOP("SettingText", "List")},
    NamedKind{Kind::Object, "object", QT_TRANSLATE_NOOP("SettingText", "Object")},
};

const NamedKind &named(Kind kind)
{
    return *std::ranges::find(kinds, kind, &NamedKind::kind);
}

}

QString ofName(const Node &node)
{
    return node.name.empty() && node.parent && node.parent->kind == Kind::List ? u"[%1]"_s.arg(node.row)
                                                                               : json::toText(node.name);
}

QString ofKind(Kind kind)
{
    return SettingText::tr(named(kind).label);
}

QString ofValue(const Node &node)
{
    const int inside = int(node.children.size());
    switch (node.kind) {
    case Kind::Text:
        return json::toText(node.scalar.get<std::string>());
    case Kind::Object:
        return SettingText::tr("%n setting(s)", nullptr, inside);
    case Kind::List:
        return SettingText::tr("%n element(s)", nullptr, inside);
    default:
        return QString::fromStdString(node.scalar.dump());
    }
}

QString keyOf(Kind kind)
{
    return QString::fromLatin1(named(kind).key);
}

std::optional<Kind> kindOfKey(const QString &key)
{
    const auto found =
        std::ranges::find_if(kinds, [&](const NamedKind &one) { return key == QLatin1StringView(one.key); });
    return found == kinds.end() ? std::nullopt : std::optional(found->kind);
}

QList<Choice> kindChoices()
{
    QList<Choice> choices;
    for (const NamedKind &one : kinds)
        choices << Choice{QString::fromLatin1(one.key), ofKind(one.kind)};
    return choices;
}

QList<Choice> flagChoices()
{
    return {{u"true"_s, u"true"_s}, {u"false"_s, u"false"_s}};
}

std::optional<Json> valueFrom(const QString &typed, Kind kind)
{
    if (kind == Kind::Text)
        return Json(json::fromText(typed));
    const Json value = json::fromCompactText(typed);
    const bool fits = !value.is_discarded() && settingstree::kindOf(value) == kind;
    return fits ? std::optional(value) : std::nullopt;
}

Json converted(const Node &node, Kind kind)
{
    if (settingstree::isContainer(node.kind) || settingstree::isContainer(kind))
        return settingstree::emptyValue(kind);
    return valueFrom(ofValue(node), kind).value_or(settingstree::emptyValue(kind));
}

}
