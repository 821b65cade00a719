#include "domain/formats/JsonFormat.h"

#include "domain/formats/ForeignFiles.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/formats/WholeDocument.h"
#include "domain/formats/WholeDocumentChecks.h"
#include "domain/json/JsonRecord.h"
#include "domain/rules/RuleText.h"

#include <QBuffer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

/// One of two passes over the same file.
Progress halfOf(const Progress &progress, int half)
{
    if (!progress)
        return {};
    return [progress, half](int done, int total) { return progress(half * total + done, 2 * total); };
}

/// Without the members at these places, where null stands for a number that cannot be kept: absent, they say
/// nothing of their fields.
Json without(const QSet<QString> &places, const Json &value, const QString &place)
{
    if (!value.is_structured())
        return value;
    Json rest = value.is_array() ? Json::array() : Json::object();
    if (value.is_array()) {
        for (std::size_t index = 0; index < value.size(); ++index)
            rest.push_back(without(places, value[index], json::element(place, index)));
        return rest;
    }
    Json::object_t::Container &members = rest.get_ref<Json::object_t &>();
    for (const auto &[name, member] : value.items()) {
        const QString where = json::member(place, name);
        if (!member.is_null() || !places.contains(where))
            members.emplace_back(name, without(places, member, where));
    }
    return rest;
}

}

/// Reads a JSON document in three passes: what stands around the client applications, then these to see what
/// they need, and then as often as asked, one at a time.
class JsonClientReader final : public ClientReader
{
public:
    /// Both outlive this; the device is read from its start, again and again.
    JsonClientReader(const JsonFormat &format, QIODevice &source, const QDateTime &now)
        : m_format(format), m_source(source), m_reader(format.m_facts.reader(m_head, now))
    {
    }

    ~JsonClientReader() override { json::wipeTexts(m_single.value); }

    Q_DISABLE_COPY_MOVE(JsonClientReader)

    Result<FileSurvey> survey(const Progress &progress) override
    {
        FileSurvey survey;
        const auto look = [&](ImportedClient &&imported) -> Result<void> {
            ++survey.clients;
            survey.hasSecretsInClear |= !imported.refusal && !imported.secretsInClear.isEmpty();
            wipeSecretsInClear(imported);
            return {};
        };
        return refuseForeignFile(m_source)
            .and_then([&] { return readHead(halfOf(progress, 0)); })
            .and_then([&] { return readClients(look, halfOf(progress, 1)); })
            .transform([&] {
                survey.head = m_head;
                if (m_serversOwn > 0)
                    survey.head.losses << serversOwnLoss();
                return survey;
            });
    }

    Result<void> visit(const Visitor &visitor) override
    {
        SeenClientIds seen;
        const auto hand = [&](ImportedClient &&imported) {
            seen.refuseRepeated(imported);
            const auto done = visitor(imported);
            wipeSecretsInClear(imported);
            return done;
        };
        return readClients(hand, {});
    }

    /// In one pass, without survey().
    Result<WholeDocument> whole(const Json &around, const Progress &progress)
    {
        WholeDocument document;
        std::vector<json::Element> found;
        json::Elements all = m_format.elements();
        all.take = [&](json::Element &&element) -> Result<void> {
            found.push_back(std::move(element));
            return {};
        };
        m_source.seek(0);
        return json::parse(m_source, all, progress)
            .and_then([&](json::Parsed &&parsed) { return takeRoot(parsed); })
            .and_then([&](Json &&root) {
                document.rest = root;
                return m_reader->readHead(withAround(std::move(root), around));
            })
            .transform([&] {
                tellOfTooLong();
                if (!m_single.value.is_null())
                    found.push_back(std::exchange(m_single, {}));
                takeElements(document, std::move(found));
                document.head = m_head;
                if (m_serversOwn > 0)
                    document.head.losses << serversOwnLoss();
                whole::tellOfOtherKinds(document);
                return std::move(document);
            });
    }

    Result<ImportedClient> readAs(const ImportedClient &where, const Json &object, const Json &rest)
    {
        return m_reader->readHead(rest).transform(
            [&] { return readClient({.place = where.place, .list = where.list, .value = object}); });
    }

private:
    static Json withAround(Json root, const Json &around)
    {
        for (auto member = around.begin(); around.is_object() && member != around.end(); ++member) {
            if (root.is_object() && !root.contains(member.key()))
                root[member.key()] = *member;
        }
        return root;
    }

    void takeElements(WholeDocument &document, std::vector<json::Element> &&found)
    {
        for (json::Element &element : found) {
            if (element.value.is_object() && m_reader->isServersOwn(element.value)) {
                noteServersOwn(element);
                json::wipeTexts(element.value);
                continue;
            }
            WholeDocument::Client client{.imported = readClient(element), .object = {}};
            if (element.value.is_object())
                client.object = std::move(element.value);
            document.clients.push_back(std::move(client));
        }
        whole::refuseRepeated(document);
    }

    using ReadClient = std::function<Result<void>(ImportedClient &&)>;

    Result<void> readHead(const Progress &progress)
    {
        m_source.seek(0);
        auto parsed = json::parse(m_source, m_format.elements(), progress);
        if (!parsed)
            return std::unexpected(parsed.error());
        return takeRoot(*parsed).and_then([&](const Json &root) {
            return m_reader->readHead(root).and_then([&] { return checkList(root); }).transform([&] {
                tellOfTooLong();
            });
        });
    }

    Result<Json> takeRoot(json::Parsed &parsed)
    {
        Json &root = parsed.rest;
        if (m_format.isSingle(root)) {
            m_single = {.value = std::exchange(root, Json::array()),
                        .standsTwice = std::exchange(parsed.standsTwice, {}),
                        .tooLong = std::exchange(parsed.tooLong, {})};
        } else if (parsed.elements == 0 && !m_format.mayBeDocument(root)) {
            return fail(Error::Kind::Rule, m_format.strangeText());
        }
        if (parsed.standsTwice)
            return std::unexpected(*parsed.standsTwice);
        if (!parsed.tooLong.isEmpty())
            root = without(QSet(parsed.tooLong.begin(), parsed.tooLong.end()), root, {});
        m_tooLong = parsed.tooLong;
        return std::move(root);
    }

    /// What stands around a number that cannot be kept is not whole, and overwrites nothing.
    void tellOfTooLong()
    {
        for (const QString &place : std::exchange(m_tooLong, {})) {
            m_head.losses << tooLongLoss({}, place);
            for (qsizetype end = place.size(); end > 0; end = lastStep(place.first(end)))
                m_head.named.remove(place.first(end));
        }
    }

    static qsizetype lastStep(QStringView place)
    {
        return std::max(place.lastIndexOf(u'.'), place.lastIndexOf(u'['));
    }

    Result<void> readClients(const ReadClient &read, const Progress &progress)
    {
        m_serversOwn = 0;
        m_namesOfServersOwn.clear();
        const auto readOne = [&](const json::Element &element) {
            const bool isServersOwn = element.value.is_object() && m_reader->isServersOwn(element.value);
            if (isServersOwn)
                noteServersOwn(element);
            return isServersOwn ? Result<void>() : read(readClient(element));
        };
        if (!m_single.value.is_null())
            return readOne(m_single);
        json::Elements all = m_format.elements();
        all.take = [&](json::Element &&element) {
            const auto done = readOne(element);
            json::wipeTexts(element.value);
            return done;
        };
        m_source.seek(0);
        return json::parse(m_source, all, progress).transform([](const json::Parsed &) {});
    }

    ImportedClient readClient(const json::Element &element) const
    {
        ImportedClient imported;
        imported.place = element.place;
        imported.list = element.list;
        for (const QString &place : element.tooLong)
            imported.notKept << placeIn(element, place);
        if (const auto done = readValue(imported, element); !done) {
            imported.refusal = done.error();
            nameRefused(imported, element);
        }
        for (const QString &place : element.tooLong)
            imported.losses << tooLongLoss(imported.client.clientId, placeIn(element, place));
        return imported;
    }

    static QString placeIn(const json::Element &element, const QString &place)
    {
        const QString beginning = element.place + u'.';
        return place.startsWith(beginning) ? place.sliced(beginning.size()) : place;
    }

    static Loss tooLongLoss(const QString &clientId, const QString &place)
    {
        return {clientId, place,
                FormatText::tr("Not kept: the number is too large, or a whole one of more than 64 bits, "
                               "which cannot be kept to the last digit. Set it on the server.")};
    }

    Result<void> readValue(ImportedClient &imported, const json::Element &element) const
    {
        if (element.standsTwice)
            return std::unexpected(*element.standsTwice);
        if (!element.value.is_object())
            return std::unexpected(json::notAnObject(element.value, element.place));
        if (imported.notKept.isEmpty())
            return m_reader->readClient(imported, element.value);
        Json value = without(imported.notKept, element.value, {});
        const auto done = m_reader->readClient(imported, value);
        json::wipeTexts(value);
        return done;
    }

    /// Refuses what stands in place of the list of client applications.
    Result<void> checkList(const Json &root) const
    {
        if (m_format.mayBeMembers() || !root.is_object())
            return {};
        for (const json::Path &path : m_format.clientPaths()) {
            const auto found = path.size() == 1 ? root.find(path.front()) : root.end();
            if (found == root.end() || found->is_array() || found->is_null())
                continue;
            return std::unexpected(json::wrongType(*found, json::toText(path.front()),
                                                   FormatText::tr("a list of client applications")));
        }
        return {};
    }

    void noteServersOwn(const json::Element &element)
    {
        constexpr int most = 20;
        if (++m_serversOwn <= most)
            m_namesOfServersOwn << rules::shortened(m_format.readableId(element));
        else if (m_serversOwn == most + 1)
            m_namesOfServersOwn << u"…"_s;
    }

    Loss serversOwnLoss() const
    {
        return {{},
                u"clients"_s,
                FormatText::tr("%n client application(s) are the server's own and left alone: %1.", nullptr,
                               m_serversOwn)
                    .arg(m_namesOfServersOwn.join(", "_L1))};
    }

    /// Whatever else is wrong with it, its client ID says best which one it is.
    void nameRefused(ImportedClient &imported, const json::Element &element) const
    {
        QString &clientId = imported.client.clientId;
        if (clientId.isEmpty())
            clientId = m_format.readableId(element);
        if (clientId.isEmpty())
            return;
        QString &text = imported.refusal->text;
        text = FormatText::tr("Client ID \"%1\": %2").arg(rules::shortened(clientId), text);
    }

    const JsonFormat &m_format;
    QIODevice &m_source;
    ImportedHead m_head;
    std::unique_ptr<JsonReader> m_reader;
    QStringList m_tooLong; ///< places around the client applications
    int m_serversOwn = 0;
    QStringList m_namesOfServersOwn;
    json::Element m_single; ///< the whole document, where that is one client application
};

WholeDocument::~WholeDocument()
{
    for (Client &client : clients) {
        wipeSecretsInClear(client.imported);
        json::wipeTexts(client.object);
    }
    json::wipeTexts(rest);
}

Result<WholeDocument> readWhole(const ClientFormat &format, QIODevice &source, const QDateTime &now,
                                const Json &around, const Progress &progress)
{
    const auto *const json = dynamic_cast<const JsonFormat *>(&format);
    Q_ASSERT_X(json, "readWhole", "a format that is not JSON");
    return JsonClientReader(*json, source, now).whole(around, progress);
}

Result<ImportedClient> readInstead(const ClientFormat &format, const ImportedClient &where,
                                   const Json &object, const Json &rest, const QDateTime &now)
{
    const auto *const json = dynamic_cast<const JsonFormat *>(&format);
    Q_ASSERT_X(json, "readInstead", "a format that is not JSON");
    QBuffer nothing;
    return JsonClientReader(*json, nothing, now).readAs(where, object, rest);
}

std::unique_ptr<ClientReader> JsonFormat::reader(QIODevice &source, const QDateTime &now) const
{
    return std::make_unique<JsonClientReader>(*this, source, now);
}

}
