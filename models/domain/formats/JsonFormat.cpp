#include "domain/formats/JsonFormat.h"

#include "domain/formats/ImportedClients.h"

#include <span>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

using Path = std::span<const std::string>;

/// Calls `visit(Json &array, const QString &place)` for each array that the path leads to.
void visitArrays(Json &value, Path path, const QString &place, const auto &visit)
{
    if (path.empty()) {
        if (value.is_array())
            visit(value, place);
    } else if (path.front() == "*") {
        if (!value.is_array())
            return;
        for (std::size_t index = 0; index < value.size(); ++index)
            visitArrays(value[index], path.subspan(1), json::element(place, index), visit);
    } else if (const auto found = value.is_object() ? value.find(path.front()) : value.end();
               found != value.end()) {
        visitArrays(*found, path.subspan(1), json::member(place, path.front()), visit);
    }
}

}

bool JsonFormat::startsOthers(const Json &array) const
{
    return !array.empty() && array.front().is_object() && isStart(array.front());
}

bool JsonFormat::recognizes(const QByteArray &document) const
{
    Json start = json::beginning(document);
    if (start.is_object() && (isClient(start) || isStart(start)))
        return true;
    bool found = false;
    for (const auto &path : clientPaths()) {
        const bool isInElements = !path.empty() && path.front() == "*" && start.is_array();
        found = found || (isInElements && startsOthers(start));
        visitArrays(start, path, {}, [&](const Json &array, const QString &) {
            if (path.empty() && startsOthers(array))
                return;
            found = found || (!array.empty() && array.front().is_object() && isClient(array.front()));
        });
    }
    return found;
}

std::vector<std::pair<QString, Json>> JsonFormat::takeClients(Json &root) const
{
    std::vector<std::pair<QString, Json>> clients;
    for (const auto &path : clientPaths()) {
        if (path.empty() && root.is_object() && mayBeClient(root)) {
            clients.emplace_back(u"clients[0]"_s, std::exchange(root, Json::array()));
            continue;
        }
        visitArrays(root, path, {}, [&](Json &array, const QString &place) {
            if (path.empty() && startsOthers(array))
                return;
            const QString name = place.isEmpty() ? u"clients"_s : place;
            for (std::size_t index = 0; index < array.size(); ++index)
                clients.emplace_back(json::element(name, index), std::move(array[index]));
            array = Json::array();
        });
    }
    return clients;
}

Result<ImportedFile> JsonFormat::read(const QByteArray &document, const QDateTime &now) const
{
    auto root = json::parse(document);
    if (!root)
        return std::unexpected(root.error());
    auto clients = takeClients(*root);
    if (clients.empty() && !(root->is_object() && isStart(*root)) && !root->is_array())
        return fail(Error::Kind::Rule, strangeText());

    ImportedFile file;
    const auto one = reader(file, now);
    if (const auto done = one->readHead(*root); !done)
        return std::unexpected(done.error());
    for (auto &[place, object] : clients) {
        ImportedClient imported;
        imported.place = place;
        if (!object.is_object())
            imported.refusal = notAnObject(object, place);
        else if (const auto done = one->readClient(imported, object); !done)
            imported.refusal = done.error();
        file.clients << std::move(imported);
        object = nullptr;
    }
    refuseRepeated(file.clients);
    return file;
}

}
