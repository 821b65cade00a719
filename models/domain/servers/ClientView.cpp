#include "domain/servers/ClientView.h"

#include "domain/formats/KeptLists.h"
#include "domain/formats/gatehouse/GatehouseJson.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"
#include "domain/json/JsonPlace.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse {

using json::Json;

namespace {

struct ViewText
{
    Q_DECLARE_TR_FUNCTIONS(ClientView)
};

/// How the parts of a field are told apart.
enum class Parts { One, Rows, Texts, Pointers, None };

Parts partsOf(const ClientFieldInfo &info)
{
    switch (info.kind) {
    case FieldKind::List:
    case FieldKind::Keys:
        return Parts::Rows;
    case FieldKind::Texts:
        return Parts::Texts;
    case FieldKind::Settings:
        return Parts::Pointers;
    case FieldKind::Image:
    case FieldKind::Risks:
    case FieldKind::Secrets:
    case FieldKind::Servers: // what is seen is as it is on one
        return Parts::None;
    case FieldKind::Text:
    case FieldKind::Flag:
    case FieldKind::Grant:
    case FieldKind::Authentication:
    case FieldKind::Number:
        break;
    }
    return Parts::One;
}

Json rowJson(const ClientFieldInfo &info, const QString &row)
{
    return info.kind == FieldKind::Keys ? json::fromCompactText(row) : Json(json::fromText(row));
}

void addTexts(ClientView &view, const ConsentTextMap &texts)
{
    for (const auto &[tag, written] : texts.asKeyValueRange()) {
        for (const auto &[name, member] : gatehouseproperties::consentTexts) {
            if (!(written.*member).isEmpty())
                view.values[{ClientField::ConsentTexts, tag + u'/' + QLatin1StringView(name)}] =
                    json::fromText(written.*member);
        }
    }
}

/// Lists are one value each, as are objects without members.
void addPointers(ClientView &view, const Json &value, const json::Place &place)
{
    if (!value.is_object() || (value.empty() && !place.empty())) {
        view.values[{ClientField::OtherSettings, json::toText(json::pointerTo(place))}] = value;
        return;
    }
    for (const auto &[name, member] : value.items()) {
        json::Place below = place;
        below.push_back(name);
        addPointers(view, member, below);
    }
}

Json settingsOf(const FormatSettings &settings, const QString &format)
{
    const auto found = settings.constFind(format);
    const Json object = found == settings.constEnd() ? Json() : json::fromCompactText(*found);
    return object.is_object() ? object : Json::object();
}

void setSettings(FormatSettings &settings, const QString &format, const Json &object)
{
    if (object.empty())
        settings.remove(format);
    else
        settings.insert(format, json::compactText(object));
}

Result<void> setRow(ClientApplication &client, const ViewPlace &place, bool isThere)
{
    QStringList rows = fieldValue(client, place.field).toStringList();
    if (!isThere)
        rows.removeAll(place.row);
    else if (!rows.contains(place.row))
        rows << place.row;
    setFieldValue(client, place.field, rows);
    return {};
}

Result<void> setText(ClientApplication &client, const ViewPlace &place, const Json &value)
{
    const QString tag = place.row.section(u'/', 0, -2);
    const QString kind = place.row.section(u'/', -1);
    for (const auto &[name, member] : gatehouseproperties::consentTexts) {
        if (kind != QLatin1StringView(name))
            continue;
        ConsentTexts &texts = client.consentTexts[tag];
        texts.*member = value.is_string() ? json::toText(value.get<std::string>()) : QString();
        if (texts.isEmpty())
            client.consentTexts.remove(tag);
    }
    return {};
}

Result<void> setPointer(ClientApplication &client, const ViewPlace &place, const Json &value,
                        const QString &format)
{
    Json object = settingsOf(client.otherSettings, format);
    const json::Place path = json::placeOf(json::fromText(place.row));
    if (value.is_null())
        json::eraseAt(object, path);
    else
        json::setAt(object, path, value);
    setSettings(client.otherSettings, format, object);
    return {};
}

/// Without the spelling of the member that the pointer leads into, our writer says it anew.
Result<void> giveUpSpelling(ClientApplication &client, const ViewPlace &place, const QString &format)
{
    Json spellings = settingsOf(client.spellings, format);
    const json::Place path = json::placeOf(json::fromText(place.row));
    if (!path.empty())
        spellings.erase(json::pointerTo({path.front()}));
    setSettings(client.spellings, format, spellings);
    return {};
}

bool isScalar(const Json &value)
{
    return value.is_string() || value.is_boolean() || value.is_number() || value.is_null();
}

/// Whether a value that is stored may stand there.
bool isPossible(const ClientFieldInfo &info, const QString &row, const Json &value)
{
    switch (partsOf(info)) {
    case Parts::One:
        return row.isEmpty() && isScalar(value);
    case Parts::Rows:
        return !row.isEmpty() && value == rowJson(info, row);
    case Parts::Texts:
        return row.contains(u'/') && value.is_string();
    case Parts::Pointers:
        return row.startsWith(u'/') && !value.is_discarded();
    case Parts::None:
        break;
    }
    return false;
}

}

const Json &ClientView::at(const ViewPlace &place) const
{
    static const Json nothing;
    const auto found = values.find(place);
    return found == values.end() ? nothing : found->second;
}

namespace view {

ClientView of(const ClientApplication &client, const QString &format)
{
    ClientView view;
    for (const ClientFieldInfo &info : clientFields()) {
        switch (partsOf(info)) {
        case Parts::One:
            view.values[{info.field}] = fieldJson(client, info);
            break;
        case Parts::Rows:
            for (const QString &row : fieldValue(client, info.field).toStringList())
                view.values[{info.field, row}] = rowJson(info, row);
            break;
        case Parts::Texts:
            addTexts(view, client.consentTexts);
            break;
        case Parts::Pointers:
            if (info.field == ClientField::OtherSettings)
                addPointers(view, settingsOf(client.otherSettings, format), {});
            break;
        case Parts::None:
            continue;
        }
        view.fields << info.field;
    }
    return view;
}

Json toJson(const ClientView &view)
{
    Json object = Json::object();
    for (const ClientFieldInfo &info : clientFields()) {
        if (view.fields.contains(info.field) && partsOf(info) != Parts::One)
            object[info.name] = Json::object();
    }
    for (const auto &[place, value] : view.values) {
        const char *const name = fieldInfo(place.field).name;
        if (place.row.isEmpty())
            object[name] = value;
        else
            object[name][json::fromText(place.row)] = value;
    }
    return object;
}

ClientView fromJson(const Json &object)
{
    ClientView view;
    if (!object.is_object())
        return view;
    for (const auto &[name, value] : object.items()) {
        const auto field = fieldByName(json::toText(name));
        if (!field)
            continue;
        const ClientFieldInfo &info = fieldInfo(*field);
        if (partsOf(info) == Parts::One && isPossible(info, {}, value)) {
            view.values[{*field}] = value;
            view.fields << *field;
        } else if (partsOf(info) != Parts::None && partsOf(info) != Parts::One && value.is_object()) {
            view.fields << *field;
            for (const auto &[row, one] : value.items()) {
                if (isPossible(info, json::toText(row), one))
                    view.values[{*field, json::toText(row)}] = one;
            }
        }
    }
    return view;
}

bool isSame(const ViewPlace &place, const Json &one, const Json &other)
{
    if (kept::isEqual(one, other))
        return true;
    if (one.is_primitive() || other.is_primitive())
        return false;
    const json::Place path = json::placeOf(json::fromText(place.row));
    const std::string name = path.empty() ? std::string() : path.back(); // the order counts in some
    return kept::isEqual(kept::arranged(Json{{name, one}}, Json{{name, other}}), Json{{name, other}});
}

Result<void> setIn(ClientApplication &client, const ViewPlace &place, const Json &value,
                   const QString &format)
{
    const ClientFieldInfo &info = fieldInfo(place.field);
    if (place.field == ClientField::Spellings)
        return giveUpSpelling(client, place, format);
    switch (partsOf(info)) {
    case Parts::One: {
        QStringList unknown;
        return readFieldJson(client, info, value, QString::fromLatin1(info.name), unknown);
    }
    case Parts::Rows:
        return setRow(client, place, !value.is_null());
    case Parts::Texts:
        return setText(client, place, value);
    case Parts::Pointers:
        return setPointer(client, place, value, format);
    case Parts::None:
        break;
    }
    return {};
}

QString label(const ViewPlace &place)
{
    switch (partsOf(fieldInfo(place.field))) {
    case Parts::Pointers:
        return ViewText::tr("%1 %2", "Other settings and a JSON pointer")
            .arg(fieldLabel(ClientField::OtherSettings), place.row);
    case Parts::Texts:
        return ViewText::tr("%1 %2", "Consent texts and one of them, as nl/api")
            .arg(fieldLabel(place.field), place.row);
    default:
        return fieldLabel(place.field);
    }
}

QString name(const ViewPlace &place, const QString &format)
{
    if (partsOf(fieldInfo(place.field)) == Parts::Pointers)
        return QString::fromLatin1(fieldInfo(ClientField::OtherSettings).name) + u'/' + format + place.row;
    return QString::fromLatin1(fieldInfo(place.field).name);
}

QString text(const ViewPlace &place, const Json &value)
{
    const ClientFieldInfo &info = fieldInfo(place.field);
    if (value.is_null())
        return {};
    if (partsOf(info) == Parts::One) {
        ClientApplication client;
        QStringList unknown;
        if (readFieldJson(client, info, value, {}, unknown))
            return fieldText(client, place.field);
    }
    return value.is_string() ? json::toText(value.get<std::string>()) : json::compactText(value);
}

}

}
