#include "domain/formats/Formats.h"

#include "domain/LanguageTag.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/ImportedClients.h"
#include "domain/formats/gatehouse/GatehouseJson.h"
#include "domain/formats/gatehouse/GatehouseProperties.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;
using namespace gatehouseproperties;

namespace {

Result<void> checkVersion(const Json &root)
{
    const auto version = root.find("version");
    if (version == root.end())
        return std::unexpected(missing(FormatText::tr("The file"), u"version"_s));
    return json::read<qint64>(*version, u"version"_s).and_then([](qint64 number) -> Result<void> {
        if (number > newestVersion) {
            return fail(
                Error::Kind::Rule,
                FormatText::tr("The file was made by a newer Gatehouse (version %1 of the format, this one "
                               "reads up to %2). Update Gatehouse.")
                    .arg(QString::number(number), QString::number(newestVersion)));
        }
        if (number < 1)
            return std::unexpected(json::wrongValue(u"version"_s, QString::number(newestVersion)));
        return {};
    });
}

/// What the file says of a record by its table, and the texts `others`.
void note(ImportedHead &file, const Json &object, const QString &place, const auto &table,
          std::initializer_list<std::string_view> others = {})
{
    const auto isKnown = [&](std::string_view name) {
        return std::ranges::contains(others, name) ||
               std::apply([&](const auto &...known) { return ((name == known.name) || ...); }, table);
    };
    for (const auto &[name, value] : object.items()) {
        if (isKnown(name))
            file.named << json::member(place, name);
    }
}

template<typename Record>
Result<void> readRecords(QList<Record> &records, const Json &array, const QString &place, ImportedHead &file)
{
    constexpr const auto &table = recordProperties<Record>;
    const auto lose = [&](const std::string &, const Json &, const QString &where) -> Result<void> {
        file.losses << unknownProperty({}, where);
        return {};
    };
    return json::eachElement(array, place, [&](const Json &object, const QString &one) {
        Record record;
        return json::readRecord(record, table, object, one, lose).and_then([&]() -> Result<void> {
            if (nameOf(record).isEmpty())
                return std::unexpected(missing(one, QString::fromLatin1(std::get<0>(table).name)));
            note(file, object, one, table);
            records << record;
            return {};
        });
    });
}

/// Reads a document of the gatehouse format. A fault in a client application refuses that one; a fault
/// outside of them refuses the file.
class GatehouseReader final : public JsonReader
{
public:
    using JsonReader::JsonReader;

    Result<void> readHead(const Json &root) override
    {
        if (!root.is_object())
            return std::unexpected(json::notAnObject(root, {}));
        if (const auto version = checkVersion(root); !version)
            return std::unexpected(version.error());
        for (const auto &[name, value] : root.items()) {
            if (const auto done = readTop(name, value); !done)
                return done;
        }
        return {};
    }

    Result<void> readClient(ImportedClient &imported, const Json &object) override
    {
        const auto &idInfo = fieldInfo(ClientField::ClientId);
        const auto clientId = object.find(idInfo.name);
        if (clientId == object.end())
            return std::unexpected(missing(imported.place, QString::fromLatin1(idInfo.name)));
        if (const auto done = readField(imported, idInfo, *clientId); !done)
            return done;

        for (const auto &[name, value] : object.items()) {
            const auto field = fieldByName(json::toText(name));
            if (!field) {
                imported.losses << unknownProperty(imported.client.clientId, json::member({}, name));
            } else if (const auto done = readField(imported, fieldInfo(*field), value); !done) {
                return done;
            }
        }
        for (const QString &place : std::as_const(imported.notKept))
            leaveFieldOf(place, imported);
        return {};
    }

private:
    /// What stands around a number that cannot be kept is not whole, and overwrites nothing.
    static void leaveFieldOf(const QString &place, ImportedClient &imported)
    {
        static const QRegularExpression step(u"[.[]"_s);
        const auto field = fieldByName(place.section(step, 0, 0));
        if (field)
            leaveField(*field, imported);
        if (field == ClientField::OnServers && place.contains(".secrets["_L1))
            leaveField(ClientField::Secrets, imported);
    }

    static void leaveField(ClientField field, ImportedClient &imported)
    {
        if (imported.named.remove(field)) {
            imported.notes << FormatText::tr(
                                  "%1 of a client application that exists stays as it is, because a "
                                  "number in it cannot be kept.")
                                  .arg(fieldLabel(field));
        }
    }

    Result<void> readTop(const std::string &name, const Json &value)
    {
        const QString place = json::member({}, name);
        if (name == "users")
            return readRecords(m_file.users, value, place, m_file);
        if (name == "api_scopes")
            return readRecords(m_file.apiScopes, value, place, m_file);
        if (name == "languages") {
            return readRecords(m_file.languages, value, place, m_file).and_then([this] {
                return canonicalizeTags();
            });
        }
        if (name == "custom_resources")
            return json::eachElement(value, place, std::bind_front(&GatehouseReader::readResource, this));
        if (name == "clients") {
            if (!value.is_array())
                return std::unexpected(json::notAnArray(value, place));
        } else if (name == "format") {
            if (value != formatName)
                return std::unexpected(json::wrongValue(place, QString::fromLatin1(formatName)));
        } else if (name != "version") {
            m_file.losses << unknownProperty({}, place);
        }
        return {};
    }

    Result<void> canonicalizeTags()
    {
        for (qsizetype index = 0; index < m_file.languages.size(); ++index) {
            Language &language = m_file.languages[index];
            const auto tag = canonicalLanguageTag(language.tag);
            if (!tag) {
                return std::unexpected(
                    json::wrongValue(u"languages[%1].tag"_s.arg(index),
                                     FormatText::tr("a language tag, as nl, pt-BR or zh-Hant")));
            }
            language.tag = *tag;
        }
        return {};
    }

    Result<void> readResource(const Json &object, const QString &place)
    {
        QStringList unknown;
        return readCustomResource(object, place, unknown).transform([&](const CustomResource &resource) {
            m_file.customResources << resource;
            note(m_file, object, place, recordProperties<CustomResource>, {"claims", "texts"});
            for (const QString &property : std::as_const(unknown))
                m_file.losses << unknownProperty({}, property);
        });
    }

    Result<void> readField(ImportedClient &imported, const ClientFieldInfo &info, const Json &value) const
    {
        const QString place = json::member(imported.place, info.name);
        imported.named << info.field;
        const auto withColumn = [&](Error error) {
            error.column = QString::fromLatin1(info.name);
            return error;
        };
        if (info.kind == FieldKind::Secrets)
            return readSecrets(imported, value, place).transform_error(withColumn);
        QStringList unknown;
        const auto read = info.kind == FieldKind::Servers
                              ? readOnServers(imported, value, place, unknown)
                              : readFieldJson(imported.client, info, value, place, unknown);
        for (const QString &property : std::as_const(unknown))
            imported.losses << unknownProperty(imported.client.clientId, property);
        return read.transform_error(withColumn);
    }

    Result<void> readSecrets(ImportedClient &imported, const Json &array, const QString &place) const
    {
        return json::eachElement(array, place, [&](const Json &object, const QString &one) {
            return addSecret(imported, {}, object, one);
        });
    }

    /// Its secrets stand there.
    Result<void> readOnServers(ImportedClient &imported, const Json &object, const QString &place,
                               QStringList &unknown) const
    {
        const auto takeSecret = [&](const QString &server, const Json &secret, const QString &one) {
            imported.named << ClientField::Secrets;
            return addSecret(imported, server, secret, one);
        };
        return readServers(object, place, unknown, takeSecret).transform([&](const ServerParts &parts) {
            imported.client.onServers = parts;
        });
    }

    Result<void> addSecret(ImportedClient &imported, const QString &server, const Json &object,
                           const QString &place) const
    {
        return readSecret(imported, object, place, m_now).transform([&](std::optional<ClientSecret> secret) {
            if (!secret)
                return;
            secret->onlyOn = server;
            imported.client.secrets << *secret;
        });
    }
};

}

std::unique_ptr<JsonReader> gatehouseReader(ImportedHead &file, const QDateTime &now)
{
    return std::make_unique<GatehouseReader>(file, now);
}

}
