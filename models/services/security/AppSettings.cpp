#include "services/security/AppSettings.h"

#include "domain/json/JsonText.h"
#include "services/export/OutputFile.h"
#include "services/security/EncryptionText.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace gatehouse {

using json::Json;

namespace {

const QString localSystem = u"LocalSystem"_s;
const QString keyring = u"Keyring"_s;

constexpr qint64 largestFile = 1024 * 1024; ///< bytes

using Path = std::vector<std::string>;
const Path modePath{"DataSecuritySettings", "Storage", "Mode"};
const Path folderPath{"DataSecuritySettings", "Storage", "LocalSystem", "StorageLocation"};
const Path activePath{"DataSecuritySettings", "DataProtection", "Active"};
const Path namePath{"DataSecuritySettings", "DataProtection", "EncryptionKey", "Name"};

QString placeOf(const Path &path)
{
    QString place;
    for (const std::string &name : path)
        place = json::member(place, name);
    return place;
}

/// Nothing where a name on the path is missing.
Result<const Json *> find(const Json &document, const Path &path)
{
    const Json *at = &document;
    QString place;
    for (const std::string &name : path) {
        if (!at->is_object()) {
            return std::unexpected(json::wrongType(*at,
                                                   place.isEmpty() ? EncryptionText::tr("The file") : place,
                                                   EncryptionText::tr("an object")));
        }
        const auto member = at->find(name);
        if (member == at->end())
            return nullptr;
        at = &*member;
        place = json::member(place, name);
    }
    return at;
}

template<typename T>
Result<void> readInto(T &target, const Json &document, const Path &path)
{
    return find(document, path).and_then([&](const Json *value) -> Result<void> {
        if (!value)
            return {};
        return json::read<T>(*value, placeOf(path)).transform([&](const T &read) { target = read; });
    });
}

Result<void> checkFolder(const QString &folder)
{
    if (QDir::isAbsolutePath(folder))
        return {};
    return std::unexpected(
        json::wrongValue(placeOf(folderPath), EncryptionText::tr("the full path of a folder")));
}

/// Key files are called by it.
Result<void> checkName(const QString &name)
{
    static const QRegularExpression allowed(u"\\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\\z"_s);
    if (allowed.match(name).hasMatch())
        return {};
    return std::unexpected(json::wrongValue(
        placeOf(namePath), EncryptionText::tr("1 to 100 letters, digits, dots, hyphens and underscores")));
}

Result<EncryptionSettings::Mode> modeFrom(const QString &text)
{
    if (text == localSystem)
        return EncryptionSettings::Mode::LocalSystem;
    if (text == keyring)
        return EncryptionSettings::Mode::Keyring;
    return std::unexpected(
        json::wrongValue(placeOf(modePath), EncryptionText::tr("%1 or %2").arg(localSystem, keyring)));
}

Result<EncryptionSettings> settingsFrom(const Json &document)
{
    EncryptionSettings settings = AppSettings::standardEncryption();
    QString mode = localSystem;
    return readInto(mode, document, modePath)
        .and_then([&] { return readInto(settings.folder, document, folderPath); })
        .and_then([&] { return readInto(settings.active, document, activePath); })
        .and_then([&] { return readInto(settings.keyName, document, namePath); })
        .and_then([&] { return checkFolder(settings.folder); })
        .and_then([&] { return checkName(settings.keyName); })
        .and_then([&] { return modeFrom(mode); })
        .transform([&](EncryptionSettings::Mode read) {
            settings.mode = read;
            return settings;
        });
}

/// Looked at before it is opened: to open a pipe would already wait for somebody. False where there is none
/// and need not be one.
Result<bool> checkIsThere(const AppSettings &settings)
{
    const QFileInfo info(settings.path());
    if (!info.exists() && settings.mayBeMissing())
        return false;
    const QString fault = !info.exists()   ? EncryptionText::tr("there is no such file. Check the path.")
                          : !info.isFile() ? EncryptionText::tr("it is no plain file. Check the path.")
                          : info.size() > largestFile
                              ? EncryptionText::tr("it is too large for settings. Check the path.")
                              : QString();
    return fault.isEmpty() ? Result<bool>(true) : fail(Error::Kind::Unreachable, fault);
}

Result<Json> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Kind::Unreachable, file.errorString());
    const QByteArray content = file.read(largestFile);
    if (file.error() != QFileDevice::NoError)
        return fail(Error::Kind::Unreachable, file.errorString());
    return json::parse(content);
}

/// An empty object where there is no file.
Result<Json> documentOf(const AppSettings &settings)
{
    return checkIsThere(settings).and_then(
        [&](bool isThere) { return isThere ? contentOf(settings.path()) : Result<Json>(Json::object()); });
}

/// What stands in the way is somebody's text, and so an error with its place.
Result<void> set(Json &document, const Path &path, Json value)
{
    return find(document, path).transform([&](const Json *) {
        Json *at = &document;
        for (const std::string &name : path)
            at = &(*at)[name];
        *at = std::move(value);
    });
}

Result<void> write(const QString &path, const Json &document)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder)) {
        return fail(Error::Kind::Unreachable,
                    EncryptionText::tr("the folder \"%1\" cannot be made. Check your rights.").arg(folder));
    }
    const QByteArray text = QByteArray::fromStdString(document.dump(2)) + '\n';
    return OutputFile::write(path, NeededFiles(), OutputFile::Readers::AsUsual, text)
        .transform_error([](Error error) {
            error.text = EncryptionText::tr("it cannot be written: %1.").arg(error.text);
            return error;
        });
}

auto named(const QString &path)
{
    return [path](const Error &error) {
        return Error{Error::Kind::Unreachable,
                     EncryptionText::tr("Settings \"%1\": %2").arg(path, error.text)};
    };
}

}

QString AppSettings::standardPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           "/gatehouse/appsettings.json"_L1;
}

EncryptionSettings AppSettings::standardEncryption()
{
    return {.folder =
                QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/gatehouse/keys"_L1,
            .keyName = u"gatehouse--data-protection-encryption-key"_s};
}

Result<void> AppSettings::check() const
{
    return checkIsThere(*this).transform([](bool) {}).transform_error(named(m_path));
}

Result<EncryptionSettings> AppSettings::encryption() const
{
    return documentOf(*this).and_then(settingsFrom).transform_error(named(m_path));
}

Result<void> AppSettings::setEncryption(const EncryptionSettings &settings) const
{
    const bool isLocal = settings.mode == EncryptionSettings::Mode::LocalSystem;
    return checkName(settings.keyName)
        .and_then([&] { return checkFolder(settings.folder); })
        .and_then([&] { return documentOf(*this); })
        .and_then([&](Json document) {
            return set(document, modePath, json::fromText(isLocal ? localSystem : keyring))
                .and_then([&] { return set(document, folderPath, json::fromText(settings.folder)); })
                .and_then([&] { return set(document, activePath, settings.active); })
                .and_then([&] { return set(document, namePath, json::fromText(settings.keyName)); })
                .and_then([&] { return write(m_path, document); });
        })
        .transform_error(named(m_path));
}

}
