#include "services/certificates/CertificateSafe.h"
#include "services/certificates/Certificates.h"
#include "services/certificates/CertificatesText.h"
#include "services/certificates/JsonWebKeySet.h"

using namespace Qt::StringLiterals;

namespace gatehouse::certificates {

namespace {

using Stored = QList<SigningCertificate>;

Result<void> addTo(JsonWebKeySet &keys, const CertificateSafe &safe, const SigningCertificate &row,
                   KeyParts parts)
{
    return safe.take(row)
        .and_then([&](const KeyedCertificate &keyed) {
            return parts == KeyParts::Private ? safe.tools().privateNumbers(keyed.privateKey)
                                              : safe.tools().publicNumbers(keyed.certificate);
        })
        .transform([&](const RsaNumbers &numbers) { keys.add(row.certificate, numbers); });
}

Result<SecretBytes> keySet(const Stored &published, const CertificateSafe &safe, KeyParts parts)
{
    JsonWebKeySet keys;
    for (const SigningCertificate &row : published) {
        if (const auto done = addTo(keys, safe, row, parts); !done)
            return std::unexpected(done.error());
    }
    return keys.end();
}

Error notPublished(Error why)
{
    why.text = CertificatesText::tr("No keys are published, because they cannot be checked against their "
                                    "private keys: %1")
                   .arg(why.text);
    return why;
}

}

Result<SecretBytes> jwks(Database &database, const Encryption &encryption, KeyParts parts,
                         const QDateTime &now)
{
    return store::loadCertificates(database).and_then([&](const Stored &stored) -> Result<SecretBytes> {
        const Stored published = publishedCertificates(stored, now);
        if (published.isEmpty()) {
            return fail(
                Error::Kind::NotFound,
                CertificatesText::tr("There is no signing certificate. It is made with the first client "
                                     "application."),
                {}, u"gatehouse certificate create"_s);
        }
        return CertificateSafe::open(database, encryption)
            .transform_error(notPublished)
            .and_then([&](const CertificateSafe &safe) { return keySet(published, safe, parts); });
    });
}

}
