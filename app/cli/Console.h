#pragma once

#include "domain/Error.h"
#include "domain/json/JsonText.h"
#include "secrets/SecretBytes.h"
#include "services/export/DescriptorOutput.h"
#include "services/tasks/Task.h"

#include <QElapsedTimer>
#include <QFile>

#include <memory>
#include <optional>

namespace gatehouse::cli {

/// The text without characters that steer a terminal, but with its ends of lines: for everything that comes
/// from people or their files.
QString harmless(QString text);

/// The error's text, with what to do here.
QString told(const Error &error);

/// Standard output for data and standard error for the rest, both UTF-8. Characters that steer a terminal are
/// replaced, because much of what is shown comes from other people's files. A pipe that nobody reads holds up
/// nothing but the work, which can be cancelled.
class Console
{
public:
    Console();

    /// A line of data.
    void line(const QString &text);
    /// Lines of data whose columns stand below each other.
    void table(const QList<QStringList> &rows);
    /// A JSON document as data; control characters beyond ASCII are escaped in it.
    void json(const json::Json &document);
    /// Data that no terminal shows, as a picture.
    void data(const QByteArray &bytes) { write(bytes); }
    /// A line for the person, not data.
    void note(const QString &text);
    void note(const Error &error) { note(told(error)); }

    /// Where an export goes.
    QIODevice &dataDevice() { return m_data; }
    /// Writes out what is buffered. Call it before saying that something was written.
    Result<void> finish();

    /// Asks a question on the terminal. Nothing when there is no terminal to ask on.
    std::optional<bool> ask(const QString &question);
    /// The first line of standard input; a terminal does not show it.
    Result<SecretBytes> secretLine(const QString &prompt);
    static bool inputIsTerminal();

private:
    friend class JsonList;
    friend class JsonMembers;
    void write(const QByteArray &bytes);
    /// As json(), with the lines after the first moved to the right and no end of line.
    void write(const json::Json &value, int indentation);

    DescriptorOutput m_data;
    QFile m_notes;
    bool m_failed = false;
};

/// A list of JSON objects on the console, written as they come.
class JsonList
{
public:
    explicit JsonList(Console &console) : m_console(console) {}

    void add(const json::Json &object);
    void end();

private:
    Console &m_console;
    bool m_empty = true;
};

/// What a command lists: as JSON objects, or as a table under `headings`.
class Listing
{
public:
    Listing(Console &console, bool isJson, const QStringList &headings)
        : m_console(console), m_objects(console), m_rows{headings}, m_isJson(isJson)
    {
    }

    /// Asks for the one that is shown: `json()` for an object, or `row()` for its cells.
    void add(const auto &json, const auto &row)
    {
        if (m_isJson)
            m_objects.add(json());
        else
            m_rows << row();
    }
    void end()
    {
        if (m_isJson)
            m_objects.end();
        else
            m_console.table(m_rows);
    }

private:
    Console &m_console;
    JsonList m_objects;
    QList<QStringList> m_rows;
    bool m_isJson;
};

/// How a task goes, on standard error: a bar on a terminal, else a line every few seconds; a short task shows
/// nothing. While there is one, the first Ctrl+C (SIGINT) or SIGTERM cancels the task instead of ending the
/// program, the second ends it. One at a time.
class TaskLine
{
public:
    /// Where the work writes its data: on the same terminal it leaves no room for a bar.
    enum class Data { Elsewhere, OnStandardOutput };

    explicit TaskLine(Data data = Data::Elsewhere);
    ~TaskLine();
    Q_DISABLE_COPY_MOVE(TaskLine)

    /// The task, or the next part of it, begins. Gives what the work has to tell its progress to, on this
    /// thread; false once it has to stop.
    Progress step(const QString &title);

    /// Whether a signal asked the one that there is to stop.
    static bool isStopAsked();

    /// Runs a task on this thread and gives what came of it.
    static Result<QString> run(const TaskWork &work);

private:
    void show(int done, int total);
    void drawBar(int done, int total);
    void printLine(int done, int total);
    void eraseBar();
    QString paceOf(int done, int total) const;

    struct Signals;

    QString m_title;
    bool m_drawsBar;
    bool m_isDrawn = false;
    QElapsedTimer m_clock;
    qint64 m_stepBegan = 0; ///< milliseconds of the clock
    qint64 m_nextShown;     ///< milliseconds of the clock
    std::unique_ptr<Signals> m_signals;
};

}
