#include "app/cli/Console.h"

#include "app/cli/CliText.h"
#include "app/cli/TaskLine.h"
#include "app/cli/Terminal.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <tuple>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

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
        return fail(Error::Kind::Cancelled, CliText::tr("It was cancelled: what was written is a part."));
    return fail(Error::Kind::Unreachable,
                CliText::tr("Standard output cannot be written: %1.").arg(m_data.errorString()));
}

void Console::showWritten()
{
    if (!m_data.flush())
        m_failed = true;
}

std::optional<bool> Console::ask(const QString &question)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
        return std::nullopt;
    showWritten();
    m_notes.write(oneLine(question).toUtf8() + ' ' + CliText::tr("[y/N]").toUtf8() + ' ');
    const auto line = readLine(STDIN_FILENO);
    const QByteArray answer = line ? line->toByteArray().trimmed().toLower() : QByteArray();
    return answer == CliText::tr("y", "answer to a question").toUtf8() ||
           answer == CliText::tr("yes", "answer to a question").toUtf8();
}

Result<SecretBytes> Console::secretLine(const QString &prompt)
{
    const HiddenTyping hidden(STDIN_FILENO);
    if (!hidden.isTerminal())
        return readLine(STDIN_FILENO);
    showWritten();
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

}
