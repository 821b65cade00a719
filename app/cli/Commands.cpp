#include "app/cli/Commands.h"

namespace gatehouse::cli {

namespace {

void add(std::vector<CommandPath> &paths, const CommandPath &path)
{
    paths.push_back(path);
    for (const CLI::App *below : path.command->get_subcommands([](const CLI::App *) { return true; })) {
        CommandPath longer{path.words, below};
        longer.words.push_back(below->get_name());
        add(paths, longer);
    }
}

}

std::vector<CommandPath> commandsOf(const CLI::App &program)
{
    std::vector<CommandPath> paths;
    add(paths, {{}, &program});
    return paths;
}

std::vector<const CLI::Option *> optionsOf(const CLI::App &command)
{
    return command.get_options(
        [](const CLI::Option *option) { return option->nonpositional() && !option->get_group().empty(); });
}

std::vector<const CLI::Option *> positionalsOf(const CLI::App &command)
{
    return command.get_options([](const CLI::Option *option) { return option->get_positional(); });
}

std::vector<std::string> choicesOf(const CLI::Option &option)
{
    const std::string type = option.get_type_name();
    const auto first = type.find('{');
    const auto last = type.rfind('}');
    if (first == std::string::npos || last == std::string::npos || last < first)
        return {};
    return CLI::detail::split(type.substr(first + 1, last - first - 1), ',');
}

}
