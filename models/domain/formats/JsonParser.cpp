#include "domain/formats/JsonText.h"

#include "domain/RuleText.h"

#include <QLocale>

#include <iterator>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace gatehouse::json {

namespace {

struct JsonParser
{
    Q_DECLARE_TR_FUNCTIONS(JsonParser)
};

/// Reads bytes for the parser and remembers how far it came, because a SAX handler is not told.
struct TrackedBytes
{
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    const char *at;
    const char **reached;

    reference operator*() const { return *at; }
    TrackedBytes &operator++()
    {
        *reached = ++at;
        return *this;
    }
    bool operator==(const TrackedBytes &other) const { return at == other.at; }
};

/// Builds the document value by value and stops at what we refuse. It appends to the objects itself, because
/// the library would look through all names of an object for each one it adds.
class DocumentBuilder final : public nlohmann::json_sax<Json>
{
public:
    enum class Fault { None, Syntax, RepeatedName, TooDeep, EnoughSeen };

    explicit DocumentBuilder(qsizetype mostValues) : m_mostValues(mostValues) {}

    Json takeDocument() { return std::move(m_document); }
    Fault fault() const { return m_fault; }
    QString repeatedName() const { return rules::shortened(toText(m_name)); }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t &) override { return add(value); }
    bool string(string_t &value) override { return add(std::move(value)); }
    bool binary(binary_t &) override { return false; }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }

    bool key(string_t &name) override
    {
        m_name = std::move(name);
        return m_levels.back().names.insert(m_name).second || stop(Fault::RepeatedName);
    }

    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) override
    {
        return stop(Fault::Syntax);
    }

private:
    struct Level
    {
        Json *container;
        std::unordered_set<std::string> names;
    };

    bool stop(Fault fault)
    {
        m_fault = fault;
        return false;
    }

    bool add(Json value)
    {
        place(std::move(value));
        return count();
    }

    bool count() { return ++m_values <= m_mostValues || stop(Fault::EnoughSeen); }

    bool open(Json container)
    {
        if (m_levels.size() == deepestNesting)
            return stop(Fault::TooDeep);
        m_levels.push_back({place(std::move(container)), {}});
        return count();
    }

    bool close()
    {
        m_levels.pop_back();
        return true;
    }

    Json *place(Json value)
    {
        if (m_levels.empty()) {
            m_document = std::move(value);
            return &m_document;
        }
        Json &container = *m_levels.back().container;
        if (container.is_array()) {
            auto &elements = container.get_ref<Json::array_t &>();
            return &elements.emplace_back(std::move(value));
        }
        Json::object_t::Container &members = container.get_ref<Json::object_t &>();
        return &members.emplace_back(m_name, std::move(value)).second;
    }

    qsizetype m_mostValues;
    qsizetype m_values = 0;
    Json m_document;
    std::vector<Level> m_levels;
    std::string m_name;
    Fault m_fault = Fault::None;
};

QByteArrayView withoutByteOrderMark(QByteArrayView document)
{
    constexpr QByteArrayView mark("\xEF\xBB\xBF");
    return document.startsWith(mark) ? document.sliced(mark.size()) : document;
}

/// Gives the number of bytes that were read.
qsizetype run(QByteArrayView document, DocumentBuilder &builder)
{
    const char *reached = document.begin();
    const TrackedBytes first{document.begin(), &reached};
    const TrackedBytes last{document.end(), &reached};
    Json::sax_parse(first, last, &builder);
    return reached - document.begin();
}

QString lineAndColumn(QByteArrayView read)
{
    const qsizetype lineStart = read.lastIndexOf('\n') + 1;
    const auto line = std::ranges::count(read.first(lineStart), '\n') + 1;
    const qsizetype column = QString::fromUtf8(read.sliced(lineStart)).toUcs4().size();
    return JsonParser::tr("line %1, column %2")
        .arg(QString::number(line), QString::number(std::max<qsizetype>(column, 1)));
}

bool isUtf8(QByteArrayView bytes)
{
    return QUtf8StringView(bytes).isValidUtf8();
}

QString syntaxText(QByteArrayView document, QByteArrayView read, const QString &place)
{
    if (!isUtf8(document) && !isUtf8(read))
        return JsonParser::tr("The file is not UTF-8 at %1. Save it as UTF-8.").arg(place);
    if (read.size() == document.size()) {
        return JsonParser::tr(
                   "The file ends at %1 before its JSON is complete, or is not valid JSON there. Copy or "
                   "export it again.")
            .arg(place);
    }
    return JsonParser::tr("The file is not valid JSON at %1. Correct it there, or export it again.")
        .arg(place);
}

QString faultText(const DocumentBuilder &builder, QByteArrayView document, QByteArrayView read)
{
    const QString place = lineAndColumn(read);
    switch (builder.fault()) {
    case DocumentBuilder::Fault::RepeatedName:
        return JsonParser::tr(
                   "\"%1\" stands twice in one object, for the second time at %2. Remove one of them.")
            .arg(builder.repeatedName(), place);
    case DocumentBuilder::Fault::TooDeep:
        return JsonParser::tr(
                   "The file nests more than %1 levels deep at %2. Check that it is the right file.")
            .arg(QString::number(deepestNesting), place);
    case DocumentBuilder::Fault::EnoughSeen:
        return JsonParser::tr("The file holds more than %1 values. Check that it is the right file, or split "
                              "it into smaller ones.")
            .arg(QLocale().toString(mostValues));
    default:
        return syntaxText(document, read, place);
    }
}

}

Result<Json> parse(QByteArrayView document)
{
    if (document.size() > largestDocument) {
        return fail(Error::Kind::Rule,
                    JsonParser::tr("The file is larger than %1 MiB. Split it into smaller files.")
                        .arg(QString::number(largestDocument / 1024 / 1024)));
    }
    document = withoutByteOrderMark(document);
    if (document.trimmed().isEmpty())
        return fail(Error::Kind::Rule, JsonParser::tr("The file is empty. Choose a file that was exported."));

    DocumentBuilder builder(mostValues);
    const qsizetype read = run(document, builder);
    if (builder.fault() != DocumentBuilder::Fault::None)
        return fail(Error::Kind::Rule, faultText(builder, document, document.first(read)));
    return builder.takeDocument();
}

Json beginning(QByteArrayView document)
{
    constexpr qsizetype enoughValues = 1000;
    DocumentBuilder builder(enoughValues);
    run(withoutByteOrderMark(document), builder);
    return builder.takeDocument();
}

}
