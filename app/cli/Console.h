#pragma once

#include "domain/Error.h"
#include "domain/json/JsonText.h"
#include "secrets/SecretBytes.h"
#include "services/export/DescriptorOutput.h"

#include <QFile>

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

    /// Asks a question on the terminal, below what was written so far. Nothing when there is no terminal to
    /// ask on.
    std::optional<bool> ask(const QString &question);
    /// The first line of standard input; a terminal does not show it.
    Result<SecretBytes> secretLine(const QString &prompt);
    static bool inputIsTerminal();

private:
    void showWritten();
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

}
