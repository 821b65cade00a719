#include "services/OutputFile.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

namespace gatehouse {

namespace {

struct OutputFileText
{
    Q_DECLARE_TR_FUNCTIONS(OutputFile)
};

bool isDeviceOrPipe(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() && !info.isFile() && !info.isDir();
}

}

OutputFile::OutputFile(const QString &path)
{
    if (isDeviceOrPipe(path)) {
        m_device = std::make_unique<QFile>(path);
    } else {
        auto whole = std::make_unique<QSaveFile>(path);
        m_whole = whole.get();
        m_device = std::move(whole);
    }
}

OutputFile::~OutputFile() = default;

bool OutputFile::open(Readers readers)
{
    const bool isPrivate = m_whole && readers == Readers::OwnerAlone;
    return m_device->open(QIODevice::WriteOnly) &&
           (!isPrivate || m_device->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
}

bool OutputFile::commit()
{
    return m_device->flush() && (!m_whole || m_whole->commit());
}

QString OutputFile::reason() const
{
    // A disk that fills up in the middle of a write leaves Qt without a reason.
    const QString unknown = QBuffer().errorString();
    return m_device->errorString() == unknown
               ? OutputFileText::tr("the disk is full, or a limit on the size of files is reached")
               : m_device->errorString();
}

}
