#include "app/cli/Commands.h"
#include "app/cli/Verb.h"
#include "app/cli/clients/Assignments.h"

#include "domain/formats/ClientFormat.h"

#include <QString>

#include <map>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

std::string joined(const std::vector<std::string> &words)
{
    return CLI::detail::join(words, " ");
}

/// What may stand next after these words: commands, then options.
std::string wordsAfter(const CLI::App &program, const CLI::App &command)
{
    std::vector<std::string> words;
    for (const CLI::App *below : command.get_subcommands([](const CLI::App *) { return true; }))
        words.push_back(below->get_name());
    for (const CLI::Option *positional : positionalsOf(command)) {
        if (positional->get_type_name() == assignmentType) {
            for (const QString &key : settableKeys())
                words.push_back(utf8(key) + '=');
        }
    }
    for (const CLI::Option *option : optionsOf(command))
        words.push_back(option->get_name());
    if (&command != &program) {
        for (const CLI::Option *option : optionsOf(program))
            words.push_back(option->get_name());
    }
    return joined(words);
}

std::vector<std::string> namesOf(const auto &formats)
{
    std::vector<std::string> names;
    names.reserve(formats.size());
    for (const auto &format : formats)
        names.push_back(format->name().toStdString());
    return names;
}

std::vector<std::string> valuesOf(const CLI::App &command, const CLI::Option &option)
{
    if (option.get_type_name() != "FORMAT")
        return choicesOf(option);
    return command.get_name() == "export" ? namesOf(exportFormats()) : namesOf(clientFormats());
}

/// Paths of commands and what may follow them, as the branches of a case.
QString branches(const CLI::App &program)
{
    QString text;
    for (const CommandPath &path : commandsOf(program)) {
        text += "        '%1') words='%2' ;;\n"_L1.arg(
            QString::fromStdString(joined(path.words)),
            QString::fromStdString(wordsAfter(program, *path.command)));
    }
    return text;
}

/// Commands and options with a value, and what that may be: nothing means a file name, or free text.
QString values(const CLI::App &program)
{
    QString text;
    for (const CommandPath &path : commandsOf(program)) {
        for (const CLI::Option *option : optionsOf(*path.command)) {
            if (option->get_expected_max() == 0)
                continue;
            const QString command = path.words.empty() ? u"*"_s : QString::fromStdString(joined(path.words));
            const QString prefix = path.words.empty() ? u"*' "_s : u"'%1 "_s.arg(command);
            text += "        %1%2') words='%3' ;;\n"_L1.arg(
                prefix, QString::fromStdString(option->get_name()),
                QString::fromStdString(joined(valuesOf(*path.command, *option))));
        }
    }
    return text;
}

}

std::string bashCompletion(const CLI::App &program)
{
    std::vector<std::string> paths;
    for (const CommandPath &path : commandsOf(program)) {
        if (!path.words.empty())
            paths.push_back("'" + joined(path.words) + "'");
    }
    const QString text = uR"(# Made from the help of gatehouse: bash completion.
_gatehouse() {
    local current=${COMP_WORDS[COMP_CWORD]} path='' words='' longer i
    for ((i = 1; i < COMP_CWORD; i++)); do
        longer=${path:+$path }${COMP_WORDS[i]}
        case $longer in
        %1) path=$longer ;;
        esac
    done
    if [[ $current != -* ]]; then
        case "$path ${COMP_WORDS[COMP_CWORD - 1]}" in
%2        *) false ;;
        esac && { mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current"); return; }
    fi
    case $path in
%3    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    [[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null || true
}
complete -o default -F _gatehouse gatehouse
)"_s.arg(QString::fromStdString(CLI::detail::join(paths, " | ")), values(program), branches(program));
    return text.toStdString();
}

}
