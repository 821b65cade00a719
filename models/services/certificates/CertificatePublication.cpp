#include "services/certificates/CertificateSafe.h"
#include "services/certificates/Certificates.h"
#include "services/certificates/JsonWebKeySet.h"

#include <QCoreApplication>

namespace gatehouse::certificates {

namespace {

using Stored = QList<SigningCertificate>;

struct PublicationText
{
    Q_DECLARE_TR_FUNCTIONS(CertificatePublication)
};

Result<void> addTo(JsonWebKeySet &keys, const CertificateSafe &safe, const SigningCertificate &row)
{
    return safe.take(row)
        .and_then(
            [&](const KeyedCertificate &keyed) { return safe.tools().privateNumbers(keyed.privateKey); })
        .transform([&](const RsaNumbers &numbers) { keys.add(row.certificate, numbers); });
}

Result<void> addTo(JsonWebKeySet &keys, CertificateTools &tools, const SigningCertificate &row)
{
    return tools.publicNumbers(row.certificate).transform([&](const RsaNumbers &numbers) {
        keys.add(row.certificate, numbers);
    });
}

/// `where` is what opens them, or the tools alone.
Result<SecretBytes> keySet(const Stored &published, auto &where)
{
    if (published.isEmpty()) {
        return fail(Error::Kind::NotFound,
                    PublicationText::tr("There is no signing certificate. It is made with the first client "
                                        "application, or by gatehouse certificate create."));
    }
    JsonWebKeySet keys;
    for (const SigningCertificate &row : published) {
        if (const auto done = addTo(keys, where, row); !done)
            return std::unexpected(done.error());
    }
    return keys.end();
}

}

Result<SecretBytes> jwks(Database &database, const Encryption &encryption, KeyParts parts,
                         const QDateTime &now)
{
    return store::loadCertificates(database).and_then([&](const Stored &stored) {
        const Stored published = publishedCertificates(stored, now);
        if (parts == KeyParts::Private && !published.isEmpty()) {
            return CertificateSafe::open(database, encryption).and_then([&](const CertificateSafe &safe) {
                return keySet(published, safe);
            });
        }
        return certificateTools().and_then(
            [&](CertificateTools *tools) { return keySet(published, *tools); });
    });
}

}
