#pragma once

#include "domain/Error.h"

#include <QObject>
#include <QStringList>

namespace gatehouse {

/// A part of Gatehouse that stands apart, beside the program or where it is installed.
struct Plugin
{
    QString fileName; ///< `gatehouse_certificates.so`
    QString purpose;  ///< what it handles, for people
    const char *interface = nullptr;
};

/// Where they are looked for, the first one first.
QStringList pluginFolders();

/// Loads it; the error says which file is missing, or why it cannot be loaded. It stays as long as the
/// program.
Result<QObject *> loadPlugin(const Plugin &plugin);

/// The same by its interface, which Q_DECLARE_INTERFACE names.
template<typename Interface>
Result<Interface *> pluginOf(const QString &fileName, const QString &purpose)
{
    return loadPlugin({fileName, purpose, qobject_interface_iid<Interface *>()})
        .transform([](QObject *instance) { return qobject_cast<Interface *>(instance); });
}

}
