#include "services/plugins/PluginLoader.h"

#include "services/ServicesText.h"

#include <QCoreApplication>
#include <QDir>
#include <QPluginLoader>

using namespace Qt::StringLiterals;

namespace gatehouse {

QStringList pluginFolders()
{
    const QString program = QCoreApplication::applicationDirPath();
    return QStringList{program, program + u"/lib/gatehouse"_s, program + u"/../lib/gatehouse"_s} +
           QCoreApplication::libraryPaths();
}

Result<QObject *> loadPlugin(const Plugin &plugin)
{
    for (const QString &folder : pluginFolders()) {
        const QString path = QDir::cleanPath(folder + u'/' + plugin.fileName);
        if (!QFile::exists(path))
            continue;
        QPluginLoader loader(path);
        QObject *instance = loader.instance();
        if (instance && instance->qt_metacast(plugin.interface))
            return instance;
        return fail(
            Error::Kind::Unreachable,
            ServicesText::tr("The part of Gatehouse that handles %1 cannot be loaded from \"%2\": %3. "
                             "Install Gatehouse again.")
                .arg(plugin.purpose, path,
                     instance ? ServicesText::tr("it belongs to another version") : loader.errorString()));
    }
    return fail(Error::Kind::Unreachable,
                ServicesText::tr("The part of Gatehouse that handles %1, \"%2\", is missing. "
                                 "Install Gatehouse again.")
                    .arg(plugin.purpose, plugin.fileName));
}

}
