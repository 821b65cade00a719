#include "services/security/CertificateProver.h"

#include "store/edit/CertificateEdits.h"

using namespace Qt::StringLiterals;

namespace gatehouse::certificatefiles {

using store::CertificateFile;

Prover::Prover(const EncryptionKeyBytes &key, const Database &database, QString databaseId)
    : m_key(key)
    , m_databaseId(std::move(databaseId))
    , m_place(database.place())
    , m_isFile(!database.path().isEmpty())
{
}

Result<Prover> Prover::of(Database &database, const Encryption &encryption)
{
    return store::loadEncryption(database).and_then([&](const store::EncryptionRecord &record) {
        return encryption.key(database).transform(
            [&](const EncryptionKeyBytes &key) { return Prover(key, database, record.databaseId); });
    });
}

CertificateFile Prover::proven(CertificateFile file, CertificateFile::State state) const
{
    file.state = state;
    file.claimed.clear();
    file.proof =
        QString::fromLatin1(proofOf(m_key, {u"certificate file"_s, store::toColumn(state), m_databaseId,
                                            m_place, file.folder, file.thumbprint, file.digest}));
    return file;
}

bool Prover::isProven(const CertificateFile &file) const
{
    return !file.proof.isEmpty() && proven(file, file.state).proof == file.proof;
}

Result<void> proveAnew(EditSession &session, const Prover &present, const Prover &next)
{
    return session.step(store::loadCertificateFiles(session.database()))
        .and_then([&](const QList<CertificateFile> &files) -> Result<void> {
            for (const CertificateFile &file : files) {
                if (!present.isProven(file))
                    continue;
                const auto noted = edit::noteCertificateFile(session, next.proven(file, file.state));
                if (!noted)
                    return noted;
            }
            return {};
        });
}

}
