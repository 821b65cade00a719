#include "app/cli/certificates/CertificateAccess.h"

#include "app/cli/CliText.h"
#include "app/cli/clients/ClientTexts.h"
#include "services/security/NewPassphrase.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

constexpr qsizetype shownDigits = 16;

}

Result<void> ensureCertificate(Console &console, Database &database, const AppSettings &settings)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return certificates::ensureOne(database, Encryption(settings), now)
        .transform([&](const std::optional<SigningCertificate> &made) {
            if (made)
                tellOfNew(console, *made, now);
        })
        .transform_error([](Error error) {
            error.text = CliText::tr("The signing certificate could not be made: %1").arg(error.text);
            return error;
        });
}

Result<SigningCertificate> findCertificate(Database &database, const QString &thumbprint,
                                           const QDateTime &now)
{
    return store::loadCertificates(database).and_then(
        [&](const QList<SigningCertificate> &stored) -> Result<SigningCertificate> {
            if (thumbprint.isEmpty()) {
                if (const SigningCertificate *active = activeCertificate(stored, now))
                    return *active;
                return fail(Error::Kind::NotFound,
                            CliText::tr("No certificate signs now. See gatehouse certificate list."));
            }
            const auto begins = [&](const SigningCertificate &one) {
                return one.thumbprint.startsWith(thumbprint, Qt::CaseInsensitive) || one.key == thumbprint;
            };
            const auto found = std::ranges::find_if(stored, begins);
            if (found == stored.end() || std::ranges::count_if(stored, begins) > 1) {
                return fail(Error::Kind::NotFound,
                            CliText::tr("\"%1\" does not name one certificate. See gatehouse "
                                        "certificate list.")
                                .arg(thumbprint));
            }
            return *found;
        });
}

QString statusName(CertificateStatus status)
{
    switch (status) {
    case CertificateStatus::Next:
        return u"next"_s;
    case CertificateStatus::Active:
        return u"active"_s;
    case CertificateStatus::Retiring:
        return u"retiring"_s;
    case CertificateStatus::Expired:
        break;
    }
    return u"expired"_s;
}

QString statusLabel(CertificateStatus status)
{
    switch (status) {
    case CertificateStatus::Next:
        return CliText::tr("next");
    case CertificateStatus::Active:
        return CliText::tr("active");
    case CertificateStatus::Retiring:
        return CliText::tr("retiring");
    case CertificateStatus::Expired:
        break;
    }
    return CliText::tr("expired");
}

QString storageText(const store::CertificateSettings &settings)
{
    switch (settings.storage) {
    case CertificateStorage::Local:
        return CliText::tr("local, in \"%1\"").arg(settings.folder);
    case CertificateStorage::Database:
        return CliText::tr("database");
    case CertificateStorage::None:
        break;
    }
    return CliText::tr("not chosen yet");
}

void tellOfNew(Console &console, const SigningCertificate &certificate, const QDateTime &now)
{
    const QString name = certificate.thumbprint.left(shownDigits);
    console.note(certificate.signsFrom <= now
                     ? CliText::tr("Certificate %1 signs tokens from now on.").arg(name)
                     : CliText::tr("Certificate %1 is published now and signs tokens from %2 on.")
                           .arg(name, timeText(certificate.signsFrom)));
}

Result<SecretBytes> newPassphrase(Console &console)
{
    const auto notEmpty = [](const SecretBytes &typed) -> Result<SecretBytes> {
        if (!typed.isEmpty())
            return typed;
        return fail(Error::Kind::Rule,
                    CliText::tr("A passphrase is needed: type it at a terminal, or give it as the first "
                                "line of standard input."));
    };
    const auto strong = [](const SecretBytes &typed) {
        return newpassphrase::check(typed).transform([&] { return typed; });
    };
    const auto first = console.secretLine(CliText::tr("New passphrase:")).and_then(notEmpty).and_then(strong);
    if (!first || !Console::inputIsTerminal())
        return first;
    return console.secretLine(CliText::tr("Once more:"))
        .and_then([&](const SecretBytes &second) -> Result<SecretBytes> {
            if (second == *first)
                return second;
            return fail(Error::Kind::Rule,
                        CliText::tr("The two passphrases are not the same. Nothing was written."));
        });
}

}
