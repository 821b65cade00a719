#include "domain/formats/ClientDocument.h"

#include "domain/formats/ForeignFiles.h"
#include "domain/formats/JsonFormat.h"
#include "domain/formats/PlannedChange.h"
#include "domain/json/ListAlignment.h"
#include "domain/rules/RuleText.h"

#include <QBuffer>
#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cstring>

namespace gatehouse {

using json::Json;
using json::TextPlace;

namespace {

struct ClientDocumentText
{
    Q_DECLARE_TR_FUNCTIONS(ClientDocument)
};

/// The members of client applications that name scopes, in any format.
constexpr std::array scopeLists{"AllowedScopes", "defaultClientScopes", "optionalClientScopes", "scope"};
/// What tells the elements of a section apart.
constexpr std::array idNames{"serviceAccountClientId", "name", "Name", "username"};

QStringList wordsOf(const Json &value)
{
    QStringList words;
    if (value.is_string())
        words = json::toText(value.get<std::string>()).split(u' ', Qt::SkipEmptyParts);
    for (std::size_t index = 0; value.is_array() && index < value.size(); ++index)
        words += wordsOf(value[index]);
    return words;
}

/// Of an element of a section; texts are their own.
std::string idOf(const Json &element, json::Dialect dialect)
{
    if (element.is_string())
        return element.get<std::string>();
    for (const char *id : idNames) {
        for (auto at = element.begin(); element.is_object() && at != element.end(); ++at) {
            if (json::isSameName(id, at.key(), dialect) && at->is_string())
                return at->get<std::string>();
        }
    }
    return {};
}

/// What `more` says, over what was said.
Json laidOver(Json value, const Json &more, json::Dialect dialect)
{
    if (!value.is_object() || !more.is_object())
        return more;
    for (const auto &[name, member] : more.items()) {
        std::string spelled = name;
        for (const auto &[other, known] : value.items()) {
            if (json::isSameName(name, other, dialect))
                spelled = other;
        }
        const bool isThere = value.contains(spelled);
        value[spelled] = isThere ? laidOver(value[spelled], member, dialect) : member;
    }
    return value;
}

Error changedMeanwhile(const QString &clientId)
{
    return {
        Error::Kind::Conflict,
        ClientDocumentText::tr("\"%1\" has been changed in the file since it was read. Compare again, then "
                               "look at the plan anew.")
            .arg(rules::shortened(clientId))};
}

}

ClientDocument::ClientDocument(const JsonFormat &format, QByteArray text)
    : m_format(&format), m_text(std::move(text))
{
}

ClientDocument::~ClientDocument()
{
    if (!m_text.isEmpty() && m_text.isDetached())
        explicit_bzero(m_text.data(), size_t(m_text.size()));
}

Result<ClientDocument> ClientDocument::read(const ClientFormat &format, QByteArray text)
{
    const auto *const known = dynamic_cast<const JsonFormat *>(&format);
    if (!known) {
        return fail(Error::Kind::Rule, ClientDocumentText::tr("A file of the format %1 cannot be changed in "
                                                              "place. Choose another format.")
                                           .arg(format.name()));
    }
    ClientDocument document(*known, std::move(text));
    return document.look().transform([&] { return std::move(document); });
}

Result<void> ClientDocument::look()
{
    m_spots.clear();
    m_scopes.clear();
    QBuffer source;
    source.setData(QByteArray::fromRawData(m_text.constData(), m_text.size()));
    source.open(QIODevice::ReadOnly);
    json::Elements elements = m_format->elements();
    elements.take = [this](json::Element &&element) {
        note(element);
        return Result<void>();
    };
    return refuseForeignFile(source).and_then([&]() -> Result<void> {
        source.seek(0);
        auto parsed = json::parse(source, elements);
        if (!parsed)
            return std::unexpected(parsed.error());
        m_isSingle = m_format->isSingle(parsed->rest);
        if (m_isSingle) {
            const TextPlace whole = json::wholeOf(m_text);
            json::Element single{.value = std::move(parsed->rest), .begin = whole.begin, .end = whole.end};
            note(single);
        } else if (parsed->standsTwice) {
            return std::unexpected(*parsed->standsTwice);
        } else if (parsed->elements == 0 && !m_format->mayBeDocument(parsed->rest)) {
            return fail(Error::Kind::Rule, m_format->strangeText());
        }
        return {};
    });
}

void ClientDocument::note(json::Element &element)
{
    if (!element.value.is_object())
        return;
    m_spots.push_back({m_format->readableId(element), {element.begin, element.end}});
    for (const auto &[name, value] : element.value.items()) {
        const bool isScopes = std::ranges::any_of(
            scopeLists, [&](const char *list) { return json::isSameName(list, name, m_format->dialect()); });
        for (const QString &scope : isScopes ? wordsOf(value) : QStringList())
            m_scopes[json::fromText(scope)] << element.begin;
    }
    json::wipeTexts(element.value);
}

bool ClientDocument::hasClient(const QString &clientId) const
{
    return std::ranges::contains(m_spots, clientId, &Spot::clientId);
}

Result<const ClientDocument::Spot *> ClientDocument::spotOf(const QString &clientId) const
{
    const auto found = std::ranges::find(m_spots, clientId, &Spot::clientId);
    if (found == m_spots.end()) {
        return fail(Error::Kind::Conflict,
                    ClientDocumentText::tr("\"%1\" is not in the file any more. Compare again.")
                        .arg(rules::shortened(clientId)));
    }
    if (std::ranges::count(m_spots, clientId, &Spot::clientId) > 1) {
        return fail(Error::Kind::Rule,
                    ClientDocumentText::tr("\"%1\" stands more than once in the file. Remove all but one, or "
                                           "change it by hand; where these are several realms, say under "
                                           "Settings > Servers which realm is meant.")
                        .arg(rules::shortened(clientId)));
    }
    return &*found;
}

Result<Json> ClientDocument::client(const QString &clientId) const
{
    return spotOf(clientId).and_then(
        [&](const Spot *spot) { return json::valueAt(m_text, spot->place, m_format->dialect()); });
}

Result<void> ClientDocument::take(Result<QByteArray> &&text)
{
    return text.and_then([&](QByteArray &changed) {
        m_text.swap(changed);
        explicit_bzero(changed.data(), size_t(changed.size()));
        return look();
    });
}

Result<void> ClientDocument::change(const QString &clientId, const Json &before, const Json &after)
{
    const auto spot = spotOf(clientId);
    if (!spot)
        return std::unexpected(spot.error());
    const json::Dialect dialect = m_format->dialect();
    return client(clientId).and_then([&](const Json &now) -> Result<void> {
        if (!planned::isStill(now, before, dialect))
            return std::unexpected(changedMeanwhile(clientId));
        const Json then = planned::applied(now, before, after, dialect);
        return take(json::edited(m_text, (*spot)->place, then, dialect));
    });
}

Result<void> ClientDocument::mayAdd(const QString &clientId) const
{
    if (hasClient(clientId))
        return std::unexpected(changedMeanwhile(clientId));
    if (m_isSingle) {
        return fail(
            Error::Kind::Rule,
            ClientDocumentText::tr("The file is a single client application, so that there is no room "
                                   "for another. Make it a list: put [ and ] around it."));
    }
    const auto place = list();
    if (place && hasListsBeside(*place)) {
        return fail(
            Error::Kind::Rule,
            ClientDocumentText::tr("The file has several lists of client applications, as of several "
                                   "realms, and does not say which of them \"%1\" belongs to. Say under "
                                   "Settings > Servers which realm is meant, or add it to one by hand, "
                                   "with its client ID alone, and push again.")
                .arg(rules::shortened(clientId)));
    }
    if (place && json::memberAt(m_text, *place, json::fromText(clientId), m_format->dialect()))
        return std::unexpected(changedMeanwhile(clientId));
    return {};
}

Result<void> ClientDocument::add(const QString &clientId, const Json &client)
{
    if (const auto may = mayAdd(clientId); !may)
        return may;
    const auto place = list();
    if (!place)
        return addList(client);
    const std::string name = json::fromText(clientId);
    return take(json::appended(m_text, *place, name, client, m_format->dialect()));
}

/// Of the client applications; that of this one, or of the first one, where there are some.
std::optional<TextPlace> ClientDocument::list(const QString &clientId) const
{
    const auto own = std::ranges::find(m_spots, clientId, &Spot::clientId);
    if (!m_spots.empty())
        return json::wayTo(m_text, (own == m_spots.end() ? m_spots.front() : *own).place.begin).back();
    const auto isList = [&](const TextPlace &place) {
        return m_text[place.begin] == '[' || (m_format->mayBeMembers() && m_text[place.begin] == '{');
    };
    for (const json::Path &path : m_format->clientPaths()) {
        std::optional<TextPlace> place = json::wholeOf(m_text);
        const bool isRoot = path.empty();
        if (isRoot && m_text[place->begin] != '[')
            continue;
        for (const std::string &name : path) {
            if (!place)
                break;
            place = childOf(*place, name);
        }
        if (place && isList(*place) && (!isRoot || json::childrenAt(m_text, *place).empty()))
            return place;
    }
    return std::nullopt;
}

/// With client applications, or where some could be.
bool ClientDocument::hasListsBeside(const TextPlace &list) const
{
    const bool isAround = std::ranges::any_of(m_spots, [&](const Spot &spot) {
        return spot.place.begin < list.begin || spot.place.end > list.end;
    });
    const TextPlace whole = json::wholeOf(m_text);
    const bool isWhole = whole.begin == list.begin;
    return isAround || (!isWhole && m_text[whole.begin] == '[' && json::childrenAt(m_text, whole).size() > 1);
}

/// What a part of a path leads to; nothing where a list could stand anywhere.
std::optional<TextPlace> ClientDocument::childOf(const TextPlace &place, const std::string &name) const
{
    if (name == json::anyMember)
        return std::nullopt;
    if (name != "*")
        return json::memberAt(m_text, place, name, m_format->dialect());
    const auto children = json::childrenAt(m_text, place);
    return children.empty() ? std::nullopt : std::optional(children.front());
}

/// With the first list that a document of this kind may have.
Result<void> ClientDocument::addList(const Json &client)
{
    const TextPlace whole = json::wholeOf(m_text);
    const json::Dialect dialect = m_format->dialect();
    std::optional<TextPlace> object;
    json::Path missing;
    for (const json::Path &path : m_format->clientPaths()) {
        const bool isPlain = !path.empty() && path.front() != "*" && path.front() != json::anyMember;
        if (!isPlain || m_text[whole.begin] != '{')
            continue;
        const auto inner = path.size() > 1 ? json::memberAt(m_text, whole, path.front(), dialect) : whole;
        if (inner && m_text[inner->begin] == '{') {
            object = inner;
            missing = {path.back()};
        } else if (!object) {
            object = whole;
            missing = path;
        }
    }
    if (!object)
        return fail(Error::Kind::Rule, m_format->strangeText());
    Json list = Json::array({client});
    while (missing.size() > 1) {
        list = Json{{missing.back(), std::move(list)}};
        missing.pop_back();
    }
    return take(json::appended(m_text, *object, missing.back(), list, dialect));
}

/// The object that holds the list of client applications.
TextPlace ClientDocument::root(const QString &clientId) const
{
    const auto place = list(clientId);
    const std::vector<TextPlace> way = place ? json::wayTo(m_text, place->begin) : std::vector<TextPlace>();
    return way.empty() ? json::wholeOf(m_text) : way.back();
}

bool ClientDocument::hasSeveralDocuments() const
{
    const auto place = list();
    return place && hasListsBeside(*place);
}

bool ClientDocument::namesScope(const std::string &scope, const QString &clientId) const
{
    const TextPlace document = root(clientId);
    return std::ranges::any_of(m_scopes.value(scope), [&](qsizetype begin) {
        return begin >= document.begin && begin < document.end;
    });
}

Result<std::optional<Json>> ClientDocument::section(const std::string &name, const QString &clientId) const
{
    const auto place = json::memberAt(m_text, root(clientId), name, m_format->dialect());
    if (!place)
        return std::optional<Json>();
    return json::valueAt(m_text, *place, m_format->dialect()).transform([](Json &&value) {
        return std::optional(std::move(value));
    });
}

Result<void> ClientDocument::put(const Surrounding &surrounding, const QString &clientId)
{
    const json::Dialect dialect = m_format->dialect();
    const TextPlace object = root(clientId);
    if (m_text[object.begin] != '{') {
        return fail(
            Error::Kind::Rule,
            ClientDocumentText::tr("The file has no room for %1 beside its client applications: it is a "
                                   "list. Make it an object with that list in it.")
                .arg(json::toText(surrounding.section)));
    }
    const auto place = json::memberAt(m_text, object, surrounding.section, dialect);
    if (!place) {
        const Json only = surrounding.value.is_array() ? Json{{surrounding.name, surrounding.value}}
                                                       : Json::array({surrounding.value});
        return take(json::appended(m_text, object, surrounding.section, only, dialect));
    }
    for (const TextPlace &child : json::childrenAt(m_text, *place)) {
        const auto value = json::valueAt(m_text, child, dialect);
        if (!value || m_text[place->begin] != '[' || idOf(*value, dialect) != surrounding.name)
            continue;
        Json wanted = laidOver(*value, surrounding.value, dialect);
        for (const json::Place &gone : surrounding.gone)
            json::eraseAt(wanted, gone);
        return take(json::edited(m_text, child, wanted, dialect));
    }
    if (m_text[place->begin] == '{' && json::memberAt(m_text, *place, surrounding.name, dialect))
        return {};
    return take(json::appended(m_text, *place, surrounding.name, surrounding.value, dialect));
}

}
