#include "app/cli/TaskLine.h"

#include "app/cli/CliText.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

constexpr qint64 firstBarAfter = 200; // milliseconds: a bar that flashes up says nothing
constexpr qint64 barEvery = 100;
constexpr qint64 firstLineAfter = 1000;
constexpr qint64 lineEvery = 5000;
constexpr int widestBar = 40;
constexpr int usualColumns = 80;

volatile std::sig_atomic_t stopAsked = 0;

void writeOut(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stderr);
    std::fflush(stderr);
}

bool canDrawBar(TaskLine::Data data)
{
    const bool isTaken = data == TaskLine::Data::OnStandardOutput && isatty(STDOUT_FILENO);
    return isatty(STDERR_FILENO) && qgetenv("TERM") != "dumb" && !isTaken;
}

int columns()
{
    winsize size{};
    const bool isKnown = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return isKnown ? size.ws_col : usualColumns;
}

QString countText(int done, int total)
{
    return total > 0 ? CliText::tr("%1 of %2").arg(done).arg(total) : QString::number(done);
}

}

/// Lets a signal ask for a stop, once; the second does what it always does.
struct TaskLine::Signals
{
    Signals()
    {
        stopAsked = 0;
        struct sigaction asks = {};
        asks.sa_handler = [](int) { stopAsked = 1; };
        asks.sa_flags = int(SA_RESETHAND) | SA_RESTART;
        sigemptyset(&asks.sa_mask);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            sigaction(numbers[i], &asks, &before[i]);
    }
    ~Signals()
    {
        stopAsked = 0; // what comes after the task is not what was to be stopped
        for (std::size_t i = 0; i < numbers.size(); ++i)
            sigaction(numbers[i], &before[i], nullptr);
    }
    Q_DISABLE_COPY_MOVE(Signals)

    static constexpr std::array numbers = {SIGINT, SIGTERM};
    std::array<struct sigaction, numbers.size()> before;
};

TaskLine::TaskLine(Data data)
    : m_drawsBar(canDrawBar(data))
    , m_nextShown(m_drawsBar ? firstBarAfter : firstLineAfter)
    , m_signals(std::make_unique<Signals>())
{
    m_clock.start();
}

TaskLine::~TaskLine()
{
    eraseBar();
}

Progress TaskLine::step(const QString &title)
{
    m_title = title;
    m_stepBegan = m_clock.elapsed();
    return [this](int done, int total) {
        show(done, total);
        return stopAsked == 0;
    };
}

bool TaskLine::isStopAsked()
{
    return stopAsked != 0;
}

Result<QString> TaskLine::run(const TaskWork &work)
{
    TaskLine line;
    const Progress progress = line.step(work.title);
    if (work.canBeCancelled)
        return work.run(progress);
    return work.run([&progress](int done, int total) {
        progress(done, total);
        return true;
    });
}

void TaskLine::show(int done, int total)
{
    const qint64 elapsed = m_clock.elapsed();
    if (elapsed < m_nextShown)
        return;
    if (m_drawsBar)
        drawBar(done, total);
    else
        printLine(done, total);
    m_nextShown = elapsed + (m_drawsBar ? barEvery : lineEvery);
}

void TaskLine::drawBar(int done, int total)
{
    const QString count = countText(done, total);
    QString text = u"%1  %2"_s.arg(m_title, count);
    if (total > 0) {
        const int share = int(std::clamp<qint64>(done, 0, total) * 100 / total);
        const QString percent = u"  %1 %"_s.arg(share, 3);
        const int room =
            columns() - int(text.size() + percent.size()) - 5; // brackets, blanks, the last column
        const int width = std::clamp(room, 0, widestBar);
        const int filled = share * width / 100;
        text = u"%1  [%2%3]%4  %5"_s.arg(m_title, QString(filled, u'#'), QString(width - filled, u'-'),
                                         percent, count);
        if (const QString pace = paceOf(done, total); text.size() + 2 + pace.size() < columns())
            text += u"  "_s + pace;
    }
    writeOut(u"\r\x1b[K"_s + text.left(columns() - 1));
    m_isDrawn = true;
}

void TaskLine::printLine(int done, int total)
{
    const QString pace = paceOf(done, total);
    const QString line = u"%1: %2"_s.arg(m_title, countText(done, total));
    writeOut((pace.isEmpty() ? line : u"%1, %2"_s.arg(line, pace)) + u'\n');
}

QString TaskLine::paceOf(int done, int total) const
{
    return paceText(done, total, std::chrono::milliseconds(m_clock.elapsed() - m_stepBegan));
}

void TaskLine::eraseBar()
{
    if (m_isDrawn)
        writeOut(u"\r\x1b[K"_s);
    m_isDrawn = false;
}

}
