#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonElements.h"

#include <vector>

namespace gatehouse {

/// Reads one document, first what stands around the client applications, then these one at a time.
class JsonReader
{
public:
    /// `now` is the creation time of secrets that the file holds in clear.
    JsonReader(ImportedHead &file, const QDateTime &now) : m_file(file), m_now(now) {}
    virtual ~JsonReader() = default;

    /// The arrays of client applications are empty in it. The error refuses the file.
    virtual Result<void> readHead(const json::Json &) { return {}; }
    /// Whether the server makes it by itself, so that it is left alone.
    virtual bool isServersOwn(const json::Json &) const { return false; }
    /// The error refuses this client application and no more.
    virtual Result<void> readClient(ImportedClient &imported, const json::Json &object) = 0;

protected:
    ImportedHead &m_file;
    QDateTime m_now;
};

template<typename Reader>
std::unique_ptr<JsonReader> readerOf(ImportedHead &head, const QDateTime &now)
{
    return std::make_unique<Reader>(head, now);
}

/// Where what stands around the client applications says nothing that we keep: `read` does what
/// JsonReader::readClient() does.
template<Result<void> (*read)(ImportedClient &imported, const json::Json &object, const QDateTime &now)>
std::unique_ptr<JsonReader> readerBy(ImportedHead &head, const QDateTime &now)
{
    class Reader final : public JsonReader
    {
    public:
        using JsonReader::JsonReader;
        Result<void> readClient(ImportedClient &imported, const json::Json &object) override
        {
            return read(imported, object, m_now);
        }
    };
    return std::make_unique<Reader>(head, now);
}

/// What a format is called, and where it has what. Texts are to be translated.
struct JsonFormatFacts
{
    const char *name;
    const char *title;
    const char *idName; ///< what the client ID of a client application is called
    /// An empty one is a document that may be a single client application, too.
    std::vector<json::Path> clientPaths;
    std::function<std::unique_ptr<JsonReader>(ImportedHead &head, const QDateTime &now)> reader;
    std::function<std::unique_ptr<ClientWriter>(QIODevice &target)> writer = {}; ///< empty: a way in only
    /// "The file holds no … It looks like …: choose another file or format." Null: the reader tells better
    /// what is wrong with a document that holds none.
    const char *strangeText = nullptr;
};

/// A format whose documents are JSON, with the client applications in arrays at places that are known.
class JsonFormat : public ClientFormat
{
public:
    explicit JsonFormat(JsonFormatFacts facts) : m_facts(std::move(facts)) {}

    QString name() const final { return QString::fromLatin1(m_facts.name); }
    QString title() const final;
    bool canWrite() const final { return bool(m_facts.writer); }
    std::unique_ptr<ClientWriter> writer(QIODevice &target) const final
    {
        return canWrite() ? m_facts.writer(target) : nullptr;
    }
    bool recognizes(const QByteArray &beginning) const final;
    std::unique_ptr<ClientReader> reader(QIODevice &source, const QDateTime &now) const final;
    void keepOtherSettings(ClientApplication &client, const ImportedClient &imported,
                           const ExportHead &head) const final;
    void fitToStored(ImportedClient &imported, const ClientApplication &stored,
                     const ExportHead &head) const override;

protected:
    using Path = json::Path;
    friend class JsonClientReader;
    friend class ClientDocument;

    /// How the writer would write the client application without its secrets and what was kept; null where
    /// that is not known.
    virtual json::Json written(const ClientApplication &, const ExportHead &) const { return nullptr; }

    /// Whether the server says that of each client application that has nothing to say about it.
    virtual bool saysByItself(const std::string &, const json::Json &) const { return false; }

    /// Takes out of what came the reader's own marks of what `client` does not have after all.
    virtual void forgetStrangers(json::Json &, const ClientApplication &) const {}

    virtual json::Dialect dialect() const { return json::Dialect::Standard; }
    /// Whether the client applications may be the members of an object instead of the elements of an array.
    virtual bool mayBeMembers() const { return false; }
    /// Whether it is one by its properties, not by whether it is right.
    virtual bool isClient(const json::Json &object) const = 0;
    /// The same where a path with json::anyMember leads to.
    virtual bool isClientAnywhere(const json::Json &object) const { return isClient(object); }
    /// Whether a document that is said to be of this format may be a single one.
    virtual bool mayBeClient(const json::Json &object) const { return isClient(object); }
    /// Whether the beginning of a document is of this format, when its client applications are not in it yet.
    virtual bool isStart(const json::Json &) const { return false; }
    /// Whether a document without client applications that is said to be of this format may be.
    virtual bool mayBeDocument(const json::Json &root) const;
    virtual bool isBeginning(const json::Json &start) const;

private:
    const std::vector<Path> &clientPaths() const { return m_facts.clientPaths; }
    QString strangeText() const;
    /// Whether an array holds documents that hold client applications, instead of these.
    bool startsOthers(const json::Json &array) const;
    /// Where client applications are taken out of a document; `take` is left to who reads.
    json::Elements elements() const;
    /// Whether a document without what was taken out of it is a single client application.
    bool isSingle(const json::Json &root) const;
    /// The client ID as far as it can be read, whatever else is wrong.
    QString readableId(const json::Element &element) const;

    JsonFormatFacts m_facts;
};

}
