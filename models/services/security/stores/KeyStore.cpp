#include "services/security/stores/KeyStore.h"

#include "services/security/stores/KeyringKeyStore.h"
#include "services/security/stores/LocalKeyStore.h"

namespace gatehouse {

std::unique_ptr<KeyStore> keyStore(const EncryptionSettings &settings)
{
    if (settings.mode == EncryptionSettings::Mode::Keyring)
        return std::make_unique<KeyringKeyStore>(settings.keyName);
    return std::make_unique<LocalKeyStore>(settings.folder, settings.keyName);
}

}
