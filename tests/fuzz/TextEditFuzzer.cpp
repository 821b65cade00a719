#include "fuzz/TextEditFuzzer.h"

#include "domain/json/ListAlignment.h"
#include "domain/json/TextEdit.h"
#include "fuzz/Demand.h"

#include <random>

namespace gatehouse::fuzz {

using json::Dialect;
using json::Json;

namespace {

/// Changes values, names and lists here and there.
class Changer
{
public:
    explicit Changer(const QByteArray &document) : m_random(unsigned(qHash(document))) {}

    Json changed(const Json &value)
    {
        switch (below(12)) {
        case 0:
            return made();
        case 1:
            return Json::array({value, made()});
        default:
            break;
        }
        if (value.is_array())
            return changedList(value);
        if (value.is_object())
            return changedObject(value);
        return value;
    }

private:
    unsigned below(unsigned bound) { return unsigned(m_random() % bound); }

    Json made()
    {
        switch (below(6)) {
        case 0:
            return Json::object();
        case 1:
            return Json::array({1, "two"});
        case 2:
            return Json{{"name", "made"}, {"list", Json::array({Json::object({{"a", nullptr}})})}};
        case 3:
            return "\" // \\ \xC3\xA9 \n";
        case 4:
            return 1.5;
        default:
            return Json::array();
        }
    }

    Json changedList(const Json &list)
    {
        Json outcome = Json::array();
        for (const Json &element : list) {
            const unsigned choice = below(8);
            if (choice == 0)
                outcome.push_back(made());
            if (choice != 1)
                outcome.push_back(changed(element));
        }
        if (below(4) == 0)
            outcome.push_back(made());
        return outcome;
    }

    Json changedObject(const Json &object)
    {
        Json outcome = Json::object();
        for (const auto &[name, value] : object.items()) {
            if (below(6) != 0)
                outcome[name] = changed(value);
        }
        if (below(3) == 0)
            outcome["made " + std::to_string(below(3))] = made();
        return outcome;
    }

    std::minstd_rand m_random;
};

void editIn(const QByteArray &document, Dialect dialect)
{
    const auto valid = json::checkDocument(document, dialect);
    const json::TextPlace whole = json::wholeOf(document);
    const auto value = json::valueAt(document, whole, dialect);
    if (!valid || !value) {
        const auto refused = json::edited(document, whole, Json(), dialect);
        demand(!refused && !refused.error().text.isEmpty(), "taken, or refused without a word", document);
        return;
    }
    demand(json::edited(document, whole, *value, dialect) == document, "changed by nothing", document);
    const Json wanted = Changer(document).changed(*value);
    const auto changed = json::edited(document, whole, wanted, dialect);
    if (!changed) // a name that another differs from by its case alone, or what is too deep by now
        return demand(!changed.error().text.isEmpty(), "refused without a word", document);
    const auto outcome = json::valueAt(*changed, json::wholeOf(*changed), dialect);
    demand(outcome && json::isSameValue(*outcome, wanted, dialect), "not what was wanted", *changed);
    const auto back = json::edited(*changed, json::wholeOf(*changed), *value, dialect);
    demand(back.has_value(), "cannot be changed back", *changed);
    const auto again = json::valueAt(*back, json::wholeOf(*back), dialect);
    demand(again && json::isSameValue(*again, *value, dialect), "not what it was", *changed);
}

}

void editText(const QByteArray &document)
{
    editIn(document, Dialect::Standard);
    editIn(document, Dialect::Configuration);
}

}
