#pragma once

#include <QFileDevice>
#include <QString>

#include <memory>

class QSaveFile;

namespace gatehouse {

/// A file that is written whole or not at all. A device or pipe as /dev/stdout is written to as it is,
/// because renaming a new file over it would destroy it.
class OutputFile
{
public:
    enum class Readers {
        OwnerAlone, ///< also where a file was there before that others could read
        AsUsual,    ///< as the file that was there before, or as the user's umask says
    };

    explicit OutputFile(const QString &path);
    ~OutputFile();
    Q_DISABLE_COPY_MOVE(OutputFile)

    /// False from open() and commit(): see reason(). What is not committed is thrown away.
    bool open(Readers readers);
    bool commit();

    QFileDevice &device() { return *m_device; }
    QString reason() const; ///< why it cannot be written, for a message

private:
    std::unique_ptr<QFileDevice> m_device;
    QSaveFile *m_whole = nullptr; ///< the device, unless that is a device or pipe
};

}
