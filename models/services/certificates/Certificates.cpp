#include "services/certificates/Certificates.h"

#include "services/certificates/CertificateSafe.h"
#include "services/certificates/CertificateTimes.h"
#include "services/security/PrivateFile.h"
#include "store/EditSession.h"
#include "store/RecordStore.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::certificates {

namespace {

using Stored = QList<SigningCertificate>;
using MaybeCertificate = std::optional<SigningCertificate>;
enum class Add { Always, WhereNoneSigns };

struct CertificatesText
{
    Q_DECLARE_TR_FUNCTIONS(Certificates)
};

QDateTime wholeSeconds(const QDateTime &time)
{
    return QDateTime::fromSecsSinceEpoch(time.toSecsSinceEpoch(), QTimeZone::UTC);
}

Result<void> checkIsNew(const Stored &stored, const QString &thumbprint)
{
    if (!std::ranges::contains(stored, thumbprint, &SigningCertificate::thumbprint))
        return {};
    return fail(Error::Kind::Rule,
                CertificatesText::tr("The certificate %1 is there already.").arg(thumbprint.left(16)));
}

Result<void> saveAll(EditSession &session, const Stored &certificates)
{
    for (const SigningCertificate &certificate : certificates) {
        if (const auto saved = session.save(certificate); !saved)
            return std::unexpected(saved.error());
    }
    return {};
}

/// Adds the row beside those that are there, which learn when it replaces them.
Result<MaybeCertificate> saveRow(EditSession &session, const Stored &stored,
                                 const store::CertificateSettings &settings, SigningCertificate row, Add add)
{
    const QDateTime now = row.created;
    // Somebody else may have made one meanwhile.
    if (add == Add::WhereNoneSigns && isAnyInUse(stored, now))
        return std::nullopt;
    row.signsFrom = std::max(row.notBefore, beginOfSigning(stored, settings, now));
    return checkIsNew(stored, row.thumbprint)
        .and_then([&] { return saveAll(session, replacedBy(stored, row.signsFrom, settings, now)); })
        .and_then([&] { return session.save(row); })
        .and_then([&](const SigningCertificate &saved) {
            return session.commit().transform([&] { return MaybeCertificate(saved); });
        });
}

/// What was kept goes again where the row is not stored.
Result<MaybeCertificate> keepAndSave(Database &database, const CertificateSafe &safe,
                                     const KeyedCertificate &keyed, const QDateTime &now, Add add)
{
    const auto row = safe.keep(keyed, now);
    if (!row)
        return std::unexpected(row.error());
    auto outcome = EditSession::begin(database, now).and_then([&](EditSession &&session) {
        return store::loadCertificates(database).and_then(
            [&](const Stored &stored) { return saveRow(session, stored, safe.settings(), *row, add); });
    });
    if (!outcome || !*outcome)
        std::ignore = safe.forget(*row);
    return outcome;
}

Result<MaybeCertificate> make(Database &database, const Encryption &encryption, const QDateTime &time,
                              Add add)
{
    const QDateTime now = wholeSeconds(time);
    return CertificateSafe::open(database, encryption).and_then([&](const CertificateSafe &safe) {
        const QDateTime until = now.addDays(safe.settings().validityDays);
        return safe.checkIsChosen()
            .and_then([&] { return safe.tools().create(u"Gatehouse token signing"_s, now, until); })
            .and_then(
                [&](const KeyedCertificate &keyed) { return keepAndSave(database, safe, keyed, now, add); });
    });
}

/// Whether the first certificate is still to be made.
Result<bool> isOneNeeded(Database &database, const QDateTime &now)
{
    const auto settings = store::loadCertificateSettings(database);
    if (!settings)
        return std::unexpected(settings.error());
    const auto licence = store::loadLicence(database);
    if (!licence)
        return std::unexpected(licence.error());
    if (settings->storage == CertificateStorage::None || licence->used == 0)
        return false;
    return store::loadCertificates(database).transform(
        [&](const Stored &stored) { return !isAnyInUse(stored, now); });
}

/// What can be told of a file before anything is kept.
Result<void> checkImport(Database &database, const CertificateSafe &safe, const KeyedCertificate &keyed,
                         const QDateTime &now)
{
    return safe.tools().info(keyed.certificate).and_then([&](const CertificateInfo &info) -> Result<void> {
        if (info.notAfter <= now) {
            return fail(Error::Kind::Rule,
                        CertificatesText::tr("The certificate expired on %1. Import one that is still valid.")
                            .arg(info.notAfter.date().toString(Qt::ISODate)));
        }
        return store::loadCertificates(database).and_then(
            [&](const Stored &stored) { return checkIsNew(stored, info.thumbprint); });
    });
}

}

Result<MaybeCertificate> ensureOne(Database &database, const Encryption &encryption, const QDateTime &now)
{
    return isOneNeeded(database, now).and_then([&](bool isNeeded) -> Result<MaybeCertificate> {
        if (!isNeeded)
            return std::nullopt;
        return make(database, encryption, now, Add::WhereNoneSigns);
    });
}

Result<SigningCertificate> create(Database &database, const Encryption &encryption, const QDateTime &now)
{
    return make(database, encryption, now, Add::WhereNoneSigns)
        .and_then([](const MaybeCertificate &made) -> Result<SigningCertificate> {
            if (made)
                return *made;
            return fail(
                Error::Kind::Rule,
                CertificatesText::tr("There is a signing certificate already. To replace it, roll over "
                                     "(gatehouse certificate rollover)."));
        });
}

Result<SigningCertificate> rollOver(Database &database, const Encryption &encryption, const QDateTime &now)
{
    return make(database, encryption, now, Add::Always).transform([](const MaybeCertificate &made) {
        return *made;
    });
}

Result<SigningCertificate> import(Database &database, const Encryption &encryption, const QByteArray &file,
                                  const SecretBytes &passphrase, const QDateTime &time)
{
    const QDateTime now = wholeSeconds(time);
    return CertificateSafe::open(database, encryption).and_then([&](const CertificateSafe &safe) {
        return safe.checkIsChosen()
            .and_then([&] { return safe.tools().read(file, passphrase); })
            .and_then([&](const KeyedCertificate &keyed) {
                return checkImport(database, safe, keyed, now).and_then([&] {
                    return keepAndSave(database, safe, keyed, now, Add::Always);
                });
            })
            .transform([](const MaybeCertificate &added) { return *added; });
    });
}

Result<KeyedCertificate> open(Database &database, const Encryption &encryption,
                              const SigningCertificate &certificate)
{
    return CertificateSafe::open(database, encryption).and_then([&](const CertificateSafe &safe) {
        return safe.take(certificate);
    });
}

Result<void> remove(Database &database, const SigningCertificate &certificate, const QDateTime &now)
{
    const auto settings = store::loadCertificateSettings(database);
    if (!settings)
        return std::unexpected(settings.error());
    const auto removed = EditSession::begin(database, now).and_then([&](EditSession &&session) {
        return store::loadCertificates(database).and_then([&](const Stored &stored) -> Result<void> {
            const SigningCertificate *active = activeCertificate(stored, now);
            if (active && active->key == certificate.key) {
                return fail(
                    Error::Kind::Rule,
                    CertificatesText::tr("Tokens are signed with this certificate. Roll over to a new one "
                                         "first."));
            }
            return session.remove(certificate)
                .and_then([&] { return saveAll(session, withoutSuccessor(stored, certificate)); })
                .and_then([&] { return session.commit(); });
        });
    });
    if (!removed || certificate.storage != CertificateStorage::Local)
        return removed;
    return privatefile::remove(certificatePath(settings->folder, certificate.thumbprint));
}

}
