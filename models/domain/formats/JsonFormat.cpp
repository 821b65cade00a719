#include "domain/formats/JsonFormat.h"

#include "domain/formats/FormatText.h"
#include "domain/formats/KeptLists.h"
#include "domain/formats/KeptSettings.h"

#include <algorithm>
#include <span>

namespace gatehouse {

using json::Json;

namespace {

/// Calls `visit(const Json &list)` for each array or object that the path leads to.
void visitLists(const Json &value, std::span<const std::string> path, json::Dialect dialect,
                const auto &visit)
{
    if (path.empty()) {
        if (value.is_structured())
            visit(value);
    } else if (path.front() == "*") {
        for (std::size_t index = 0; value.is_array() && index < value.size(); ++index)
            visitLists(value[index], path.subspan(1), dialect, visit);
    } else if (value.is_object()) {
        for (const auto &[name, member] : value.items()) {
            if (path.front() == json::anyMember || json::isSameName(path.front(), name, dialect))
                visitLists(member, path.subspan(1), dialect, visit);
        }
    }
}

}

QString JsonFormat::title() const
{
    return FormatText::tr(m_facts.title);
}

QString JsonFormat::strangeText() const
{
    return FormatText::tr(m_facts.strangeText);
}

bool JsonFormat::startsOthers(const Json &array) const
{
    return !array.empty() && array.front().is_object() && isStart(array.front());
}

bool JsonFormat::recognizes(const QByteArray &beginning) const
{
    const Json start = json::beginning(beginning);
    return isBeginning(start);
}

bool JsonFormat::isBeginning(const Json &start) const
{
    if (start.is_object() && (isClient(start) || isStart(start)))
        return true;
    bool found = false;
    for (const auto &path : clientPaths()) {
        const bool isInElements = !path.empty() && path.front() == "*" && start.is_array();
        found = found || (isInElements && startsOthers(start));
        const bool isAnywhere = std::ranges::contains(path, json::anyMember);
        const auto isOne = [&](const Json &value) {
            return value.is_object() && (isAnywhere ? isClientAnywhere(value) : isClient(value));
        };
        visitLists(start, path, dialect(), [&](const Json &list) {
            if (list.is_object())
                found = found || (mayBeMembers() && !path.empty() && std::ranges::any_of(list, isOne));
            else if (!path.empty() || !startsOthers(list))
                found = found || (!list.empty() && isOne(list.front()));
        });
    }
    return found;
}

void JsonFormat::keepOtherSettings(ClientApplication &client, const ImportedClient &imported,
                                   const ExportHead &head) const
{
    if (imported.asItCame.is_null())
        return;
    const Json said = written(client, head);
    if (said.is_null())
        return;
    Json there = imported.asItCame;
    forgetStrangers(there, client);
    kept::keep(client, name(), there, said);
}

void JsonFormat::fitToStored(ImportedClient &imported, const ClientApplication &stored,
                             const ExportHead &head) const
{
    const Json said = written(stored, head);
    if (!imported.asItCame.is_object() || said.is_null())
        return;
    Json known = said;
    kept::restore(known, stored, name());
    for (auto member = imported.asItCame.begin(); member != imported.asItCame.end();) {
        const Json *const ours = kept::memberOf(known, member.key());
        const Json *const field = kept::memberOf(said, member.key());
        const bool isOfField =
            ours && field && kept::isEqual(*ours, *field) && !kept::isEqual(*ours, *member);
        member = (!ours || isOfField) && saysByItself(member.key(), *member) ? imported.asItCame.erase(member)
                                                                             : std::next(member);
    }
}

json::Elements JsonFormat::elements() const
{
    json::Elements elements{.paths = clientPaths(), .mayBeMembers = mayBeMembers(), .dialect = dialect()};
    elements.areTaken = [this](const Json &first) { return first.is_object() && isClientAnywhere(first); };
    const auto isInDocuments = [](const json::Path &path) { return !path.empty() && path.front() == "*"; };
    if (std::ranges::any_of(elements.paths, isInDocuments)) {
        elements.areDocuments = [this](const Json &first) { return first.is_object() && isStart(first); };
    }
    return elements;
}

bool JsonFormat::isSingle(const Json &root) const
{
    return root.is_object() && std::ranges::contains(clientPaths(), json::Path()) && mayBeClient(root);
}

QString JsonFormat::readableId(const json::Element &element) const
{
    const Json &object = element.value;
    for (auto at = object.begin(); object.is_object() && at != object.end(); ++at) {
        const bool isId = json::isSameName(m_facts.idName, at.key(), dialect());
        const auto id = isId ? json::read<QString>(*at, element.place) : QString();
        if (id && !id->isEmpty())
            return *id;
    }
    return json::toText(element.name);
}

bool JsonFormat::mayBeDocument(const Json &root) const
{
    return !m_facts.strangeText || root.is_array() || (root.is_object() && isStart(root));
}

}
