#include "store/edit/CertificateEdits.h"

#include "store/edit/RecordChange.h"

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

using store::changeOne;
using store::sameKey;

namespace {

QString certificateTitle(const SigningCertificate &certificate)
{
    return EditText::tr("Certificate %1").arg(certificate.thumbprint.left(16));
}

Result<void> insertCertificate(Database &database, const SigningCertificate &certificate)
{
    return database.execute(u"INSERT INTO signing_certificate (id, version, thumbprint, certificate, "
                            u"storage, sealed, created_at, "
                            "not_before, not_after, signs_from, replaced_at, published_until) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                            {certificate.key, certificate.version, certificate.thumbprint,
                             QString::fromLatin1(certificate.certificate.toBase64()),
                             store::toColumn(certificate.storage), QString::fromLatin1(certificate.sealed),
                             store::toColumn(certificate.created), store::toColumn(certificate.notBefore),
                             store::toColumn(certificate.notAfter), store::toColumn(certificate.signsFrom),
                             store::toColumn(certificate.replaced),
                             store::toColumn(certificate.publishedUntil)});
}

Result<void> updateCertificate(Database &database, const SigningCertificate &certificate)
{
    return changeOne(database, u"signing_certificate"_s,
                     u"UPDATE signing_certificate SET version = ?, sealed = ?, signs_from = ?, "
                     "replaced_at = ?, published_until = ? WHERE id = ? AND version = ?"_s,
                     {certificate.version, QString::fromLatin1(certificate.sealed),
                      store::toColumn(certificate.signsFrom), store::toColumn(certificate.replaced),
                      store::toColumn(certificate.publishedUntil), certificate.key, certificate.version - 1},
                     certificate.key, certificateTitle(certificate));
}

}

Result<SigningCertificate> save(EditSession &session, const SigningCertificate &typed)
{
    Database &database = session.database();
    SigningCertificate certificate = typed;
    certificate.version = typed.version + 1;
    if (certificate.key.isEmpty())
        certificate.key = newRecordKey();
    const auto checkSeal = [&](const std::optional<SigningCertificate> &before) {
        const bool isAsItWas = before && before->sealed == certificate.sealed;
        return isAsItWas ? Result<void>() : store::checkSealKey(database, certificate.sealed);
    };
    const auto write = [&](const QList<SigningCertificate> &stored) {
        const auto before = sameKey(stored, certificate.key);
        return checkSeal(before)
            .and_then([&] {
                return typed.version == 0 ? insertCertificate(database, certificate)
                                          : updateCertificate(database, certificate);
            })
            .and_then([&] { return session.note(audit::recordOf(before), audit::recordOf(certificate)); });
    };
    return session.step(
        store::loadCertificates(database).and_then(write).transform([&] { return certificate; }));
}

Result<void> remove(EditSession &session, const SigningCertificate &certificate)
{
    Database &database = session.database();
    return session.step(store::loadCertificates(database).and_then([&](const auto &stored) {
        return changeOne(database, u"signing_certificate"_s,
                         u"DELETE FROM signing_certificate WHERE id = ? AND version = ?"_s,
                         {certificate.key, certificate.version}, certificate.key,
                         certificateTitle(certificate))
            .and_then([&] {
                return session.note(audit::recordOf(sameKey(stored, certificate.key)), std::nullopt);
            });
    }));
}

Result<void> noteCertificateFile(EditSession &session, const store::CertificateFile &file)
{
    return session.step(session.database().execute(
        u"INSERT INTO certificate_file (folder, thumbprint, digest, database_file) "
        "VALUES (?, ?, ?, ?) ON CONFLICT (folder, thumbprint) DO UPDATE SET "
        "digest = excluded.digest, database_file = excluded.database_file"_s,
        {file.folder, file.thumbprint, file.digest, store::proofColumn(file)}));
}

Result<void> forgetCertificateFile(EditSession &session, const store::CertificateFile &file)
{
    return session.step(
        session.database().execute(u"DELETE FROM certificate_file WHERE folder = ? AND thumbprint = ?"_s,
                                   {file.folder, file.thumbprint}));
}

}
