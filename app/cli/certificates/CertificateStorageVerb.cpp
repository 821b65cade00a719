#include "app/cli/Meanwhile.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/certificates/CertificateAccess.h"
#include "app/cli/clients/ClientTexts.h"
#include "store/edit/SettingEdits.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

constexpr int mostDays = 20 * 366;
constexpr int mostHours = 366 * 24;

json::Json settingsJson(const store::CertificateSettings &settings)
{
    return {{"certificate_storage", textJson(enumText(settings.storage))},
            {"certificate_folder", textJson(settings.folder)},
            {"certificate_validity_days", settings.validityDays},
            {"certificate_overlap_hours", settings.overlapHours},
            {"token_lifetime_hours", settings.tokenLifetimeHours}};
}

/// `certificate storage`: shows or chooses where private keys of certificates are kept, and how long
/// certificates are used.
class CertificateStorageVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateStorageVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app = command(group(program, "certificate", {}), "storage",
                                tr("Show or choose where private keys of certificates are kept, and how long "
                                   "certificates are used. Encryption is set up where it is not yet"),
                                u"gatehouse certificate storage\n"
                                "gatehouse certificate storage database\n"
                                "gatehouse certificate storage local --folder /srv/gatehouse/certificates"_s);
        CLI::Option *storage =
            positional(
                "STORAGE", m_storage,
                tr("database: encrypted there, shared by every instance; local: PKCS#12 files in a folder"))
                ->check(CLI::IsMember({"database", "local"}));
        option("--folder", m_folder, "FOLDER", tr("For local storage; made for you alone if it is missing"))
            ->needs(storage);
        const auto number = [&](const char *name, std::optional<int> &value, int least, int most,
                                const QString &help) {
            app.add_option(name, value, utf8(help))->type_name("NUMBER")->check(CLI::Range(least, most));
        };
        number("--validity-days", m_validityDays, 1, mostDays, tr("How long a new certificate is valid"));
        number("--overlap-hours", m_overlapHours, 0, mostHours,
               tr("How long a new certificate is published before it signs"));
        number("--token-lifetime-hours", m_tokenLifetimeHours, 1, mostHours,
               tr("How long a replaced certificate stays published: as long as tokens live"));
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        return choose(console, session)
            .and_then([&] { return changeTimes(session.database); })
            .and_then([&] { return ensureCertificate(console, session.database, session.settings); })
            .and_then([&] { return store::loadCertificateSettings(session.database); })
            .transform([&](const store::CertificateSettings &settings) {
                if (m_json) {
                    console.json(settingsJson(settings));
                } else {
                    console.table(
                        {{tr("Certificate storage:"), storageText(settings)},
                         {tr("Validity:"), tr("%n day(s)", nullptr, settings.validityDays)},
                         {tr("Overlap:"), tr("%n hour(s)", nullptr, settings.overlapHours)},
                         {tr("Token lifetime:"), tr("%n hour(s)", nullptr, settings.tokenLifetimeHours)}});
                }
                return ExitStatus::Done;
            });
    }

    bool usesEncryptionKey() const override { return true; }

private:
    Result<void> choose(Console &console, Session &session) const
    {
        if (m_storage.empty())
            return {};
        const bool isLocal = m_storage == "local";
        if (isLocal == m_folder.empty()) {
            return fail(Error::Kind::Rule, isLocal
                                               ? tr("Local storage needs a folder: give --folder FOLDER.")
                                               : tr("Only local storage has a folder: leave --folder out."));
        }
        const QString folder =
            isLocal ? QDir().absoluteFilePath(QString::fromStdString(m_folder)) : QString();
        return certificates::setUp(session.database, Encryption(session.settings),
                                   isLocal ? CertificateStorage::Local : CertificateStorage::Database, folder)
            .transform([&](const certificates::Notice &notice) {
                if (!notice.isEmpty())
                    console.note(notice);
            });
    }

    Result<void> changeTimes(Database &database) const
    {
        if (!m_validityDays && !m_overlapHours && !m_tokenLifetimeHours)
            return {};
        return tryingAgain([&] {
            return store::loadCertificateSettings(database).and_then([&](auto settings) {
                setTimes(settings);
                return editing(database, [&](EditSession &session) {
                    return edit::setCertificateSettings(session, settings);
                });
            });
        });
    }

    void setTimes(store::CertificateSettings &settings) const
    {
        settings.validityDays = m_validityDays.value_or(settings.validityDays);
        settings.overlapHours = m_overlapHours.value_or(settings.overlapHours);
        settings.tokenLifetimeHours = m_tokenLifetimeHours.value_or(settings.tokenLifetimeHours);
    }

    std::string m_storage;
    std::string m_folder;
    std::optional<int> m_validityDays;
    std::optional<int> m_overlapHours;
    std::optional<int> m_tokenLifetimeHours;
    bool m_json = false;
};

}

Verbs certificateStorageVerb()
{
    return made<CertificateStorageVerb>();
}

}
