#include "services/certificates/Certificates.h"
#include "services/certificates/CertificateToolsLoader.h"
#include "services/certificates/CertificatesText.h"

#include "services/certificates/CertificateFiles.h"
#include "services/certificates/CertificateSafe.h"
#include "services/certificates/CertificateTimes.h"
#include "services/security/PrivateFile.h"
#include "store/edit/CertificateEdits.h"
#include "store/records/RecordStore.h"

#include <QTimeZone>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::certificates {

namespace {

using Stored = QList<SigningCertificate>;
using MaybeCertificate = std::optional<SigningCertificate>;
enum class Add { Always, WhereNoneSigns };

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

/// `renewed` may give them another seal.
Result<void> saveAll(EditSession &session, const Stored &certificates, const auto &renewed)
{
    for (const SigningCertificate &certificate : certificates) {
        if (const auto saved = edit::save(session, renewed(certificate)); !saved)
            return std::unexpected(saved.error());
    }
    return {};
}

/// Keys of those that nobody can sign with. Asked before a transaction: reading private keys takes a while.
QStringList unsoundOnes(Database &database, const CertificateSafe &safe)
{
    QStringList keys;
    for (const SigningCertificate &row : store::loadCertificates(database).value_or(Stored())) {
        if (safe.verdict(row).state == Verdict::State::Unsound)
            keys << row.key;
    }
    return keys;
}

/// What is left of them does not keep a new one waiting.
Stored without(const QStringList &keys, Stored stored)
{
    stored.removeIf([&](const SigningCertificate &one) { return keys.contains(one.key); });
    return stored;
}

Result<void> keepFile(EditSession &session, const CertificateSafe &safe, const CertificateSafe::Kept &kept)
{
    if (!kept.file)
        return {};
    return certificatefiles::keep(session, safe.prover(session.database()), kept.file->folder,
                                  {kept.file->thumbprint});
}

/// Adds the row beside those that are there, of which the sound ones learn when it replaces them.
Result<MaybeCertificate> saveRow(EditSession &session, const Stored &stored, const Stored &sound,
                                 const CertificateSafe &safe, const CertificateSafe::Kept &kept, Add add)
{
    SigningCertificate row = kept.row;
    const store::CertificateSettings &settings = safe.settings();
    const QDateTime now = row.created;
    // Somebody else may have made one meanwhile.
    if (add == Add::WhereNoneSigns && isAnyInUse(stored, now))
        return std::nullopt;
    row.signsFrom = std::max(row.notBefore, beginOfSigning(sound, settings, now));
    const auto renewed = [&](const SigningCertificate &one) { return safe.renewed(one); };
    return checkIsNew(stored, row.thumbprint)
        .and_then([&] { return saveAll(session, replacedBy(sound, row.signsFrom, settings, now), renewed); })
        .and_then([&] { return edit::save(session, row); })
        .and_then([&](const SigningCertificate &saved) {
            return keepFile(session, safe, kept).transform([&] { return MaybeCertificate(saved); });
        });
}

/// What was kept goes again where the row is not stored.
Result<MaybeCertificate> keepAndSave(Database &database, const CertificateSafe &safe,
                                     const KeyedCertificate &keyed, const QDateTime &now, Add add)
{
    const auto kept = safe.keep(database, keyed, now);
    if (!kept)
        return std::unexpected(kept.error());
    const QStringList unsound = unsoundOnes(database, safe);
    const auto save = [&](EditSession &session) {
        return store::loadCertificates(database).and_then([&](const Stored &stored) {
            return saveRow(session, stored, without(unsound, stored), safe, *kept, add);
        });
    };
    auto outcome = editing(database, save, now);
    if (kept->file && (!outcome || !*outcome))
        certificatefiles::discard(database, *kept->file);
    return outcome;
}

/// Local storage has a file beside the row, and nobody tidies up between the two.
Result<MaybeCertificate> keepAndSaveLocked(Database &database, const Encryption &encryption,
                                           const CertificateSafe &safe, const KeyedCertificate &keyed,
                                           const QDateTime &now, Add add)
{
    using certificatefiles::FolderLock;
    if (safe.settings().storage != CertificateStorage::Local)
        return keepAndSave(database, safe, keyed, now, add);
    return certificatefiles::tidy(database, encryption)
        .and_then([&](const QString &) { return privatefile::makeFolder(safe.settings().folder); })
        .and_then([&] { return FolderLock::of(safe.settings().folder, FolderLock::Kind::Shared); })
        .and_then([&](const FolderLock &) { return keepAndSave(database, safe, keyed, now, add); });
}

Result<MaybeCertificate> make(Database &database, const Encryption &encryption, const QDateTime &time,
                              Add add)
{
    const QDateTime now = wholeSeconds(time);
    return CertificateSafe::open(database, encryption).and_then([&](const CertificateSafe &safe) {
        const QDateTime until = now.addDays(safe.settings().validityDays);
        return safe.checkIsChosen()
            .and_then([&] { return safe.tools().create(u"Gatehouse token signing"_s, now, until); })
            .and_then([&](const KeyedCertificate &keyed) {
                return keepAndSaveLocked(database, encryption, safe, keyed, now, add);
            });
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

/// What is known of a row while the encryption key is out of reach.
Verdict withoutKey(const Result<CertificateTools *> &tools, const SigningCertificate &row, const Error &why)
{
    if (tools) {
        if (const auto checked = checkRow(**tools, row); !checked)
            return {row.key, Verdict::State::Unsound, notUsed(row, checked.error()).text};
    }
    return {row.key, Verdict::State::Unchecked,
            CertificatesText::tr("Certificate %1 is not published, because it cannot be checked against its "
                                 "private key now: %2")
                .arg(nameOf(row), why.text)};
}

/// What nobody can sign with may go, even if it were its turn.
Result<void> checkDoesNotSign(Database &database, const Encryption &encryption,
                              const SigningCertificate &certificate, const QDateTime &now)
{
    return store::loadCertificates(database).and_then([&](const Stored &stored) {
        return examine(database, encryption).and_then([&](const QList<Verdict> &verdicts) -> Result<void> {
            const SigningCertificate *active = activeCertificate(stored, now);
            const auto verdict = std::ranges::find(verdicts, certificate.key, &Verdict::key);
            const bool isUnsound = verdict != verdicts.end() && verdict->state == Verdict::State::Unsound;
            if (!active || active->key != certificate.key || isUnsound)
                return {};
            return fail(
                Error::Kind::Rule,
                CertificatesText::tr("Tokens are signed with this certificate. Roll over to a new one "
                                     "first."));
        });
    });
}

/// Nothing where the key is out of reach: then nothing is proven.
std::optional<certificatefiles::Prover> proverOf(Database &database, const Encryption &encryption)
{
    const auto prover = certificatefiles::Prover::of(database, encryption);
    return prover ? std::optional(*prover) : std::nullopt;
}

/// Once its row is removed.
Notice removeFile(Database &database, const std::optional<certificatefiles::Prover> &prover,
                  const QString &folder, const QString &thumbprint)
{
    if (certificatefiles::removeGivenUp(database, prover, folder, thumbprint))
        return {};
    return certificatefiles::textOfLeft({certificatefiles::pathOf(folder, thumbprint).value_or(thumbprint)});
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
                CertificatesText::tr("There is a signing certificate already. To replace it, roll over."), {},
                u"gatehouse certificate rollover"_s);
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
                    return keepAndSaveLocked(database, encryption, safe, keyed, now, Add::Always);
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

Result<QList<Verdict>> examine(Database &database, const Encryption &encryption)
{
    return store::loadCertificates(database).transform([&](const Stored &stored) {
        const auto tools = certificateTools();
        const auto safe = CertificateSafe::open(database, encryption);
        QList<Verdict> verdicts;
        for (const SigningCertificate &row : stored)
            verdicts << (safe ? safe->verdict(row) : withoutKey(tools, row, safe.error()));
        return verdicts;
    });
}

Result<Notice> remove(Database &database, const Encryption &encryption, const SigningCertificate &certificate,
                      const QDateTime &now)
{
    const auto settings = store::loadCertificateSettings(database);
    if (!settings)
        return std::unexpected(settings.error());
    if (const auto mayGo = checkDoesNotSign(database, encryption, certificate, now); !mayGo)
        return std::unexpected(mayGo.error());
    const bool isInFile = certificate.storage == CertificateStorage::Local;
    const auto prover = isInFile ? proverOf(database, encryption) : std::nullopt;
    const auto giveUp = [&](EditSession &session) {
        return isInFile ? certificatefiles::giveUp(session, prover, settings->folder, certificate.thumbprint)
                        : Result<void>();
    };
    const auto removeRow = [&](EditSession &session) {
        return store::loadCertificates(database).and_then([&](const Stored &stored) {
            const auto asTheyAre = [](const SigningCertificate &one) { return one; };
            return edit::remove(session, certificate)
                .and_then([&] { return saveAll(session, withoutSuccessor(stored, certificate), asTheyAre); })
                .and_then([&] { return giveUp(session); });
        });
    };
    return editing(database, removeRow, now).transform([&] {
        return isInFile ? removeFile(database, prover, settings->folder, certificate.thumbprint) : Notice();
    });
}

}
