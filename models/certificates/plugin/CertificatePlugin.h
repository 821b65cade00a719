#pragma once

#include "certificates/QcaCertificateTools.h"

#include <QObject>

namespace gatehouse {

/// Brings the certificate tools into a running program; see certificateTools().
class CertificatePlugin : public QObject, public QcaCertificateTools
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID GATEHOUSE_CERTIFICATE_TOOLS_IID)
    Q_INTERFACES(gatehouse::CertificateTools)
};

}
