#pragma once

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what is said of certificates here.
struct CertificatesText
{
    Q_DECLARE_TR_FUNCTIONS(Certificates)
};

}
