#include "app/cli/Commands.h"

#include <QDir>
#include <QString>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// Text in which nothing is a request of roff: no line begins with a dot, a hyphen is one that can be copied.
QString roff(const std::string &text)
{
    QString escaped = QString::fromStdString(text);
    escaped.replace(u'\\', "\\e"_L1).replace(u'-', "\\-"_L1);
    QStringList lines = escaped.split(u'\n');
    for (QString &line : lines) {
        if (line.startsWith(u'.') || line.startsWith(u'\''))
            line.prepend("\\&"_L1);
    }
    return lines.join(u'\n');
}

/// What is laid out already, as examples are.
QString asItStands(const std::string &text)
{
    return ".nf\n"_L1 + roff(text) + "\n.fi\n"_L1;
}

QString valueOf(const CLI::Option &option)
{
    if (option.get_expected_max() == 0)
        return {};
    if (const auto choices = choicesOf(option); !choices.empty())
        return u' ' + roff(CLI::detail::join(choices, "|"));
    const QString type = roff(option.get_type_name());
    return type.isEmpty() ? QString() : u' ' + type;
}

QString described(const CLI::Option &option)
{
    return ".TP\n\\fB%1\\fR%2\n%3\n"_L1.arg(roff(option.get_name(option.get_positional(), true)),
                                            valueOf(option), roff(option.get_description()));
}

QString optionsText(const CLI::App &command)
{
    QString text;
    for (const CLI::Option *option : positionalsOf(command))
        text += described(*option);
    for (const CLI::Option *option : optionsOf(command)) {
        const bool isSaidOfAll = option == command.get_help_ptr() && command.get_parent();
        if (!isSaidOfAll)
            text += described(*option);
    }
    return text;
}

QString synopsis(const CommandPath &path)
{
    QString line = u"gatehouse %1"_s.arg(roff(CLI::detail::join(path.words, " ")));
    for (const CLI::Option *option : positionalsOf(*path.command))
        line += (option->get_required() ? u" %1"_s : u" [%1]"_s).arg(roff(option->get_name(true)));
    return line;
}

QString commandText(const CommandPath &path)
{
    return ".SS \"%1\"\n%2.\n"_L1.arg(synopsis(path), roff(path.command->get_description())) +
           optionsText(*path.command) + ".PP\n"_L1 + asItStands(path.command->get_footer());
}

}

std::string manPage(const CLI::App &program, const std::string &version)
{
    QString text = ".TH GATEHOUSE 1 \"\" \"Gatehouse %1\" \"User Commands\"\n"
                   ".SH NAME\ngatehouse \\- %2\n"
                   ".SH SYNOPSIS\n\\fBgatehouse\\fR [\\fIOPTION\\fR]... [\\fICOMMAND\\fR]\n"
                   ".SH DESCRIPTION\n%3.SH OPTIONS\n%4.SH COMMANDS\n"_L1.arg(
                       roff(version), roff(program.get_description()), asItStands(program.get_footer()),
                       optionsText(program));
    for (const CommandPath &path : commandsOf(program)) {
        const bool isGroup = !path.command->get_subcommands([](const CLI::App *) { return true; }).empty();
        if (!isGroup)
            text += commandText(path);
    }
    // The help names folders of the person who reads it; a manual is for everybody.
    const QString home = QDir::homePath();
    return (home.size() > 1 ? text.replace(home + u'/', "~/"_L1) : text).toStdString();
}

}
