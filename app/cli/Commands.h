#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

/// What the program's help knows of its commands, for the texts that are made from it.
namespace gatehouse::cli {

/// A command or a group of commands, with the words that lead to it: {"client", "list"}.
struct CommandPath
{
    std::vector<std::string> words;
    const CLI::App *command = nullptr;
};

/// The program first, then everything below it, in the order of the help.
std::vector<CommandPath> commandsOf(const CLI::App &program);

/// The options that the help shows; without what is named by its place alone.
std::vector<const CLI::Option *> optionsOf(const CLI::App &command);
std::vector<const CLI::Option *> positionalsOf(const CLI::App &command);

/// What may stand for the value, where that is a fixed set: of "TEXT:{pem,jwks}" pem and jwks.
std::vector<std::string> choicesOf(const CLI::Option &option);

/// For man(1), in the macros of man(7).
std::string manPage(const CLI::App &program, const std::string &version);

/// For bash: completes commands, options, fixed values and file names.
std::string bashCompletion(const CLI::App &program);

}
