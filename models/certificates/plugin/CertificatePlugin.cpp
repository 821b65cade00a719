#include "certificates/plugin/CertificatePlugin.h"
