#include "services/certificates/CertificateToolsLoader.h"

#include "services/certificates/CertificatesText.h"
#include "services/plugins/PluginLoader.h"
#include "services/security/SecretCipher.h"

#include <mutex>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

Result<CertificateTools *> loaded()
{
    return pluginOf<CertificateTools>(u"gatehouse_certificates.so"_s, CertificatesText::tr("certificates"));
}

}

Result<CertificateTools *> certificateTools()
{
    static std::mutex mutex;
    static CertificateTools *tools = nullptr;
    const std::scoped_lock lock(mutex);
    if (tools)
        return tools;
    return cryptographyIsReady().and_then(loaded).transform([](CertificateTools *found) {
        tools = found;
        return found;
    });
}

}
