#include "domain/formats/ClientFormat.h"
#include "domain/formats/ForeignFiles.h"
#include "domain/formats/FormatText.h"
#include "domain/formats/Formats.h"
#include "domain/json/JsonElements.h"

#include "domain/rules/RuleText.h"

#include <QBuffer>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

std::vector<std::unique_ptr<ClientFormat>> made(auto... make)
{
    std::vector<std::unique_ptr<ClientFormat>> formats;
    (formats.push_back(make()), ...);
    return formats;
}

QString namesOf(const auto &formats)
{
    QStringList names;
    for (const auto &format : formats)
        names << format->name();
    return names.join(", "_L1);
}

}

const std::vector<std::unique_ptr<ClientFormat>> &clientFormats()
{
    static const auto formats =
        made(gatehouseFormat,      //
             skorubaFormat,        // before the next, which finds its clients in any section
             identityServerFormat, // before Keycloak's, whose names differ in case alone
             auth0Format,          // before oidcProviderFormat, since a tenant has more than clients
             entraFormat,          //
             keycloakFormat,       // before the next two, which take an empty array of clients
             oidcProviderFormat,   // before the next, which recognizes its clients too
             hydraFormat,          // before rfc7591Format, like the next
             glewlwydFormat,       //
             rfc7591Format);
    return formats;
}

Result<const ClientFormat *> formatByName(const QString &name)
{
    const auto &formats = clientFormats();
    const auto found = std::ranges::find(formats, name.toLower(), &ClientFormat::name);
    if (found != formats.end())
        return found->get();
    return fail(Error::Kind::NotFound, FormatText::tr("Format \"%1\" does not exist. Use one of: %2.")
                                           .arg(rules::shortened(name), namesOf(clientFormats())));
}

std::vector<const ClientFormat *> exportFormats()
{
    std::vector<const ClientFormat *> formats;
    for (const auto &format : clientFormats()) {
        if (format->canWrite())
            formats.push_back(format.get());
    }
    return formats;
}

Result<const ClientFormat *> exportFormatByName(const QString &name)
{
    return formatByName(name).and_then([](const ClientFormat *format) -> Result<const ClientFormat *> {
        if (format->canWrite())
            return format;
        return fail(Error::Kind::Rule,
                    FormatText::tr("Format \"%1\" is for import only. Export to one of: %2.")
                        .arg(format->name(), namesOf(exportFormats())));
    });
}

Result<const ClientFormat *> formatByContent(QIODevice &source, const Progress &progress)
{
    if (const auto own = refuseForeignFile(source); !own)
        return std::unexpected(own.error());
    source.seek(0);
    QByteArray beginning = source.read(json::enoughToRecognize);
    const auto found = std::ranges::find_if(
        clientFormats(), [&](const auto &format) { return format->recognizes(beginning); });
    explicit_bzero(beginning.data(), std::size_t(beginning.size())); // it may hold a client secret
    if (found != clientFormats().end())
        return found->get();
    source.seek(0);
    if (const auto parsed = json::parse(source, {.keepsNothing = true}, progress); !parsed)
        return std::unexpected(parsed.error());
    return fail(
        Error::Kind::Rule,
        FormatText::tr("The file is in none of the formats that Gatehouse knows: %1. Choose another file, "
                       "or name the format if it is one of these.")
            .arg(namesOf(clientFormats())));
}

Result<const ClientFormat *> formatByContent(const QByteArray &document)
{
    QBuffer source;
    source.setData(document);
    source.open(QIODevice::ReadOnly);
    return formatByContent(source);
}

Result<ImportedFile> ClientFormat::read(const QByteArray &document, const QDateTime &now) const
{
    QBuffer source;
    source.setData(document);
    source.open(QIODevice::ReadOnly);
    const auto all = reader(source, now);
    ImportedFile file;
    file.format = this;
    return all->survey()
        .and_then([&](const FileSurvey &survey) {
            static_cast<ImportedHead &>(file) = survey.head;
            return all->visit([&](const ImportedClient &imported) -> Result<void> {
                file.clients << imported;
                for (QByteArray &inClear : file.clients.last().secretsInClear)
                    inClear.detach(); // the reader wipes its own
                return {};
            });
        })
        .transform([&] { return file; });
}

}
