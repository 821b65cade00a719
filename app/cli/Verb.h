#pragma once

#include "app/Options.h"
#include "app/cli/Console.h"
#include "domain/Error.h"
#include "store/Database.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace gatehouse::cli {

/// What the program tells the shell.
enum class ExitStatus {
    Done = 0,
    Refused = 1,    ///< by a rule, or not found
    WrongUsage = 2, ///< of the command line
    NotSignedIn = 3,
    OutOfReach = 4, ///< database, file or encryption key
};

inline ExitStatus statusOf(const Error &error)
{
    if (error.kind == Error::Kind::NotSignedIn)
        return ExitStatus::NotSignedIn;
    const bool isOutOfReach = error.kind == Error::Kind::Unreachable || error.kind == Error::Kind::Tampered;
    return isOutOfReach ? ExitStatus::OutOfReach : ExitStatus::Refused;
}

inline std::string utf8(const QString &text)
{
    return text.toStdString();
}

/// Stands for what is given as `KEY=VALUE`.
inline constexpr const char *assignmentType = "KEY=VALUE";

/// A check of an option: why that cannot be the name of a file; empty: it can.
std::string namesFile(const std::string &path);

/// One command of the command line, as `client list`: declares its options, and does its work.
class Verb
{
public:
    Verb() = default;
    virtual ~Verb() = default;
    Q_DISABLE_COPY_MOVE(Verb)

    virtual void declare(CLI::App &program) = 0;
    virtual Result<ExitStatus> run(Console &console, const Options &options) = 0;

    /// Whether run() needs a QGuiApplication, not only a QCoreApplication.
    virtual bool drawsPictures() const { return false; }

    bool isChosen() const { return m_command && m_command->parsed(); }

protected:
    /// Adds the command under the program or one of its groups, which only hold other commands.
    CLI::App &command(CLI::App &parent, const char *name, const QString &description,
                      const QString &examples);
    static CLI::App &group(CLI::App &program, const char *name, const QString &description);

    CLI::Option *positional(const char *name, std::string &value, const QString &description);
    CLI::Option *positionals(const char *name, std::vector<std::string> &values, const QString &description);
    /// `KEY=VALUE...`; `take` says what is wrong with them by a CLI::ValidationError.
    CLI::Option *assignments(const char *name,
                             const std::function<void(const std::vector<std::string> &)> &take,
                             const QString &description);
    CLI::Option *option(const char *name, std::string &value, const char *valueName,
                        const QString &description);
    /// `FILE`, which has to be there.
    void inputFile(std::string &value);
    /// `--output FILE`; without a name it is wrong usage.
    CLI::Option *outputOption(std::string &value, const QString &description);
    CLI::Option *flag(const char *name, bool &value, const QString &description);
    CLI::Option *jsonFlag(bool &value);

private:
    CLI::App *m_command = nullptr;
};

}
