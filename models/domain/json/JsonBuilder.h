#pragma once

#include "domain/json/JsonElements.h"

#include <cmath>
#include <optional>
#include <unordered_set>

namespace gatehouse::json {

class JsonInput;

/// A number as the library reads it. It gives up a whole document for one that a double cannot hold, and asks
/// its copy of the number whether that is so: the copy denies it, so that only what holds the number suffers
/// for it.
struct ReadNumber
{
    ReadNumber(double read = 0) : value(read) {}
    operator double &() { return value; } ///< which the library reads into
    operator double() const { return std::isfinite(value) ? value : 0; }

    double value;
};
using ReadJson = nlohmann::basic_json<nlohmann::ordered_map, std::vector, std::string, bool, std::int64_t,
                                      std::uint64_t, ReadNumber>;

/// `place` is the path of the name that was read last.
Error standsTwice(const QString &place, const JsonInput &input);

/// Builds a document value by value and stops at what we refuse. It appends to the objects itself, because
/// the library would look through all names of an object for each one it adds.
class JsonBuilder final : public nlohmann::json_sax<ReadJson>
{
public:
    enum class Fault { None, Syntax, TooDeep, TooManyValues, TooMuchText, TooManyElements, NotTaken };

    /// At most `most` values at a time. `input` is told of each token.
    JsonBuilder(const Elements &elements, qsizetype most, JsonInput &input);

    Json takeDocument() { return std::move(m_document); }
    qint64 elements() const { return m_handedOut; } ///< taken or skipped
    Fault fault() const { return m_fault; }
    const Error &refusal() const { return *m_refusal; } ///< with Fault::NotTaken
    /// The first name in the document that stands twice in one object.
    const std::optional<Error> &standsTwice() const { return m_standsTwice; }
    /// Of the document without the elements: see Parsed.
    const QStringList &tooLong() const { return m_tooLong; }
    /// How many values there may be where Fault::TooManyValues arose.
    qsizetype limit() const { return m_elementStart ? mostValuesOfElement : m_mostValues; }
    bool isInElement() const { return m_elementStart.has_value(); }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return addNumber(value); }
    bool number_unsigned(number_unsigned_t value) override { return addNumber(value); }
    bool number_float(number_float_t value, const string_t &text) override;
    bool string(string_t &value) override;
    bool binary(binary_t &) override { return false; }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }
    bool key(string_t &name) override;

    bool parse_error(std::size_t position, const std::string &token,
                     const nlohmann::detail::exception &error) override;

private:
    /// An array or object that is being built.
    struct Level
    {
        Json *container;
        quint64 paths = 0;                          ///< bit n: path n leads through here
        std::string name = {};                      ///< of an object's current member
        std::size_t index = 0;                      ///< of an array's current element
        std::unordered_set<std::string> names = {}; ///< of an object with many members
        bool handsOut = false;                      ///< its elements, or members, are taken out of it
        bool isUndecided = false;                   ///< handsOut depends on the first of them
        QString place = {};                         ///< where it hands out
        Path list = {};                             ///< the same, as names
        qsizetype values = 0;                       ///< that there were at its beginning
        qsizetype text = 0;                         ///< bytes that there were at its beginning
        std::optional<Error> standsTwice = {};      ///< the first name in it that does
        qint64 begin = 0;                           ///< place of its bracket
        qint64 childBegin = 0;                      ///< of the last array or object in it
        QStringList tooLong = {};                   ///< in it

        bool takesChildren() const { return handsOut && !isUndecided; }
    };

    bool stop(Fault fault);
    bool add(Json value);
    bool addNumber(Json value);
    bool open(Json container);
    bool close();
    bool childDone();
    bool handOut(Level &level);
    bool decide(Level &level) const;
    Element takeLast(Level &level);
    bool mayAdd(qsizetype text);
    bool countValue();
    bool isRepeated(Level &object, const std::string &name) const;
    void noteRepeated(Level &object);
    Json *place(Json value);
    quint64 pathsThroughChild() const;
    void prepareToHandOut(Level &level);
    bool skipsChild() const;
    QString placeOfLast() const;
    Path pathOfLast() const;

    const Elements &m_elements;
    const qsizetype m_mostValues;
    JsonInput &m_input;
    qint64 m_handedOut = 0;
    qsizetype m_values = 0;
    qsizetype m_text = 0;                    ///< bytes of texts and names
    std::optional<qsizetype> m_elementStart; ///< values before the element that is being built
    std::size_t m_skipped = 0;               ///< levels below the element that is skipped, with it
    Json m_document;
    std::vector<Level> m_levels;
    std::optional<Error> m_standsTwice;
    QStringList m_tooLong;
    Fault m_fault = Fault::None;
    std::optional<Error> m_refusal;
};

}
