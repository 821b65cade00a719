#include "app/cli/Console.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

struct ConsoleText
{
    Q_DECLARE_TR_FUNCTIONS(Console)
};

constexpr qint64 longestLine = 64 * 1024;

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

QString harmless(QString text)
{
    for (QChar &character : text) {
        if (steersTerminal(character))
            character = QChar::ReplacementCharacter;
    }
    return text;
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

/// Keeps a terminal from showing what is typed.
class HiddenTyping
{
public:
    HiddenTyping() : m_isTerminal(tcgetattr(STDIN_FILENO, &m_before) == 0)
    {
        termios hidden = m_before;
        hidden.c_lflag &= ~tcflag_t(ECHO);
        if (m_isTerminal)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~HiddenTyping()
    {
        if (m_isTerminal)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(HiddenTyping)

    bool isTerminal() const { return m_isTerminal; }

private:
    termios m_before{};
    bool m_isTerminal;
};

Result<QByteArray> inputLine()
{
    QFile input;
    if (!input.open(STDIN_FILENO, QIODevice::ReadOnly, QFileDevice::DontCloseHandle))
        return fail(Error::Kind::Unreachable,
                    ConsoleText::tr("Standard input cannot be read: %1.").arg(input.errorString()));
    QByteArray line = input.readLine(longestLine);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return line;
}

}

Console::Console()
{
    m_failed = !m_data.open(STDOUT_FILENO, QIODevice::WriteOnly, QFileDevice::DontCloseHandle);
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
    write(harmless(text).toUtf8() + '\n');
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
    write(escaped(json::toText(document.dump(2))) + '\n');
}

void Console::note(const QString &text)
{
    m_notes.write(harmless(text).toUtf8() + '\n');
}

Result<void> Console::finish()
{
    if (!m_failed && m_data.flush() && m_data.error() == QFileDevice::NoError)
        return {};
    m_failed = true;
    return fail(Error::Kind::Unreachable,
                ConsoleText::tr("Standard output cannot be written: %1.").arg(m_data.errorString()));
}

std::optional<bool> Console::ask(const QString &question)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return std::nullopt;
    m_notes.write(harmless(question).toUtf8() + ' ' + ConsoleText::tr("[y/N]").toUtf8() + ' ');
    const auto answer = inputLine();
    return answer && answer->trimmed().toLower() == ConsoleText::tr("y", "answer to a question").toUtf8();
}

Result<QByteArray> Console::secretLine(const QString &prompt)
{
    const HiddenTyping hidden;
    if (!hidden.isTerminal())
        return inputLine();
    m_notes.write(prompt.toUtf8() + ' ');
    auto line = inputLine();
    m_notes.write("\n");
    return line;
}

void JsonList::add(const json::Json &object)
{
    m_console.write(m_empty ? "[\n" : ",\n");
    m_console.write(escaped(json::toText(object.dump(2))));
    m_empty = false;
}

void JsonList::end()
{
    m_console.write(m_empty ? "[]\n" : "\n]\n");
}

}
