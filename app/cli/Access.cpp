#include "app/cli/Access.h"

#include "app/cli/CliText.h"
#include "services/RuleContexts.h"

namespace gatehouse::cli {

Result<ClientApplication> findClient(Database &database, const std::string &clientId)
{
    ClientApplication found;
    return ClientSelection::byClientIds({QString::fromStdString(clientId)})
        .visit(database,
               [&](const ClientApplication &client) -> Result<void> {
                   found = client;
                   return {};
               })
        .transform([&] { return found; });
}

ClientSelection selected(const std::string &clientId)
{
    if (clientId.empty())
        return ClientSelection::all();
    return ClientSelection::byClientIds({QString::fromStdString(clientId)});
}

Result<ExitStatus> visitChecked(Console &console, Database &database, const ClientSelection &selection,
                                const CheckedVisitor &visitor)
{
    const auto context = loadRuleContext(database, QDateTime::currentDateTimeUtc());
    if (!context)
        return std::unexpected(context.error());
    auto status = ExitStatus::Done;
    const auto check = [&](const ClientApplication &client) -> Result<void> {
        visitor(client, rules::checkStored(client, *context));
        return {};
    };
    const auto tell = [&](const Error &damage) {
        console.note(damage.text);
        status = statusOf(damage);
    };
    return selection.visit(database, check, tell).transform([&] { return status; });
}

std::optional<ExitStatus> refusedByPerson(Console &console, bool yes, const QString &question)
{
    if (yes)
        return std::nullopt;
    const auto answer = console.ask(question);
    if (!answer) {
        console.note(CliText::tr(
            "There is no terminal to ask on. Nothing was changed. Give --yes to do it without a question."));
        return ExitStatus::WrongUsage;
    }
    if (*answer)
        return std::nullopt;
    console.note(CliText::tr("Nothing was changed."));
    return ExitStatus::Refused;
}

}
