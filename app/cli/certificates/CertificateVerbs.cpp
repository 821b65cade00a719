#include "app/cli/Access.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/certificates/CertificateAccess.h"
#include "services/import/PipeInput.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// How a verb ends that made a certificate, or took one.
Result<ExitStatus> told(Console &console, const Result<SigningCertificate> &made, const QDateTime &now)
{
    return made.transform([&](const SigningCertificate &certificate) {
        tellOfNew(console, certificate, now);
        return ExitStatus::Done;
    });
}

/// `certificate create`: makes a signing certificate where none signs or will.
class CertificateCreateVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateCreateVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "certificate",
                      tr("The certificates that tokens for client applications are signed with")),
                "create",
                tr("Make a signing certificate where there is none; with the first client application it "
                   "comes by itself"),
                u"gatehouse certificate create"_s);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        return told(console, certificates::create(session.database, Encryption(session.settings), now), now);
    }

    bool usesEncryptionKey() const override { return true; }
};

/// More than is taken, so that the refusal says why.
constexpr qint64 mostRead = 1024 * 1024 + 1;

/// `certificate import`: takes a certificate with its private key from a file.
class CertificateImportVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateImportVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "certificate", {}), "import",
                tr("Take a certificate with its RSA private key from a PKCS#12 or PEM file; its passphrase "
                   "is asked, or the first line of standard input"),
                u"gatehouse certificate import signing.p12\n"
                "pass show signing | gatehouse certificate import signing.pem"_s);
        inputFile(m_file);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
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
            console.secretLine(tr("Passphrase of %1:").arg(path))
                .and_then([&](const SecretBytes &passphrase) {
                    return certificates::import(session.database, Encryption(session.settings), content,
                                                passphrase, now);
                });
        wipe(content);
        return told(console, imported, now);
    }

    bool usesEncryptionKey() const override { return true; }

private:
    std::string m_file;
};

/// `certificate rollover`: makes the successor of the certificate that signs.
class CertificateRolloverVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateRolloverVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "certificate", {}), "rollover",
                tr("Make the next signing certificate: it is published at once and signs after the overlap; "
                   "the old one stays published until its last token ran out"),
                u"gatehouse certificate rollover"_s);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        return told(console, certificates::rollOver(session.database, Encryption(session.settings), now),
                    now);
    }

    bool usesEncryptionKey() const override { return true; }
};

/// `certificate remove`: removes a certificate with its private key.
class CertificateRemoveVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(CertificateRemoveVerb)

public:
    void declare(CLI::App &program) override
    {
        command(
            group(program, "certificate", {}), "remove",
            tr("Remove a certificate with its private key; not the one that signs, unless it cannot be used"),
            u"gatehouse certificate remove 3f9a\n"
            "gatehouse certificate remove 3f9a --yes"_s);
        positional("THUMBPRINT", m_thumbprint,
                   tr("The certificate, by the beginning of its thumbprint, or by the key of its record"))
            ->required();
        flag("--yes", m_yes, tr("Do not ask; needed where there is no terminal to ask on"));
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const auto found = findCertificate(session.database, QString::fromStdString(m_thumbprint), now);
        if (!found)
            return std::unexpected(found.error());
        if (const auto refusal =
                refusedByPerson(console, m_yes,
                                tr("Remove certificate %1? Its private key is lost. Tokens that it signed "
                                   "are refused once servers have the new key set.")
                                    .arg(nameOf(*found))))
            return *refusal;
        return certificates::remove(session.database, Encryption(session.settings), *found, now)
            .transform([&](const certificates::Notice &notice) {
                console.note(tr("Certificate %1 is removed.").arg(nameOf(*found)));
                if (!notice.isEmpty())
                    console.note(notice);
                return ExitStatus::Done;
            });
    }

    bool usesEncryptionKey() const override { return true; }

private:
    std::string m_thumbprint;
    bool m_yes = false;
};

}

Verbs certificateCreateVerb()
{
    return made<CertificateCreateVerb>();
}

Verbs certificateChangeVerbs()
{
    return made<CertificateImportVerb, CertificateRolloverVerb, CertificateRemoveVerb>();
}

}
