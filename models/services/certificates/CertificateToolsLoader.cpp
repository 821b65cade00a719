#include "services/certificates/CertificateToolsLoader.h"

#include "services/security/SecretCipher.h"

#include <QCoreApplication>
#include <QDir>
#include <QPluginLoader>

#include <mutex>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct CertificateToolsText
{
    Q_DECLARE_TR_FUNCTIONS(CertificateTools)
};

QString fileName()
{
    return u"gatehouse_certificates.so"_s;
}

/// Beside the program, and where it is installed.
QStringList folders()
{
    const QString program = QCoreApplication::applicationDirPath();
    return QStringList{program, program + u"/lib/gatehouse"_s, program + u"/../lib/gatehouse"_s} +
           QCoreApplication::libraryPaths();
}

Result<CertificateTools *> loaded()
{
    for (const QString &folder : folders()) {
        const QString path = QDir::cleanPath(folder + u'/' + fileName());
        if (!QFile::exists(path))
            continue;
        QPluginLoader loader(path);
        if (auto *tools = qobject_cast<CertificateTools *>(loader.instance()))
            return tools;
        return fail(
            Error::Kind::Unreachable,
            CertificateToolsText::tr("The part of Gatehouse that handles certificates cannot be loaded from "
                                     "\"%1\": %2. Install Gatehouse again.")
                .arg(path, loader.errorString()));
    }
    return fail(
        Error::Kind::Unreachable,
        CertificateToolsText::tr("The part of Gatehouse that handles certificates, \"%1\", is missing. "
                                 "Install Gatehouse again.")
            .arg(fileName()));
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
