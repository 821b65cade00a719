#include "domain/formats/JsonFormat.h"

#include "domain/formats/KeptSettings.h"

#include <span>

namespace gatehouse {

using json::Json;

namespace {

/// Calls `visit(const Json &array)` for each array that the path leads to.
void visitArrays(const Json &value, std::span<const std::string> path, json::Dialect dialect,
                 const auto &visit)
{
    if (path.empty()) {
        if (value.is_array())
            visit(value);
    } else if (path.front() == "*") {
        for (std::size_t index = 0; value.is_array() && index < value.size(); ++index)
            visitArrays(value[index], path.subspan(1), dialect, visit);
    } else if (value.is_object()) {
        for (const auto &[name, member] : value.items()) {
            if (json::isSameName(path.front(), name, dialect))
                visitArrays(member, path.subspan(1), dialect, visit);
        }
    }
}

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
        visitArrays(start, path, dialect(), [&](const Json &array) {
            if (path.empty() && startsOthers(array))
                return;
            found = found || (!array.empty() && array.front().is_object() && isClient(array.front()));
        });
    }
    return found;
}

void JsonFormat::keepOtherSettings(ClientApplication &client, const ImportedClient &imported,
                                   const ExportHead &head) const
{
    if (imported.asItCame.is_null())
        return;
    if (const Json said = written(client, head); !said.is_null())
        kept::keep(client, name(), imported.asItCame, said);
}

bool JsonFormat::mayBeDocument(const Json &root) const
{
    return root.is_array() || (root.is_object() && isStart(root));
}

}
