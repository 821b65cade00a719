#include "app/cli/Verb.h"

#include "app/cli/CliText.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

std::string namesFile(const std::string &path)
{
    return path.empty() ? utf8(CliText::tr("The name of the file is empty.")) : std::string();
}

CLI::App &Verb::command(CLI::App &parent, const char *name, const QString &description,
                        const QString &examples)
{
    m_command = parent.add_subcommand(name, utf8(description));
    const QString indented = "  "_L1 + QString(examples).replace(u'\n', "\n  "_L1);
    m_command->footer(utf8(CliText::tr("Examples:") + u'\n' + indented));
    return *m_command;
}

CLI::App &Verb::group(CLI::App &program, const char *name, const QString &description)
{
    const auto hasName = [&](const CLI::App *other) { return other->get_name() == name; };
    if (const auto existing = program.get_subcommands(hasName); !existing.empty())
        return *existing.front();
    CLI::App *made = program.add_subcommand(name, utf8(description));
    made->require_subcommand(1);
    return *made;
}

CLI::Option *Verb::positional(const char *name, std::string &value, const QString &description)
{
    return m_command->add_option(name, value, utf8(description))->type_name("");
}

CLI::Option *Verb::positionals(const char *name, std::vector<std::string> &values, const QString &description)
{
    return m_command->add_option(name, values, utf8(description))->type_name("");
}

CLI::Option *Verb::assignments(const char *name,
                               const std::function<void(const std::vector<std::string> &)> &take,
                               const QString &description)
{
    return m_command->add_option_function<std::vector<std::string>>(name, take, utf8(description))
        ->type_name(assignmentType);
}

CLI::Option *Verb::option(const char *name, std::string &value, const char *valueName,
                          const QString &description)
{
    return m_command->add_option(name, value, utf8(description))->type_name(valueName);
}

void Verb::inputFile(std::string &value)
{
    positional("FILE", value, CliText::tr("The file to read"))->required()->check(namesFile);
}

CLI::Option *Verb::outputOption(std::string &value, const QString &description)
{
    return option("--output", value, "FILE", description)->check([](const std::string &path) {
        return path.empty()
                   ? utf8(CliText::tr(
                         "The name of the file is empty. Leave --output out to write to standard output."))
                   : std::string();
    });
}

CLI::Option *Verb::flag(const char *name, bool &value, const QString &description)
{
    return m_command->add_flag(name, value, utf8(description));
}

CLI::Option *Verb::jsonFlag(bool &value)
{
    return flag("--json", value, CliText::tr("Write JSON; its keys are the names of the database columns"));
}

}
