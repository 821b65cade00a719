#pragma once

#include "Edits.h"

namespace gatehouse::test {

inline Result<void> setCertificateStorage(Database &database, CertificateStorage storage)
{
    return store::loadCertificateSettings(database).and_then([&](store::CertificateSettings settings) {
        settings.storage = storage;
        return editing(database,
                       [&](EditSession &session) { return edit::setCertificateSettings(session, settings); });
    });
}

/// Without it no client application can be added.
inline Result<void> chooseCertificateStorage(Database &database)
{
    return setCertificateStorage(database, CertificateStorage::Database);
}

}
