#include "certificates/CertificateText.h"

namespace gatehouse {

Error CertificateText::wrongPassphrase()
{
    return {Error::Kind::Rule,
            tr("The passphrase does not open this file. Type the one that it was made with.")};
}

Error CertificateText::passphraseNeeded()
{
    return {Error::Kind::Rule, tr("A passphrase is needed: the private key never leaves here without one.")};
}

Error CertificateText::passphraseTooShort(int least)
{
    return {Error::Kind::Rule,
            tr("The passphrase is too short: who finds the file could guess it. Use %1 characters or more.")
                .arg(least)};
}

Error CertificateText::passphraseWithNul()
{
    return {Error::Kind::Rule,
            tr("The passphrase holds a NUL character, at which other programs would end it. Use another.")};
}

Error CertificateText::tooManyRounds()
{
    return {
        Error::Kind::Rule,
        tr("The file asks for more than 10 million rounds of key derivation, which would take too long, or "
           "for none at all. Export it anew, for example with: openssl pkcs12 -export -iter 600000")};
}

Error CertificateText::unknownEncryption()
{
    return {Error::Kind::Rule,
            tr("The file is damaged, or encrypted in a way that is not known here. Export it anew with AES, "
               "for example with OpenSSL 3.")};
}

Error CertificateText::notRecognized()
{
    return {Error::Kind::Rule,
            tr("This is neither a PKCS#12 nor a PEM file with a certificate. Choose a .p12, "
               ".pfx or .pem file.")};
}

Error CertificateText::noPrivateKey()
{
    return {Error::Kind::Rule,
            tr("The file holds no RSA private key, so nothing could be signed with it. Choose a "
               "file that holds the private key as well.")};
}

Error CertificateText::noCertificate()
{
    return {Error::Kind::Rule,
            tr("The file holds a private key but no certificate. Put both into one file, for "
               "example with: openssl pkcs12 -export -inkey KEY -in CERTIFICATE -out FILE")};
}

Error CertificateText::onlyRsa()
{
    return {Error::Kind::Rule,
            tr("The key is not an RSA key. Tokens are signed with RS256, which needs RSA of at "
               "least 2048 bits.")};
}

Error CertificateText::tooSmall(int bits)
{
    return {Error::Kind::Rule,
            tr("The RSA key has %1 bits, which is too short to be safe. Use one of at least 2048 bits.")
                .arg(bits)};
}

Error CertificateText::tooLarge(int bits, int most)
{
    return {
        Error::Kind::Rule,
        tr("The RSA key has %1 bits, and at most %2 are taken: more makes whoever checks a token wait. Use "
           "one of 2048 to 4096 bits.")
            .arg(QString::number(bits), QString::number(most))};
}

Error CertificateText::unevenPrimes()
{
    return {
        Error::Kind::Rule,
        tr("The private key has no two primes of about the same length, so it was not made as RSA keys are. "
           "Make another, for example with: openssl genrsa 3072")};
}

Error CertificateText::notTogether()
{
    return {Error::Kind::Rule, tr("The private key and the certificate do not belong together.")};
}

Error CertificateText::damagedKey()
{
    return {Error::Kind::Rule, tr("The private key is damaged.")};
}

Error CertificateText::damagedCertificate()
{
    return {Error::Kind::Rule, tr("The certificate is damaged.")};
}

Error CertificateText::cannotBeMade()
{
    return {Error::Kind::Unreachable,
            tr("The certificate could not be made: the cryptography library failed.")};
}

}
