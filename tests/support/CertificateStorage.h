#pragma once

#include "store/edit/EditSession.h"

namespace gatehouse::test {

inline Result<void> setCertificateStorage(Database &database, CertificateStorage storage)
{
    return store::loadCertificateSettings(database).and_then([&](store::CertificateSettings settings) {
        settings.storage = storage;
        return EditSession::begin(database).and_then([&](EditSession &&session) {
            return session.setCertificateSettings(settings).and_then([&] { return session.commit(); });
        });
    });
}

/// Without it no client application can be added.
inline Result<void> chooseCertificateStorage(Database &database)
{
    return setCertificateStorage(database, CertificateStorage::Database);
}

}
