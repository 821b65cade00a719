#include "app/cli/Console.h"

#include "app/cli/Terminal.h"
#include "services/tasks/Task.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <tuple>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

struct ConsoleText
{
    Q_DECLARE_TR_FUNCTIONS(Console)
};

/// Control characters, and those that break lines or turn the direction of what follows.
bool steersTerminal(QChar character)
{
    const char16_t code = character.unicode();
    const bool turnsDirection =
        (code >= u'\u202A' && code <= u'\u202E') || (code >= u'\u2066' && code <= u'\u2069');
    const QChar::Category category = character.category();
    return turnsDirection || category == QChar::Other_Control || category == QChar::Separator_Line ||
           category == QChar::Separator_Paragraph;
}

QString oneLine(const QString &text)
{
    return harmless(text).replace(u'\n', QChar::ReplacementCharacter);
}

/// Inside a JSON document such characters can only stand in texts, where an escape means the same.
QByteArray escaped(const QString &document)
{
    QString text;
    for (const QChar character : document) {
        if (character != u'\n' && steersTerminal(character))
            text += u"\\u%1"_s.arg(uint(character.unicode()), 4, 16, '0'_L1);
        else
            text += character;
    }
    return text.toUtf8();
}

QString padded(const QStringList &row, const QList<qsizetype> &widths)
{
    QString text;
    for (qsizetype column = 0; column < row.size(); ++column)
        text += row.at(column).leftJustified(widths.at(column) + 2);
    while (text.endsWith(u' '))
        text.chop(1);
    return text;
}

}

QString harmless(QString text)
{
    for (QChar &character : text) {
        if (steersTerminal(character) && character != u'\n')
            character = QChar::ReplacementCharacter;
    }
    return text;
}

// A copy of the number: Console is not alone in writing there.
Console::Console()
    : m_data(Descriptor(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)), [] { return !TaskLine::isStopAsked(); })
{
    std::ignore = m_notes.open(STDERR_FILENO, QIODevice::WriteOnly | QIODevice::Unbuffered,
                               QFileDevice::DontCloseHandle);
}

void Console::write(const QByteArray &bytes)
{
    if (m_data.write(bytes) != bytes.size())
        m_failed = true;
}

void Console::line(const QString &text)
{
    write(oneLine(text).toUtf8() + '\n');
}

void Console::table(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths.at(column), row.at(column).size());
    }
    for (const QStringList &row : rows)
        line(padded(row, widths));
}

void Console::json(const json::Json &document)
{
    write(document, 0);
    write("\n");
}

void Console::write(const json::Json &value, int indentation)
{
    QByteArray text = escaped(json::toText(value.dump(2)));
    write(text.replace('\n', '\n' + QByteArray(indentation, ' '))); // in texts they are escaped
}

QString told(const Error &error)
{
    return error.command.isEmpty() ? error.text : u"%1 (%2)"_s.arg(error.text, error.command);
}

void Console::note(const QString &text)
{
    m_notes.write(oneLine(text).toUtf8() + '\n');
}

Result<void> Console::finish()
{
    if (!m_failed && m_data.flush())
        return {};
    m_failed = true;
    if (m_data.wasCancelled())
        return fail(Error::Kind::Cancelled, ConsoleText::tr("It was cancelled: what was written is a part."));
    return fail(Error::Kind::Unreachable,
                ConsoleText::tr("Standard output cannot be written: %1.").arg(m_data.errorString()));
}

std::optional<bool> Console::ask(const QString &question)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return std::nullopt;
    m_notes.write(oneLine(question).toUtf8() + ' ' + ConsoleText::tr("[y/N]").toUtf8() + ' ');
    const auto answer = readLine(STDIN_FILENO);
    return answer &&
           answer->toByteArray().trimmed().toLower() == ConsoleText::tr("y", "answer to a question").toUtf8();
}

Result<SecretBytes> Console::secretLine(const QString &prompt)
{
    const HiddenTyping hidden(STDIN_FILENO);
    if (!hidden.isTerminal())
        return readLine(STDIN_FILENO);
    m_notes.write(oneLine(prompt).toUtf8() + ' ');
    auto line = readLine(STDIN_FILENO);
    m_notes.write("\n");
    return line;
}

bool Console::inputIsTerminal()
{
    return isatty(STDIN_FILENO);
}

void JsonList::add(const json::Json &object)
{
    m_console.write(m_empty ? "[\n" : ",\n");
    m_console.write(object, 0);
    m_empty = false;
}

void JsonList::end()
{
    m_console.write(m_empty ? "[]\n" : "\n]\n");
}

namespace {

struct TaskLineText
{
    Q_DECLARE_TR_FUNCTIONS(TaskLine)
};

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
    return total > 0 ? TaskLineText::tr("%1 of %2").arg(done).arg(total) : QString::number(done);
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
