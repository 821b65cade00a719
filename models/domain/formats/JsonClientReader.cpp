#include "domain/formats/JsonClientReader.h"

#include "domain/formats/ImportedClients.h"
#include "domain/formats/SecretsInClear.h"
#include "domain/json/JsonRecord.h"

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

}

JsonClientReader::JsonClientReader(const JsonFormat &format, QIODevice &source, const QDateTime &now)
    : m_format(format), m_source(source), m_reader(format.jsonReader(m_head, now))
{
}

JsonClientReader::~JsonClientReader()
{
    json::wipeTexts(m_single);
}

json::Elements JsonClientReader::elements() const
{
    json::Elements elements{.paths = m_format.clientPaths(), .dialect = m_format.dialect()};
    const auto isInDocuments = [](const json::Path &path) { return !path.empty() && path.front() == "*"; };
    if (std::ranges::any_of(elements.paths, isInDocuments)) {
        elements.areDocuments = [this](const Json &first) {
            return first.is_object() && m_format.isStart(first);
        };
    }
    return elements;
}

Result<FileSurvey> JsonClientReader::survey(const Progress &progress)
{
    FileSurvey survey;
    const auto look = [&](ImportedClient &&imported) -> Result<void> {
        ++survey.clients;
        survey.hasSecretsInClear |= !imported.refusal && !imported.secretsInClear.isEmpty();
        wipeSecretsInClear(imported);
        return {};
    };
    return readHead(halfOf(progress, 0))
        .and_then([&] { return readClients(look, halfOf(progress, 1)); })
        .transform([&] {
            survey.head = m_head;
            return survey;
        });
}

Result<void> JsonClientReader::readHead(const Progress &progress)
{
    m_source.seek(0);
    auto parsed = json::parse(m_source, elements(), progress);
    if (!parsed)
        return std::unexpected(parsed.error());
    Json &root = parsed->rest;
    const bool mayBeSingle = std::ranges::contains(m_format.clientPaths(), json::Path());
    if (mayBeSingle && root.is_object() && m_format.mayBeClient(root))
        m_single = std::exchange(root, Json::array());
    else if (parsed->elements == 0 && !m_format.mayBeDocument(root))
        return fail(Error::Kind::Rule, m_format.strangeText());
    return m_reader->readHead(root);
}

Result<void> JsonClientReader::visit(const Visitor &visitor)
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

Result<void> JsonClientReader::readClients(const ReadClient &read, const Progress &progress)
{
    if (!m_single.is_null())
        return read(readClient(u"clients[0]"_s, m_single));
    json::Elements all = elements();
    all.take = [&](const QString &place, Json &&object) {
        ImportedClient client = readClient(place, object);
        json::wipeTexts(object);
        return read(std::move(client));
    };
    m_source.seek(0);
    return json::parse(m_source, all, progress).transform([](const json::Parsed &) {});
}

ImportedClient JsonClientReader::readClient(const QString &place, const Json &object) const
{
    ImportedClient imported;
    imported.place = place;
    if (!object.is_object())
        imported.refusal = json::notAnObject(object, place);
    else if (const auto done = m_reader->readClient(imported, object); !done)
        imported.refusal = done.error();
    return imported;
}

}
