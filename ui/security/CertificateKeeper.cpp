#include "ui/security/CertificateKeeper.h"

#include "services/certificates/CertificateFiles.h"
#include "services/certificates/CertificateTimes.h"
#include "services/certificates/Certificates.h"
#include "store/records/RecordStore.h"
#include "ui/common/Workplace.h"

#include <tuple>

namespace gatehouse {

namespace {

struct Situation
{
    bool isStorageChosen = false;
    bool isCertificateDue = false;
    QString left; ///< what has to be said of files that stay
};

Result<Situation> loadSituation(Database &database, const Encryption &encryption)
{
    // What a crash left goes, or waits for the next time.
    const QString left = certificatefiles::tidy(database, encryption).value_or(QString());
    const auto settings = store::loadCertificateSettings(database);
    if (!settings)
        return std::unexpected(settings.error());
    const auto certificates = store::loadCertificates(database);
    if (!certificates)
        return std::unexpected(certificates.error());
    return store::loadLicence(database).transform([&](const store::Licence &licence) {
        const bool isChosen = settings->storage != CertificateStorage::None;
        const bool isAnyInUse = certificates::isAnyInUse(*certificates, QDateTime::currentDateTimeUtc());
        const bool isDue = isChosen && licence.used > 0 && !isAnyInUse && !database.isReadOnly();
        return Situation{isChosen, isDue, left};
    });
}

}

CertificateKeeper::CertificateKeeper(Workplace &workplace, QObject *parent)
    : QObject(parent), m_workplace(workplace)
{
}

void CertificateKeeper::look()
{
    const auto load = [encryption = m_workplace.encryption()](Database &database) {
        return loadSituation(database, encryption);
    };
    m_workplace.database.run(load).then(this, [this](const Result<Situation> &situation) {
        if (!situation)
            return; // the page that reads next says so
        Q_EMIT filesLeft(situation->left);
        Q_EMIT storageKnown(situation->isStorageChosen);
        if (situation->isCertificateDue && !m_busy)
            makeOne();
    });
}

void CertificateKeeper::makeOne()
{
    m_busy = true;
    auto task = m_workplace.databaseTask(tr("Create signing certificate"), [encryption =
                                                                                m_workplace.encryption()](
                                                                               Database &database,
                                                                               const Progress &) {
        return certificates::ensureOne(database, encryption, QDateTime::currentDateTimeUtc())
            .transform([](const std::optional<SigningCertificate> &made) {
                return made ? tr("Tokens are signed with certificate %1 now.").arg(made->thumbprint.left(16))
                            : tr("There is a signing certificate already.");
            });
    });
    task.changesRecords = true;
    m_workplace.tasks.start(std::move(task), this, [this](const Result<QString> &) { m_busy = false; });
}

void CertificateKeeper::setUp()
{
    auto task = m_workplace.databaseTask(
        tr("Set up certificate storage"),
        [encryption = m_workplace.encryption()](Database &database, const Progress &) {
            return certificates::setUp(database, encryption, CertificateStorage::Database)
                .transform([](const certificates::Notice &) {
                    return tr("Signing certificates are kept in the database, encrypted. Back the encryption "
                              "key up under "
                              "Settings > Encryption.");
                });
        });
    task.changesRecords = true; // an encryption key, too
    m_workplace.tasks.start(std::move(task), this, [this](const Result<QString> &outcome) {
        if (!outcome)
            Q_EMIT setUpFailed(outcome.error());
        look();
    });
}

}
