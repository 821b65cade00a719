#include "app/cli/ImportReport.h"

#include "app/cli/CliText.h"
#include "app/cli/clients/ClientTexts.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

using json::Json;

namespace {

void showHeading(Console &console, ImportStatus status, const QString &kind, const QString &name)
{
    console.line(u"%1  %2 \"%3\""_s.arg(importStatusLabel(status).leftJustified(9), kind, name));
}

void showIndented(Console &console, const QString &text)
{
    if (!text.isEmpty())
        console.line("    "_L1 + text);
}

template<typename Record>
void showRecord(Console &console, const QString &kind, const PlannedRecord<Record> &planned)
{
    showHeading(console, planned.status, kind, nameOf(planned.record));
    for (const ColumnDifference &difference : planned.differences)
        console.line(changeText(difference.column, difference.before, difference.after));
    showIndented(console, planned.note);
    if (planned.refusal)
        showIndented(console, planned.refusal->text);
}

void showClient(Console &console, const PlannedClient &planned)
{
    showHeading(console, planned.status, CliText::tr("client application"), nameOf(planned));
    for (const FieldDifference &difference : planned.differences)
        console.line(changeText(fieldLabel(difference.field), difference.before, difference.after));
    for (const QString &note : planned.notes)
        showIndented(console, note);
    for (const Loss &loss : planned.losses)
        showIndented(console, u"%1: %2"_s.arg(loss.field, loss.text));
    if (planned.refusal)
        showIndented(console, planned.refusal->text);
}

Json errorJson(const std::optional<Error> &error)
{
    return error ? textJson(told(*error)) : Json(nullptr);
}

Json changeJson(const QString &column, const QString &before, const QString &after)
{
    return {{"column", textJson(column)}, {"before", textJson(before)}, {"after", textJson(after)}};
}

Json lossesJson(const QList<Loss> &losses)
{
    Json array = Json::array();
    for (const Loss &loss : losses)
        array.push_back({{"property", textJson(loss.field)}, {"text", textJson(loss.text)}});
    return array;
}

template<typename Record>
Json recordsJson(const char *key, const QList<PlannedRecord<Record>> &records)
{
    Json array = Json::array();
    for (const PlannedRecord<Record> &planned : records) {
        Json changes = Json::array();
        for (const ColumnDifference &difference : planned.differences)
            changes.push_back(changeJson(difference.column, difference.before, difference.after));
        array.push_back({{key, textJson(nameOf(planned.record))},
                         {"status", textJson(importStatusName(planned.status))},
                         {"changes", changes},
                         {"note", textJson(planned.note)},
                         {"error", errorJson(planned.refusal)}});
    }
    return array;
}

/// One after the other, because there may be very many.
Result<void> visitClients(const PlannedClients &clients, const auto &visit)
{
    for (qsizetype index = 0; index < clients.size(); ++index) {
        const auto planned = clients.at(index);
        if (!planned)
            return std::unexpected(planned.error());
        visit(*planned);
    }
    return {};
}

Json clientJson(const PlannedClient &planned)
{
    Json changes = Json::array();
    for (const FieldDifference &difference : planned.differences) {
        changes.push_back(changeJson(QString::fromLatin1(fieldInfo(difference.field).name), difference.before,
                                     difference.after));
    }
    Json notes = Json::array();
    for (const QString &note : planned.notes)
        notes.push_back(textJson(note));
    return {{"client_id", textJson(planned.client.clientId)},
            {"place", textJson(planned.place)},
            {"status", textJson(importStatusName(planned.status))},
            {"enabled", planned.refusal ? Json() : Json(planned.client.enabled)}, // nothing was taken of it
            {"changes", changes},
            {"notes", notes},
            {"losses", lossesJson(planned.losses)},
            {"error", errorJson(planned.refusal)}};
}

}

Result<void> showImport(Console &console, const ImportPlan &plan, bool applied)
{
    for (const auto &user : plan.users)
        showRecord(console, CliText::tr("user"), user);
    for (const auto &scope : plan.apiScopes)
        showRecord(console, CliText::tr("API scope"), scope);
    for (const auto &language : plan.languages)
        showRecord(console, CliText::tr("language"), language);
    for (const auto &resource : plan.customResources)
        showRecord(console, CliText::tr("custom resource"), resource);
    const auto shown =
        visitClients(plan.clients, [&](const PlannedClient &client) { showClient(console, client); });
    if (!shown)
        return shown;
    for (const Loss &loss : plan.losses)
        console.line(u"%1: %2"_s.arg(loss.field, loss.text));
    if (applied) {
        console.note(
            CliText::tr("Client applications: %1 added, %2 changed, %3 unchanged, %4 skipped, %5 refused.")
                .arg(plan.count(ImportStatus::New))
                .arg(plan.count(ImportStatus::Changed))
                .arg(plan.count(ImportStatus::Unchanged))
                .arg(plan.count(ImportStatus::Skipped))
                .arg(plan.count(ImportStatus::Refused)));
    }
    return {};
}

Result<void> writeImportJson(Console &console, const ImportPlan &plan, const QString &format, bool applied)
{
    JsonMembers json(console);
    json.add("format", textJson(format));
    json.add("applied", applied);
    json.add("users", recordsJson("user_id", plan.users));
    json.add("api_scopes", recordsJson("name", plan.apiScopes));
    json.add("languages", recordsJson("tag", plan.languages));
    json.add("custom_resources", recordsJson("name", plan.customResources));
    json.beginList("clients");
    const auto written =
        visitClients(plan.clients, [&](const PlannedClient &client) { json.addToList(clientJson(client)); });
    json.endList();
    json.add("losses", lossesJson(plan.losses));
    json.add("error", errorJson(plan.obstacle));
    json.end();
    return written;
}

}
