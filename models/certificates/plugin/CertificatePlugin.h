#pragma once

#include "certificates/OpenSslCertificateTools.h"

#include <QObject>

namespace gatehouse {

/// Brings the certificate tools into a running program; see certificateTools().
class CertificatePlugin : public QObject, public OpenSslCertificateTools
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID GATEHOUSE_CERTIFICATE_TOOLS_IID)
    Q_INTERFACES(gatehouse::CertificateTools)
};

}
