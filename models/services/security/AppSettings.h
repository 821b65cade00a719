#pragma once

#include "domain/Error.h"

namespace gatehouse {

/// Where the encryption key is kept: `DataSecuritySettings` of appsettings.json.
struct EncryptionSettings
{
    enum class Mode {
        LocalSystem, ///< key files in a folder
        Keyring,     ///< the desktop's
    };
    Mode mode = Mode::LocalSystem;
    QString folder; ///< of LocalSystem, absolute
    bool active = true;
    QString keyName; ///< key files and keyring entries are called by it and the key's id

    bool operator==(const EncryptionSettings &) const = default;
};

/// appsettings.json, by the names of the documented platform. What else stands in the file is kept.
class AppSettings
{
public:
    /// In the user's configuration folder.
    static QString standardPath();
    /// LocalSystem, in the user's data folder.
    static EncryptionSettings standardEncryption();

    enum class IfMissing { Standard, Refuse };

    /// Somebody who names a file means it; at the usual place there need not be one.
    explicit AppSettings(QString path = standardPath(), IfMissing ifMissing = IfMissing::Standard)
        : m_path(std::move(path)), m_ifMissing(ifMissing)
    {
    }
    const QString &path() const { return m_path; }
    bool mayBeMissing() const { return m_ifMissing == IfMissing::Standard; }

    /// Refused where the file was named and is not there, or is none.
    Result<void> check() const;
    /// What the file says; the standard where there is no file or it does not say. A file that is no JSON, or
    /// has other types or an unknown mode, is an error with its place.
    Result<EncryptionSettings> encryption() const;
    /// Writes the file whole or not at all.
    Result<void> setEncryption(const EncryptionSettings &settings) const;

private:
    QString m_path;
    IfMissing m_ifMissing;
};

}
