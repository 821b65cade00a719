#include "fuzz/CertificateFuzzer.h"

#include "certificates/OpenSslCertificateTools.h"
#include "certificates/PemFile.h"
#include "certificates/Pkcs12File.h"
#include "fuzz/Demand.h"

namespace gatehouse::fuzz {

namespace {

/// So that each file takes a moment and not seconds.
constexpr qint64 mostRounds = 2000;

OpenSslCertificateTools &tools()
{
    static const QCA::Initializer initializer;
    static OpenSslCertificateTools made;
    return made;
}

Result<KeyedCertificate> read(CertificateKind kind, const QByteArray &file, const SecretBytes &passphrase)
{
    const DerivationBudget budget(mostRounds);
    if (kind == CertificateKind::Any)
        kind = pem::isPem(file) ? CertificateKind::Pem : CertificateKind::Pkcs12;
    return kind == CertificateKind::Pem ? pem::read(file, passphrase, budget)
                                        : pkcs12::read(file, passphrase, budget);
}

}

void readCertificate(CertificateKind kind, const QByteArray &file)
{
    CertificateTools &known = tools();
    const auto keyed = read(kind, file, SecretBytes(certificatePassphrase.toByteArray()));
    if (!keyed)
        return demand(!keyed.error().text.isEmpty(), "a file is refused without a word");
    demand(known.checkTogether(*keyed).has_value(), "what was taken does not belong together");
    demand(known.info(keyed->certificate).has_value() ||
               !known.info(keyed->certificate).error().text.isEmpty(),
           "a certificate is refused without a word");
    demand(known.privateNumbers(keyed->privateKey).has_value(), "a key was taken that is not whole");
}

}
