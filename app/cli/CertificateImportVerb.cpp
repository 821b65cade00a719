#include "app/cli/CertificateImportVerb.h"

#include "app/cli/CertificateAccess.h"
#include "services/import/PipeInput.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// More than is taken, so that the refusal says why.
constexpr qint64 mostRead = 1024 * 1024 + 1;

}

void CertificateImportVerb::declare(CLI::App &program)
{
    command(group(program, "certificate", {}), "import",
            tr("Take a certificate with its RSA private key from a PKCS#12 or PEM file; its passphrase is "
               "asked, or the "
               "first line of standard input"),
            u"gatehouse certificate import signing.p12\n"
            "pass show signing | gatehouse certificate import signing.pem"_s);
    positional("FILE", m_file, tr("The file to read"))->required();
}

Result<ExitStatus> CertificateImportVerb::work(Console &console, Session &session)
{
    const QString path = QString::fromStdString(m_file);
    auto read = readPipe(path, mostRead, {});
    if (!read) {
        return fail(Error::Kind::Unreachable,
                    tr("The file \"%1\" cannot be read: %2. Check its name and your rights.")
                        .arg(path, read.error().text));
    }
    QByteArray content = std::move(*read);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto imported =
        console.secretLine(tr("Passphrase of %1:").arg(path)).and_then([&](const SecretBytes &passphrase) {
            return certificates::import(session.database, Encryption(session.settings), content, passphrase,
                                        now);
        });
    wipe(content);
    return imported.transform([&](const SigningCertificate &certificate) {
        tellOfNew(console, certificate, now);
        return ExitStatus::Done;
    });
}

}
