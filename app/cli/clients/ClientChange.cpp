#include "app/cli/clients/ClientChange.h"

#include "app/cli/Access.h"
#include "app/cli/CliText.h"
#include "app/cli/Meanwhile.h"
#include "app/cli/clients/ClientTexts.h"
#include "store/edit/ClientEdits.h"
#include "ui/consent/LogoImage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// Why it does not become what was typed; empty where it may be typed.
QString reasonWithoutEffect(const ClientApplication &typed, ClientField field)
{
    if (field == ClientField::TokenEndpointAuthMethod) {
        return CliText::tr("It is none of Client authentication %1.")
            .arg(authenticationLabel(typed.clientAuthentication));
    }
    const rules::FieldState state = rules::fieldState(typed, field);
    return state.isEditable() ? QString() : state.reason;
}

/// The form does not let anybody type there.
QList<Problem> withoutEffect(const ClientApplication &typed, const QList<ClientField> &named)
{
    const ClientApplication saved = rules::normalized(typed);
    QList<Problem> problems;
    for (const ClientField field : named) {
        const QString reason = reasonWithoutEffect(typed, field);
        if (reason.isEmpty() || fieldValue(saved, field) == fieldValue(typed, field))
            continue;
        problems << Problem{Severity::Error, Gate::Save, field,
                            CliText::tr("%1 cannot be set to this: %2").arg(fieldLabel(field), reason)};
    }
    return problems;
}

Result<QList<Problem>> refusals(EditSession &session, const ClientApplication &typed,
                                const QList<ClientField> &named)
{
    if (named.contains(ClientField::Logo) && !typed.logo.data.isEmpty()) {
        if (const auto proved = proveLogo(typed.logo); !proved)
            return QList{Problem{Severity::Error, Gate::Save, ClientField::Logo, proved.error().text}};
    }
    return edit::check(session, typed).transform([&](QList<Problem> problems) {
        problems.removeIf([](const Problem &problem) { return problem.gate != Gate::Save; });
        return withoutEffect(typed, named) + problems;
    });
}

Result<QList<Problem>> storedProblems(EditSession &session, const ClientApplication &stored)
{
    return session.context()
        .contextFor(session.database(), stored)
        .transform([&](const rules::RuleContext &context) { return rules::checkStored(stored, context); });
}

/// Saves it unless something holds it back.
Result<ClientChange> save(EditSession &session, ClientChange change, const ClientApplication &typed,
                          const QList<ClientField> &named)
{
    return refusals(session, typed, named)
        .and_then([&](const QList<Problem> &problems) -> Result<ClientApplication> {
            change.refusals = problems;
            return change.isRefused() ? change.before : edit::save(session, typed);
        })
        .and_then([&](const ClientApplication &stored) {
            change.after = stored;
            return change.isRefused() ? Result<QList<Problem>>(change.problemsBefore)
                                      : storedProblems(session, stored);
        })
        .transform([&](const QList<Problem> &problems) {
            change.problems = problems;
            return change;
        });
}

Result<ClientChange> change(EditSession &session, const QString &clientId, const ClientEdit &edit,
                            const QList<ClientField> &named)
{
    const auto stored = findClient(session.database(), clientId.toStdString());
    if (!stored)
        return std::unexpected(stored.error());
    const auto problems = storedProblems(session, *stored);
    if (!problems)
        return std::unexpected(problems.error());
    const ClientChange unchanged{*stored, *stored, *problems, *problems};
    ClientApplication typed = rules::revived(*stored);
    if (const auto done = edit(typed); !done)
        return std::unexpected(done.error());
    if (withoutEffect(typed, named).isEmpty() && rules::normalized(typed) == *stored)
        return unchanged;
    return save(session, unchanged, typed, named);
}

}

Result<ClientChange> changeClient(Database &database, const QString &clientId, const ClientEdit &edit,
                                  const QList<ClientField> &named)
{
    return tryingAgain([&] {
        return editing(database,
                       [&](EditSession &session) { return change(session, clientId, edit, named); });
    });
}

Result<ClientChange> addClient(Database &database, const QString &clientId, const Assignments &assignments)
{
    return editing(database, [&](EditSession &session) {
        ClientApplication typed;
        typed.clientId = clientId;
        assignments.applyTo(typed);
        return save(session, {}, typed, assignments.fields());
    });
}

void tellProblems(Console &console, const ClientChange &change)
{
    for (const Problem &problem : change.refusals)
        console.note(problem.text);
    for (const Problem &problem : change.problems) {
        const auto isSame = [&](const Problem &before) { return before.text == problem.text; };
        if (std::ranges::none_of(change.problemsBefore, isSame))
            console.note(u"%1: %2"_s.arg(severityLabel(problem.severity), problem.text));
    }
}

void showDifferences(Console &console, const ClientChange &change)
{
    for (const FieldDifference &difference : differences(change.before, change.after))
        console.line(changeText(fieldLabel(difference.field), difference.before, difference.after));
}

}
