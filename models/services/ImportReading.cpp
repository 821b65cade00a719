#include "services/ImportReading.h"

#include "domain/formats/JsonText.h"
#include "services/security/SecretBytes.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace gatehouse {

namespace {

struct ImportReadingText
{
    Q_DECLARE_TR_FUNCTIONS(ImportReading)
};

Error cannotRead(const QString &path, const QString &reason)
{
    return {Error::Kind::Unreachable,
            ImportReadingText::tr("The file \"%1\" cannot be read: %2. Check its name and your rights.")
                .arg(path, reason)};
}

Error named(const QString &path, Error error)
{
    error.text = ImportReadingText::tr("File \"%1\": %2").arg(path, error.text);
    return error;
}

/// A pipe or device does not tell its size, so it is read up to the limit.
Result<QByteArray> contentOf(const QString &path)
{
    if (QFileInfo(path).isDir())
        return std::unexpected(cannotRead(path, ImportReadingText::tr("it is a folder")));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(cannotRead(path, file.errorString()));
    QByteArray content = file.read(json::largestDocument + 1);
    if (file.error() != QFileDevice::NoError)
        return std::unexpected(cannotRead(path, file.errorString()));
    if (content.size() > json::largestDocument) {
        return fail(
            Error::Kind::Rule,
            ImportReadingText::tr("The file \"%1\" is larger than %2 MiB. Split it into smaller ones.")
                .arg(path)
                .arg(json::largestDocument / (1024 * 1024)));
    }
    return content;
}

}

Result<ReadFile> readImportFile(const QString &path, const QString &formatName, const QDateTime &now)
{
    auto content = contentOf(path);
    if (!content)
        return std::unexpected(content.error());
    const auto format = formatName.isEmpty() ? formatByContent(*content) : formatByName(formatName);
    auto read = format
                    .and_then([&](const ClientFormat *found) {
                        return found->read(*content, now).transform([&](ImportedFile &&file) {
                            return ReadFile{found, std::move(file)};
                        });
                    })
                    .transform_error([&](const Error &error) { return named(path, error); });
    wipe(*content); // it may hold client secrets
    return read;
}

}
