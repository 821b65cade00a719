#include "services/export/OutputFile.h"

#include "services/export/DescriptorOutput.h"
#include "services/export/ExportText.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <QThread>

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr auto patienceForReader = 10s;
constexpr auto lookInterval = 50ms;

/// As many as Linux follows.
constexpr int mostLinksToOutput = 40;

/// The number of a file that is open already and is written on where it stands, as a shell does: opened anew
/// it would be overwritten from its start. By what the name leads to, however it is written.
std::optional<int> openAlready(const QString &path)
{
    static const QRegularExpression descriptors(
        u"\\A/proc/%1(?:/task/[0-9]+)?/fd\\z"_s.arg(QCoreApplication::applicationPid()));
    QString at = QDir::current().absoluteFilePath(path);
    for (int links = 0; links < mostLinksToOutput; ++links) {
        const QString folder = QFileInfo(at.section(u'/', 0, -2) + u'/').canonicalFilePath();
        bool isNumber = false;
        const int number = at.section(u'/', -1).toInt(&isNumber);
        if (isNumber && descriptors.match(folder).hasMatch())
            return number;
        const QFileInfo info(at);
        if (folder.isEmpty() || !info.isSymLink())
            break;
        at = QDir(folder).absoluteFilePath(info.readSymLink());
    }
    return std::nullopt;
}

bool isDeviceOrPipe(const QString &path)
{
    const QFileInfo info(path);
    return openAlready(path) || (info.exists() && !info.isFile() && !info.isDir());
}

bool isDisk(const QString &path)
{
    struct stat info = {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 && S_ISBLK(info.st_mode);
}

}

OutputFile::OutputFile(const QString &path, NeededFiles needed, Progress progress)
    : m_path(path), m_needed(std::move(needed)), m_progress(std::move(progress))
{
}

OutputFile::~OutputFile() = default;

bool OutputFile::open(Readers readers)
{
    if (const QString against = m_needed.reasonAgainst(m_path); !against.isEmpty())
        return refused(against);
    return isDeviceOrPipe(m_path) ? openDevice() : openWhole(readers);
}

bool OutputFile::openWhole(Readers readers)
{
    auto whole = std::make_unique<QSaveFile>(m_path);
    m_whole = whole.get();
    m_device = std::move(whole);
    return m_whole->open(QIODevice::WriteOnly) &&
           (readers == Readers::AsUsual ||
            m_whole->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
}

bool OutputFile::openDevice()
{
    if (isDisk(m_path))
        return refused(ExportText::tr("it is a disk, not a file"));
    const auto open = [this] {
        if (const auto number = openAlready(m_path))
            return Descriptor(::fcntl(*number, F_DUPFD_CLOEXEC, 0));
        return Descriptor(m_path, O_WRONLY | O_NONBLOCK | O_NOCTTY);
    };
    const auto goesOnNow = [this] { return goesOn(m_progress, 0, 0); };
    for (const QDeadlineTimer patience(patienceForReader);; QThread::sleep(lookInterval)) {
        if (Descriptor descriptor = open(); descriptor.isOpen()) {
            auto stream = std::make_unique<DescriptorOutput>(std::move(descriptor), goesOnNow);
            m_stream = stream.get();
            m_device = std::move(stream);
            return true;
        }
        if (errno != ENXIO)
            return refused(qt_error_string(errno));
        if (patience.hasExpired())
            return refused(ExportText::tr("nobody reads from it"));
        if (!goesOnNow()) {
            m_cancelled = true;
            return refused(ExportText::tr("it was cancelled"));
        }
    }
}

bool OutputFile::commit()
{
    if (m_stream)
        return m_stream->flush();
    // The way there may have been turned meanwhile.
    if (const QString against = m_needed.reasonAgainst(m_path); !against.isEmpty())
        return refused(against);
    return m_whole->flush() && m_whole->commit();
}

bool OutputFile::refused(const QString &reason)
{
    m_refusal = reason;
    return false;
}

bool OutputFile::hasFailed() const
{
    if (!m_refusal.isEmpty())
        return true;
    return m_stream ? m_stream->hasFailed() : m_whole && m_whole->error() != QFileDevice::NoError;
}

bool OutputFile::wasCancelled() const
{
    return m_cancelled || (m_stream && m_stream->wasCancelled());
}

QString OutputFile::reason() const
{
    if (!m_refusal.isEmpty())
        return m_refusal;
    return m_stream ? m_stream->errorString() : writeFailure(*m_whole);
}

Result<void> OutputFile::write(const QString &path, const NeededFiles &needed, Readers readers,
                               QByteArrayView content, QDeadlineTimer until)
{
    OutputFile file(path, needed, [until](int, int) { return !until.hasExpired(); });
    if (file.open(readers) && file.device().write(content.data(), content.size()) == content.size() &&
        file.commit())
        return {};
    return fail(Error::Kind::Unreachable,
                file.wasCancelled() ? ExportText::tr("nobody reads from it") : file.reason());
}

QString writeFailure(const QFileDevice &file)
{
    const QString unknown = QBuffer().errorString();
    return file.errorString() == unknown
               ? ExportText::tr("the disk is full, or a limit on the size of files is reached")
               : file.errorString();
}

}
