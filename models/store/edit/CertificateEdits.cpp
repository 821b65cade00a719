#include "store/edit/CertificateEdits.h"

#include "store/edit/RecordChange.h"
#include "store/records/FieldStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

using store::sameKey;

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
                return typed.version == 0 ? store::insertRecord(database, certificate)
                                          : store::updateRecord(database, certificate);
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
        return store::removeRecord(database, certificate).and_then([&] {
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
