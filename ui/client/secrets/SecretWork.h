#pragma once

#include "ui/common/Workplace.h"

/// What is done with secrets off the GUI thread, each with a connection of its own: a keyring may wait for
/// the person.
namespace gatehouse {

/// A secret that a person has made, before it is hashed or encrypted.
struct NewSecret
{
    SecretBytes inClear;
    QString description;
    QDateTime created; ///< UTC
    QDateTime expires; ///< UTC; invalid: never
    QString onlyOn;    ///< as ClientSecret::onlyOn
};

/// Encrypts a secret for the client application of that key.
DatabaseReply<Result<ClientSecret>> sealInBackground(const Workplace &workplace, const QString &clientKey,
                                                     const NewSecret &secret);
/// Notes it in the audit trail first.
DatabaseReply<Result<SecretBytes>> revealInBackground(const Workplace &workplace, const QString &clientKey,
                                                      const ClientSecret &secret);

}
