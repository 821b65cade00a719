#pragma once

#include "domain/Error.h"
#include "domain/Progress.h"
#include "services/export/NeededFiles.h"

#include <QDeadlineTimer>
#include <QFileDevice>
#include <QString>

#include <chrono>
#include <memory>

class QSaveFile;

namespace gatehouse {

class DescriptorOutput;

/// Everything that is written for people goes through here. A file is written whole or not at all. A device
/// or pipe as /dev/stdout is written to as it is, because renaming a new file over it would destroy it. What
/// Gatehouse itself needs is refused.
class OutputFile
{
public:
    enum class Readers {
        OwnerAlone, ///< also where a file was there before that others could read
        AsUsual,    ///< as the file that was there before, or as the user's umask says
    };

    /// The progress is asked while a pipe does not take anything.
    OutputFile(const QString &path, NeededFiles needed, Progress progress = {});
    ~OutputFile();
    Q_DISABLE_COPY_MOVE(OutputFile)

    /// False from open() and commit(): see reason(). What is not committed is thrown away.
    bool open(Readers readers);
    bool commit();

    QIODevice &device() { return *m_device; } ///< once it is open
    bool hasFailed() const;
    bool wasCancelled() const;
    QString reason() const; ///< why it cannot be written, for a message

    /// How long a window waits for whoever should empty a pipe: nobody can interrupt it there.
    static constexpr std::chrono::seconds usualPatience{30};
    /// All of it at once, or why not, as reason(). Given up when a pipe has not taken it in time.
    static Result<void> write(const QString &path, const NeededFiles &needed, Readers readers,
                              QByteArrayView content, QDeadlineTimer until = QDeadlineTimer::Forever);

private:
    bool openWhole(Readers readers);
    bool openDevice();
    bool refused(const QString &reason);

    QString m_path;
    NeededFiles m_needed;
    Progress m_progress;
    std::unique_ptr<QIODevice> m_device;
    QSaveFile *m_whole = nullptr;         ///< the device, unless that is a device or pipe
    DescriptorOutput *m_stream = nullptr; ///< else
    QString m_refusal;
    bool m_cancelled = false;
};

/// Why a file cannot be written, where Qt may not know it: a disk that fills up in the middle leaves no
/// reason.
QString writeFailure(const QFileDevice &file);

}
