#include "app/cli/CliText.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/certificates/CertificateAccess.h"
#include "secrets/SecretBytes.h"
#include "services/certificates/CertificateToolsLoader.h"
#include "services/export/Disclosure.h"
#include "services/export/OutputFile.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

auto cannotBeWritten(const QString &path)
{
    return [path](Error error) {
        error.text =
            CliText::tr("The file \"%1\" cannot be written: %2. Nothing was exported.").arg(path, error.text);
        return error;
    };
}

Result<void> writeFile(const QString &path, const NeededFiles &needed, const SecretBytes &content)
{
    return OutputFile::write(path, needed, OutputFile::Readers::OwnerAlone, viewOf(content))
        .transform_error(cannotBeWritten(path));
}

/// `certificate export`: writes a certificate, or the keys of all that are published.
class CertificateExportVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateExportVerb)

public:
    void declare(CLI::App &program) override
    {
        command(
            group(program, "certificate", {}), "export",
            tr("Write the certificate that signs, or another; with jwks the keys of all that are published"),
            u"gatehouse certificate export --format jwks --output jwks.json\n"
            "gatehouse certificate export --format pem > signing.pem\n"
            "pass show signing | gatehouse certificate export --format pkcs12 --output signing.p12"_s);
        positional(
            "THUMBPRINT", m_thumbprint,
            tr("The certificate, by the beginning of its thumbprint; the one that signs when left out"));
        option("--format", m_format, "FORMAT",
               tr("pkcs12: with its private key; pem: the certificate; jwks: a JSON Web Key Set (RFC 7517)"))
            ->check(CLI::IsMember({"pkcs12", "pem", "jwks"}))
            ->required();
        flag("--private", m_private,
             tr("With private keys: readable in jwks, else protected by a passphrase, which is asked or the "
                "first line of standard input"));
        outputOption(
            m_output,
            tr("Write to this file, whole or not at all, readable by you alone; else to standard output"));
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const QString path = QString::fromStdString(m_output);
        const auto needed = NeededFiles::of(session.database, session.settings);
        if (!needed)
            return std::unexpected(needed.error());
        // Before it is in the audit trail that something leaves.
        const auto mayBeWritten = path.isEmpty() ? Result<void>() : needed->check(path);
        return mayBeWritten.transform_error(cannotBeWritten(path))
            .and_then([&] { return content(console, session); })
            .and_then([&](const SecretBytes &written) -> Result<void> {
                if (!path.isEmpty())
                    return writeFile(path, *needed, written);
                console.data(QByteArray::fromRawData(written.constData(), written.size()));
                return console.finish();
            })
            .transform([&] {
                if (!path.isEmpty())
                    console.note(tr("Written to \"%1\".").arg(path));
                return ExitStatus::Done;
            });
    }

    bool usesEncryptionKey() const override { return true; }

private:
    Result<SecretBytes> content(Console &console, Session &session) const
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        if (m_format != "jwks")
            return oneCertificate(console, session, now);
        if (!m_thumbprint.empty())
            return fail(Error::Kind::Rule,
                        tr("jwks holds the keys of all certificates: leave the thumbprint out."));
        using certificates::KeyParts;
        return certificates::jwks(session.database, Encryption(session.settings),
                                  m_private ? KeyParts::Private : KeyParts::Public, now)
            .and_then([&](const SecretBytes &keys) {
                return m_private ? noted(session, {}, keys) : notedPublic(console, session, {}, keys);
            });
    }

    Result<SecretBytes> oneCertificate(Console &console, Session &session, const QDateTime &now) const
    {
        const auto row = findCertificate(session.database, QString::fromStdString(m_thumbprint), now);
        if (!row)
            return std::unexpected(row.error());
        const auto tools = certificateTools();
        if (!tools)
            return std::unexpected(tools.error());
        const bool isPem = m_format == "pem";
        // Opened for the certificate alone, too: what leaves is checked against its private key.
        const auto opened = certificates::open(session.database, Encryption(session.settings), *row);
        if (!opened)
            return std::unexpected(opened.error());
        if (isPem && !m_private) {
            return (*tools)
                ->toPem({.certificate = opened->certificate, .privateKey = {}}, {})
                .and_then(
                    [&](const SecretBytes &content) { return notedPublic(console, session, *row, content); });
        }
        return opened
            .and_then([&](const KeyedCertificate &keyed) {
                return newPassphrase(console).and_then([&](const SecretBytes &passphrase) {
                    return isPem ? (*tools)->toPem(keyed, passphrase) : (*tools)->toPkcs12(keyed, passphrase);
                });
            })
            .and_then([&](const SecretBytes &content) { return noted(session, *row, content); });
    }

    /// The content, once the audit trail has it that private keys leave.
    Result<SecretBytes> noted(Session &session, const std::optional<SigningCertificate> &certificate,
                              const SecretBytes &content) const
    {
        return disclosure::noteKeyExport(session.database, certificate, QString::fromStdString(m_format),
                                         QString::fromStdString(m_output))
            .transform([&] { return content; });
    }

    Result<SecretBytes> notedPublic(Console &console, Session &session,
                                    const std::optional<SigningCertificate> &certificate,
                                    const SecretBytes &content) const
    {
        return disclosure::notePublicExport(session.database, certificate, QString::fromStdString(m_format),
                                            QString::fromStdString(m_output))
            .transform([&](const disclosure::Unrecorded &unrecorded) {
                if (!unrecorded.isEmpty())
                    console.note(unrecorded);
                return content;
            });
    }

    std::string m_thumbprint;
    std::string m_format;
    std::string m_output;
    bool m_private = false;
};

}

Verbs certificateExportVerb()
{
    return made<CertificateExportVerb>();
}

}
