#pragma once

#include "domain/Error.h"

#include <QCoreApplication>

namespace gatehouse {

/// Translation context, and what several kinds of files are refused for.
struct CertificateText
{
    Q_DECLARE_TR_FUNCTIONS(CertificateTools)

public:
    static Error wrongPassphrase();
    static Error passphraseNeeded();
    static Error passphraseTooShort(int least);
    static Error passphraseWithNul();
    static Error tooManyRounds();
    static Error unknownEncryption();
    static Error notRecognized();
    static Error noPrivateKey();
    static Error noCertificate();
    static Error onlyRsa();
    static Error tooSmall(int bits);
    static Error tooLarge(int bits, int most);
    static Error unevenPrimes();
    static Error notTogether();
    static Error damagedKey();
    static Error damagedCertificate();
    static Error cannotBeMade();
};

}
