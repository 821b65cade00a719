#include "domain/json/JsonText.h"

#include "domain/json/JsonMessages.h"
#include "domain/rules/RuleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::json {

namespace {

QString typeName(const Json &value)
{
    switch (value.type()) {
    case Json::value_t::null:
        return JsonMessages::tr("null");
    case Json::value_t::boolean:
        return JsonMessages::tr("true or false");
    case Json::value_t::string:
        return JsonMessages::tr("text");
    case Json::value_t::array:
        return JsonMessages::tr("an array");
    case Json::value_t::object:
        return JsonMessages::tr("an object");
    default:
        return JsonMessages::tr("a number");
    }
}

}

void wipeTexts(Json &value)
{
    if (auto *text = value.get_ptr<Json::string_t *>())
        explicit_bzero(text->data(), text->size());
    else if (value.is_structured())
        std::ranges::for_each(value, wipeTexts);
}

bool isSameName(std::string_view one, std::string_view other, Dialect dialect)
{
    return dialect == Dialect::Configuration
               ? QByteArrayView(one).compare(QByteArrayView(other), Qt::CaseInsensitive) == 0
               : one == other;
}

std::string comparable(std::string_view name, Dialect dialect)
{
    return dialect == Dialect::Configuration ? QByteArrayView(name).toByteArray().toLower().toStdString()
                                             : std::string(name);
}

QString toText(const std::string &utf8)
{
    const QString text = QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
    // Qt drops a byte order mark without a word; the rules refuse it with one.
    return utf8.starts_with("\xEF\xBB\xBF") ? u'\uFEFF' + text : text;
}

QString textAt(const Json &object, const char *name)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    return object.is_object() && found != object.end() && found->is_string()
               ? toText(found->get_ref<const std::string &>())
               : QString();
}

std::string fromText(const QString &text)
{
    return text.toUtf8().toStdString();
}

QString compactText(const Json &value)
{
    const nlohmann::json sorted = value;
    return QString::fromStdString(sorted.dump());
}

Json fromCompactText(const QString &text)
{
    return Json::parse(text.toStdString(), nullptr, false);
}

bool isStructure(const QString &text)
{
    const std::string bytes = text.toStdString();
    const auto first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string::npos && (bytes[first] == '{' || bytes[first] == '[') && Json::accept(bytes);
}

Json timeJson(const QDateTime &time)
{
    return time.isValid() ? Json(fromText(time.toUTC().toString(Qt::ISODate))) : Json(nullptr);
}

Json texts(const QStringList &texts)
{
    Json array = Json::array();
    for (const QString &text : texts)
        array.push_back(fromText(text));
    return array;
}

void addText(Json &object, const std::string &name, const QString &text)
{
    if (!text.isEmpty())
        object[name] = fromText(text);
}

QString member(const QString &place, const std::string &name)
{
    const QString shown = rules::shortened(toText(name));
    return place.isEmpty() ? shown : place + u'.' + shown;
}

QString element(const QString &place, std::size_t index)
{
    return u"%1[%2]"_s.arg(place, QString::number(index));
}

Error wrongType(const Json &value, const QString &place, const QString &expected)
{
    return {Error::Kind::Rule,
            JsonMessages::tr("%1 is %2, expected %3. Correct it.").arg(place, typeName(value), expected)};
}

Error wrongValue(const QString &place, const QString &expected)
{
    return {Error::Kind::Rule,
            JsonMessages::tr("%1 is not what it should be, expected %2. Correct it.").arg(place, expected)};
}

template<>
Result<QString> read<QString>(const Json &value, const QString &place)
{
    if (const auto *text = value.get_ptr<const Json::string_t *>())
        return toText(*text);
    return std::unexpected(wrongType(value, place, JsonMessages::tr("text")));
}

template<>
Result<bool> read<bool>(const Json &value, const QString &place)
{
    if (const auto *flag = value.get_ptr<const Json::boolean_t *>())
        return *flag;
    return std::unexpected(wrongType(value, place, JsonMessages::tr("true or false")));
}

Result<bool> readFlag(const Json &value, const QString &place)
{
    const auto *text = value.get_ptr<const Json::string_t *>();
    for (const bool flag : {true, false}) {
        if (text && isSameName(*text, flag ? "true" : "false", Dialect::Configuration))
            return flag;
    }
    return read<bool>(value, place);
}

template<>
Result<QStringList> read<QStringList>(const Json &value, const QString &place)
{
    if (!value.is_array())
        return std::unexpected(wrongType(value, place, JsonMessages::tr("an array of text")));
    QStringList texts;
    for (std::size_t index = 0; index < value.size(); ++index) {
        auto text = read<QString>(value[index], element(place, index));
        if (!text)
            return std::unexpected(text.error());
        texts << *text;
    }
    return texts;
}

template<>
Result<qint64> read<qint64>(const Json &value, const QString &place)
{
    const auto *natural = value.get_ptr<const Json::number_unsigned_t *>();
    if (natural && *natural <= Json::number_unsigned_t(std::numeric_limits<qint64>::max()))
        return qint64(*natural);
    if (const auto *number = value.get_ptr<const Json::number_integer_t *>(); number && !natural)
        return *number;
    if (value.is_number())
        return std::unexpected(wrongValue(place, JsonMessages::tr("a whole number")));
    return std::unexpected(wrongType(value, place, JsonMessages::tr("a whole number")));
}

template<>
Result<QDateTime> read<QDateTime>(const Json &value, const QString &place)
{
    return read<QString>(value, place).and_then([&](const QString &text) -> Result<QDateTime> {
        const auto time = QDateTime::fromString(text, Qt::ISODateWithMs);
        if (time.isValid() && time.timeSpec() != Qt::LocalTime)
            return time.toUTC();
        return std::unexpected(
            wrongValue(place, JsonMessages::tr("a time with its zone, as 2026-01-31T23:59:59Z")));
    });
}

}
