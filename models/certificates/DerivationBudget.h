#pragma once

#include "certificates/OpenSsl.h"
#include "domain/Error.h"

namespace gatehouse {

/// How often the hash may be run that turns a passphrase into keys, for one file. A file says itself how
/// often, so it is asked before anything is run: 2^31-1 rounds would take an hour.
class DerivationBudget
{
public:
    static constexpr qint64 mostRounds = 10'000'000;
    explicit DerivationBudget(qint64 most = mostRounds) : m_most(most) {}

    /// Refuses what would take too long, and an algorithm that says nothing of its cost.
    Result<void> spend(const X509_ALGOR *encryption);
    Result<void> spendOnMac(const PKCS12 *file);

private:
    Result<void> spend(qint64 rounds);

    qint64 m_most;
    qint64 m_spent = 0;
};

}
