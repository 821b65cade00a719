#include "app/cli/CommandLine.h"

#include "app/Translations.h"
#include "app/cli/CliText.h"
#include "app/cli/Commands.h"
#include "app/cli/Credentials.h"
#include "app/cli/Verbs.h"

#include <QGuiApplication>
#include <QRegularExpression>

#include <algorithm>
#include <clocale>
#include <functional>
#include <iostream>
#include <langinfo.h>
#include <memory>
#include <sstream>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// In the order of the help.
Verbs allVerbs()
{
    Verbs all;
    for (const auto make : {initVerb,
                            clientListVerb,
                            clientShowVerb,
                            clientChangeVerbs,
                            clientEnableVerbs,
                            clientVerbs,
                            riskVerbs,
                            secretAddVerb,
                            secretVerbs,
                            consentVerb,
                            tryVerb,
                            explainVerb,
                            exportVerb,
                            importVerb,
                            userVerbs,
                            serverAddVerb,
                            serverVerbs,
                            serverCompareVerb,
                            serverTakeVerb,
                            serverPushVerb,
                            copyVerb,
                            licenceVerb,
                            certificateCreateVerb,
                            certificateListVerb,
                            certificateExportVerb,
                            certificateChangeVerbs,
                            certificateStorageVerb,
                            auditListVerb,
                            auditVerbs})
        std::ranges::move(make(), std::back_inserter(all));
    return all;
}

/// Qt writes UTF-8 and complains about any other locale; the plain C locale says nothing about the terminal.
void preferUtf8()
{
    setlocale(LC_CTYPE, "");
    if (qstrcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        qputenv("LC_ALL", "C.UTF-8");
}

/// Draws without a display.
std::unique_ptr<QCoreApplication> pictureApplication(int &argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    auto application = std::make_unique<QGuiApplication>(argc, argv);
    installTranslations(*application);
    return application;
}

QString footer()
{
    return CliText::tr(
        "Without a command the window opens.\n"
        "\n"
        "Data goes to standard output, everything else to standard error.\n"
        "Exit status: 0 done; 1 refused by a rule, or not found; 2 wrong usage; 3 not signed in; 4 database, "
        "file, encryption key or server out of reach.\n"
        "Every command but init asks who you are: GATEHOUSE_USER and GATEHOUSE_PASSWORD say it where "
        "there is no terminal to ask on.\n"
        "The password of a PostgreSQL server comes from GATEHOUSE_DATABASE_PASSWORD, PGPASSWORD or "
        "~/.pgpass, or "
        "is asked for.\n"
        "A name that begins with - comes after --\n"
        "\n"
        "Examples:\n"
        "  gatehouse init --sample-data\n"
        "  gatehouse client list\n"
        "  gatehouse export --format rfc7591 --output clients.json\n"
        "  gatehouse --database sqlite:/srv/gatehouse.sqlite import clients.json --dry-run\n"
        "  gatehouse --database \"postgresql://gatehouse@db1,db2/gatehouse?target_session_attrs=read-write\" "
        "client list");
}

/// Up to what may be followed by a password.
QString shownArgument(const QString &text)
{
    static const QRegularExpression end(u"://|[=@:\\s]"_s);
    const auto found = end.match(text);
    return found.hasMatch() ? text.first(found.capturedEnd()) + u'…' : text;
}

/// The program's options and verbs, and what was made of the arguments.
class CommandLine
{
public:
    explicit CommandLine(Verbs verbs) : m_verbs(std::move(verbs))
    {
        m_program.name("gatehouse");
        m_program.description(
            utf8(CliText::tr("Configures OAuth 2.0 and OpenID Connect client applications.")));
        m_program.footer(utf8(footer()));
        m_program.set_version_flag("--version", "gatehouse " GATEHOUSE_VERSION,
                                   utf8(CliText::tr("Print the version and exit")));
        m_program.set_help_flag("-h,--help", utf8(CliText::tr("Print this help and exit")));
        m_program
            .add_option_function<std::string>(
                "--database", [this](const std::string &text) { takeUrl(text); },
                utf8(CliText::tr("The database, as sqlite:PATH or postgresql://USER@HOST/DATABASE "
                                 "(at first %1)")
                         .arg(m_options.url.text())))
            ->type_name("URL");
        m_program
            .add_option_function<std::string>(
                "--settings",
                [this](const std::string &path) {
                    m_options.settings =
                        AppSettings(QString::fromStdString(path), AppSettings::IfMissing::Refuse);
                },
                utf8(CliText::tr("The settings, which say where the encryption key is (at first %1)")
                         .arg(m_options.settings.path())))
            ->type_name("FILE")
            ->check(namesFile);
        addPrinted("--print-man-page", [this] { return manPage(m_program, GATEHOUSE_VERSION); });
        addPrinted("--print-bash-completion", [this] { return bashCompletion(m_program); });
        m_program.fallthrough();
        m_program.require_subcommand(0, 1);
        for (const auto &verb : m_verbs)
            verb->declare(m_program);
    }

    /// Gives the exit status when the arguments are at fault, or ask for help only.
    std::optional<ExitStatus> parse(int argc, char **argv)
    {
        try {
            m_program.parse(argc, argv);
        } catch (const CLI::ParseError &error) {
            std::ostringstream complaint;
            const int code = m_program.exit(error, std::cout, complaint);
            std::cerr << utf8(harmless(withoutPasswords(QString::fromStdString(complaint.str()))))
                      << std::flush;
            std::cout.flush();
            if (!std::cout)
                return ExitStatus::OutOfReach;
            return code == 0 ? ExitStatus::Done : ExitStatus::WrongUsage;
        }
        return std::nullopt;
    }

    const Options &options() const { return m_options; }

    bool drawsPictures() const
    {
        return std::ranges::any_of(
            m_verbs, [](const auto &verb) { return verb->isChosen() && verb->drawsPictures(); });
    }

    std::optional<ExitStatus> run()
    {
        for (const auto &verb : m_verbs) {
            if (verb->isChosen())
                return run(*verb);
        }
        return std::nullopt;
    }

private:
    /// Arguments that nobody expected are repeated, and may be the URL of a database without its option.
    QString withoutPasswords(QString complaint) const
    {
        for (const std::string &argument : m_program.remaining(true)) {
            const QString text = QString::fromStdString(argument);
            if (!text.isEmpty()) // which is found everywhere
                complaint.replace(text, shownArgument(text));
        }
        return complaint;
    }

    /// For whoever installs the program, so the help does not show it.
    void addPrinted(const char *name, const std::function<std::string()> &text)
    {
        const auto print = [text] {
            std::cout << text();
            throw CLI::Success();
        };
        m_program.add_flag_callback(name, print)->group("");
    }

    void takeUrl(const std::string &text)
    {
        auto url = DatabaseUrl::parse(QString::fromStdString(text));
        if (!url)
            throw CLI::ValidationError("--database", utf8(url.error().text));
        if (!url->isFile())
            url->setPassword(QString::fromUtf8(viewOf(environmentDatabasePassword())));
        m_options.url = *url;
    }

    ExitStatus run(Verb &verb) const
    {
        Console console;
        const Result<ExitStatus> outcome =
            m_options.settings.check().and_then([&] { return verb.run(console, m_options); });
        if (!outcome)
            console.note(outcome.error());
        // What is left is a part of nothing, and may be held up by who does not read it.
        if (!outcome && outcome.error().kind == Error::Kind::Cancelled)
            return statusOf(outcome.error());
        if (const auto written = console.finish(); !written) {
            console.note(written.error());
            return statusOf(written.error());
        }
        return outcome ? *outcome : statusOf(outcome.error());
    }

    Options m_options;
    CLI::App m_program;
    Verbs m_verbs;
};

/// Whether nothing is said but which database and settings the window is to open, for which no command has to
/// be known: that would be a thirtieth of its start.
bool isForWindow(int argc, char **argv)
{
    int number = 1;
    while (number < argc) {
        const std::string_view argument = argv[number];
        const auto isOption = [&](std::string_view name) {
            return argument == name ||
                   (argument.starts_with(name) && argument.substr(name.size()).starts_with('='));
        };
        if (!isOption("--database") && !isOption("--settings"))
            return false;
        number += argument.contains('=') ? 1 : 2;
    }
    return number == argc;
}

/// Else other characters would stand for such bytes from here on: a text that nobody typed, or a file of
/// another name. Empty: all are.
QString notInUtf8(int argc, char **argv)
{
    for (int number = 1; number < argc; ++number) {
        if (!QUtf8StringView(argv[number]).isValidUtf8()) {
            return CliText::tr("Argument %1 holds bytes that are no UTF-8. Type it in UTF-8, and rename a "
                               "file whose name is in another encoding.")
                .arg(number);
        }
    }
    return {};
}

}

std::optional<ExitStatus> runCommandLine(int &argc, char **argv, Options &options)
{
    preferUtf8();
    auto application = std::make_unique<QCoreApplication>(argc, argv);
    installTranslations(*application);
    if (const QString fault = notInUtf8(argc, argv); !fault.isEmpty()) {
        std::cerr << utf8(fault) << std::endl;
        return ExitStatus::WrongUsage;
    }
    CommandLine line(isForWindow(argc, argv) ? Verbs() : allVerbs());
    if (const auto status = line.parse(argc, argv))
        return status;
    options = line.options();
    if (line.drawsPictures()) {
        application.reset();
        application = pictureApplication(argc, argv);
    }
    return line.run();
}

}
