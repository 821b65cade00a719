#pragma once

#include "services/security/AppSettings.h"

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what Encryption says.
struct EncryptionText
{
    Q_DECLARE_TR_FUNCTIONS(Encryption)
};

inline Error notSetUp()
{
    return {Error::Kind::Rule,
            EncryptionText::tr(
                "Encryption is not set up for this database. Set it up in Settings > Encryption.")};
}

/// What is encrypted names its key, so the row that names the database's was removed.
inline Error keyIsNotNamed()
{
    return {Error::Kind::Unreachable,
            EncryptionText::tr(
                "The database is damaged: it holds encrypted values, but table encryption_key does "
                "not name their key. Nothing can be encrypted or read. Restore a backup from before.")};
}

inline Error setUpAlready()
{
    return {Error::Kind::Rule,
            EncryptionText::tr("This database has an encryption key already. Replace the key "
                               "instead: then everything that is encrypted is kept.")};
}

inline Error switchedOff(const AppSettings &settings)
{
    return {Error::Kind::Rule,
            EncryptionText::tr(
                "Encryption is switched off in \"%1\". Switch it on there (DataProtection, Active), or "
                "in Settings > Encryption.")
                .arg(settings.path())};
}

}
