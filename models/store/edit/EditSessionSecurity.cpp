#include "store/edit/EditSession.h"

#include "domain/RecordKey.h"
#include "store/edit/EditText.h"
#include "store/edit/RecordChange.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace gatehouse {

using store::changeOne;
using store::sameKey;

namespace {

Result<void> insertKey(Database &database, const store::EncryptionKey &key)
{
    return database.execute(
        u"INSERT INTO encryption_key (id, check_value, created_at, origin) VALUES (?, ?, ?, ?)"_s,
        {key.id, QString::fromLatin1(key.checkValue), store::toColumn(key.created),
         QString::fromLatin1(key.origin)});
}

audit::Record recordOf(const store::EncryptionKey &key)
{
    return {u"encryption_key"_s,
            key.id,
            key.id,
            {{"id", json::fromText(key.id)},
             {"created_at", json::fromText(store::toColumn(key.created).toString())}}};
}

/// That there is a password, and nothing of it.
audit::Record passwordRecord(const User &user, const json::Json &password)
{
    return {u"iam_user"_s, user.key, user.userId, {{"password", password}}};
}

QString sealSql(store::SealedValue::Kind kind)
{
    return kind == store::SealedValue::Kind::ClientSecret
               ? u"UPDATE client_secret SET sealed = ? WHERE id = ?"_s
               : u"UPDATE signing_certificate SET sealed = ? WHERE id = ?"_s;
}

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

Result<void> EditSession::keepingAdministrator(const User &user, const std::function<Result<void>()> &change)
{
    return store::hasMainAdministrator(m_database).and_then([&](bool had) {
        return change()
            .and_then([&] { return store::hasMainAdministrator(m_database); })
            .and_then([&](bool has) -> Result<void> {
                if (has || !had)
                    return {};
                return fail(Error::Kind::Rule,
                            EditText::tr("User \"%1\" is the only main administrator who can sign in: "
                                         "without, nobody could any more. First make another enabled user "
                                         "a main administrator and give that one a password.")
                                .arg(user.userId));
            });
    });
}

Result<void> EditSession::setPassword(const User &user, const QByteArray &phc)
{
    m_context.forget();
    const auto change = [&] {
        return changeOne(
            m_database, u"iam_user"_s,
            u"UPDATE iam_user SET password = ?, version = version + 1 WHERE id = ? AND version = ?"_s,
            {QString::fromLatin1(phc), user.key, user.version}, user.key,
            EditText::tr("User \"%1\"").arg(user.userId));
    };
    const auto noteChange = [&](const std::optional<User> &stored) {
        const bool had = stored && stored->hasPassword;
        const json::Json after = phc.isEmpty() ? json::Json(nullptr) : json::Json(had ? "changed" : "set");
        return note(passwordRecord(user, had ? json::Json("set") : json::Json(nullptr)),
                    passwordRecord(user, after));
    };
    return store::findUser(m_database, user.key)
        .and_then([&](const std::optional<User> &stored) {
            return keepingAdministrator(user, change).and_then([&] { return noteChange(stored); });
        })
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

Result<void> EditSession::setEncryptionKey(const store::EncryptionKey &key)
{
    return store::loadEncryption(m_database)
        .and_then([&](const store::EncryptionRecord &record) -> Result<void> {
            if (record.key) {
                return fail(
                    Error::Kind::Conflict,
                    EditText::tr("This database has an encryption key already. Replace the key instead: "
                                 "then everything that is encrypted is kept."));
            }
            return insertKey(m_database, key);
        })
        .and_then([&] { return note(std::nullopt, recordOf(key)); })
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

Result<void> EditSession::setSpareKeys(const QList<store::SpareKey> &keys)
{
    auto done = m_database.execute(u"DELETE FROM spare_encryption_key"_s).and_then([&] {
        return m_database.execute(u"UPDATE setting SET value = '' WHERE name = 'encryption_key_change'"_s);
    });
    for (const store::SpareKey &key : keys) {
        if (!done)
            break;
        done = m_database.execute(
            u"INSERT INTO spare_encryption_key (id, state, check_value, proof) VALUES (?, ?, ?, ?)"_s,
            {key.id, store::toColumn(key.state), QString::fromLatin1(key.checkValue),
             QString::fromLatin1(key.proof)});
    }
    return done.or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

Result<int> EditSession::replaceEncryptionKey(const store::EncryptionKey &key, const Reseal &reseal)
{
    const auto before = store::loadEncryption(m_database);
    if (!before)
        return refused(before.error());
    // Read whole before any is written: what a query gives while its table changes is undefined.
    QList<store::SealedValue> values;
    const auto collect = [&](const store::SealedValue &value) -> Result<void> {
        values << value;
        return {};
    };
    const auto resealAll = [&]() -> Result<void> {
        for (qsizetype i = 0; i < values.size(); ++i) {
            const store::SealedValue &value = values.at(i);
            const auto written = reseal(values, i).and_then([&](const QByteArray &sealed) {
                return m_database.execute(sealSql(value.kind), {QString::fromLatin1(sealed), value.key});
            });
            if (!written)
                return written;
        }
        return {};
    };
    return store::visitSealed(m_database, collect)
        .and_then(resealAll)
        .and_then([&] { return m_database.execute(u"DELETE FROM encryption_key"_s); })
        .and_then([&] { return insertKey(m_database, key); })
        .and_then([&] {
            return note(before->key.transform([](const auto &old) { return recordOf(old); }), recordOf(key));
        })
        .transform([&] { return int(values.size()); })
        .or_else([&](const Error &error) -> Result<int> { return refused(error); });
}

Result<SigningCertificate> EditSession::save(const SigningCertificate &typed)
{
    SigningCertificate certificate = typed;
    certificate.version = typed.version + 1;
    if (certificate.key.isEmpty())
        certificate.key = newRecordKey();
    const auto checkSeal = [&](const std::optional<SigningCertificate> &before) {
        const bool isAsItWas = before && before->sealed == certificate.sealed;
        return isAsItWas ? Result<void>() : store::checkSealKey(m_database, certificate.sealed);
    };
    const auto write = [&](const QList<SigningCertificate> &stored) {
        const auto before = sameKey(stored, certificate.key);
        return checkSeal(before)
            .and_then([&] {
                return typed.version == 0 ? insertCertificate(m_database, certificate)
                                          : updateCertificate(m_database, certificate);
            })
            .and_then([&] { return note(audit::recordOf(before), audit::recordOf(certificate)); });
    };
    return store::loadCertificates(m_database)
        .and_then(write)
        .transform([&] { return certificate; })
        .or_else([&](const Error &error) -> Result<SigningCertificate> { return refused(error); });
}

Result<void> EditSession::remove(const SigningCertificate &certificate)
{
    return store::loadCertificates(m_database)
        .and_then([&](const QList<SigningCertificate> &stored) {
            return changeOne(m_database, u"signing_certificate"_s,
                             u"DELETE FROM signing_certificate WHERE id = ? AND version = ?"_s,
                             {certificate.key, certificate.version}, certificate.key,
                             certificateTitle(certificate))
                .and_then(
                    [&] { return note(audit::recordOf(sameKey(stored, certificate.key)), std::nullopt); });
        })
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

Result<void> EditSession::noteCertificateFile(const store::CertificateFile &file)
{
    return m_database
        .execute(u"INSERT INTO certificate_file (folder, thumbprint, digest, database_file) "
                 "VALUES (?, ?, ?, ?) ON CONFLICT (folder, thumbprint) DO UPDATE SET "
                 "digest = excluded.digest, database_file = excluded.database_file"_s,
                 {file.folder, file.thumbprint, file.digest, file.databaseFile})
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

Result<void> EditSession::forgetCertificateFile(const store::CertificateFile &file)
{
    return m_database
        .execute(u"DELETE FROM certificate_file WHERE folder = ? AND thumbprint = ?"_s,
                 {file.folder, file.thumbprint})
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

}
