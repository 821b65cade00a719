#include "services/security/NewPassphrase.h"

#include "domain/rules/secrets/PasswordStrength.h"
#include "services/security/EncryptionText.h"

namespace gatehouse::newpassphrase {

Result<void> check(const SecretBytes &passphrase)
{
    QString text = QString::fromUtf8(viewOf(passphrase));
    const PasswordStrength strength = passwordStrength(text, passphraseRule());
    wipe(text);
    if (strength.isGood())
        return {};
    return fail(Error::Kind::Rule,
                EncryptionText::tr("Who finds the file could guess its passphrase. %1").arg(strength.advice));
}

}
