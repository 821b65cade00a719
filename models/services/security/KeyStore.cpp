#include "services/security/KeyStore.h"

#include "services/security/KeyringKeyStore.h"
#include "services/security/LocalKeyStore.h"

namespace gatehouse {

std::unique_ptr<KeyStore> keyStore(const EncryptionSettings &settings)
{
    if (settings.mode == EncryptionSettings::Mode::Keyring)
        return std::make_unique<KeyringKeyStore>(settings.keyName);
    return std::make_unique<LocalKeyStore>(settings.folder, settings.keyName);
}

}
