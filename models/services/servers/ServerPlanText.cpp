#include "services/servers/ServerPlanText.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace gatehouse::serverplantext {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServerPlanText)
};

/// Lines of text, each of which stays one.
class Lines
{
public:
    void add(const QString &text, int depth = 0)
    {
        QString line = text;
        line.replace(u'\n', u' ');
        m_text += QString(depth * 4, u' ') + line + u'\n';
    }
    void addChange(const QString &label, const QString &before, const QString &after)
    {
        add(Text::tr("%1: %2 -> %3").arg(label, shown(before), shown(after)), 1);
    }
    const QString &text() const { return m_text; }

    static QString shown(const QString &text) { return text.isEmpty() ? Text::tr("(nothing)") : text; }

private:
    QString m_text;
};

void addLosses(Lines &lines, const QList<Loss> &losses, int depth)
{
    for (const Loss &loss : losses)
        lines.add(u"%1: %2"_s.arg(loss.field, loss.text), depth);
}

QString moment(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

/// What becomes of a place, and why.
void addPart(Lines &lines, const MergePart &part)
{
    const QString label = view::label(part.place);
    if (!part.choice) {
        const QString text = part.isBaseKnown ? Text::tr("%1: changed here to %2 and there to %3")
                                              : Text::tr("%1: is %2 here and %3 there, and both were never "
                                                         "seen to be the same");
        lines.add(text.arg(label, Lines::shown(view::text(part.place, part.here)),
                           Lines::shown(view::text(part.place, part.there))),
                  1);
    } else if (part.choice == MergeSide::Here) {
        lines.addChange(label, view::text(part.place, part.there), view::text(part.place, part.here));
    } else {
        lines.add(Text::tr("%1: stays %2 as it is there (here it is %3)")
                      .arg(label, Lines::shown(view::text(part.place, part.there)),
                           Lines::shown(view::text(part.place, part.here))),
                  1);
    }
}

/// Whoever changed one of them may wonder why there is nothing to send.
QString fieldsOf(const QList<Loss> &losses)
{
    QStringList fields;
    for (const Loss &loss : losses)
        fields << loss.field;
    fields.removeDuplicates();
    return fields.join(u", "_s);
}

void addPush(Lines &lines, const PlannedPush &push)
{
    lines.add(u"%1  \"%2\""_s.arg(pushStatusLabel(push.status).leftJustified(9), push.clientId));
    if (push.refusal)
        lines.add(push.refusal->text, 1);
    if (push.status == PushStatus::New) {
        for (const MergePart &part : push.added)
            lines.add(u"%1: %2"_s.arg(view::label(part.place), view::text(part.place, part.here)), 1);
    }
    for (const MergePart &part : push.merge.parts)
        addPart(lines, part);
    if (push.sendsSecret)
        lines.add(Text::tr("Its newest secret is sent in clear."), 1);
    for (const QString &note : push.notes)
        lines.add(note, 1);
    if (push.status == PushStatus::New || push.status == PushStatus::Changed)
        addLosses(lines, push.losses, 1);
    else if (push.status == PushStatus::Unchanged && !push.losses.isEmpty())
        lines.add(Text::tr("Cannot be said there: %1.").arg(fieldsOf(push.losses)), 1);
}

template<typename Record>
void addRecords(Lines &lines, const QString &kind, const QList<PlannedRecord<Record>> &records)
{
    for (const PlannedRecord<Record> &planned : records) {
        if (planned.status == ImportStatus::Unchanged)
            continue;
        lines.add(u"%1  %2 \"%3\""_s.arg(importStatusLabel(planned.status).leftJustified(9), kind,
                                         nameOf(planned.record)));
        for (const ColumnDifference &difference : planned.differences)
            lines.addChange(difference.column, difference.before, difference.after);
        if (planned.refusal)
            lines.add(planned.refusal->text, 1);
    }
}

/// What a take does otherwise than to take what was changed there.
void addChoices(Lines &lines, const ClientMerge &merge)
{
    for (const MergePart &part : merge.parts) {
        const bool isConflict = part.isBaseKnown && part.changedBy == ChangedBy::Both;
        const QString here = Lines::shown(view::text(part.place, part.here));
        const QString there = Lines::shown(view::text(part.place, part.there));
        QString text;
        if (part.choice == MergeSide::Here)
            text = Text::tr("%1: stays %2 as it is here (there it is %3)");
        else if (!part.choice)
            text = Text::tr("%1: changed here to %2 and there to %3");
        else if (isConflict)
            text = Text::tr("%1: was changed here, too, to %2; what is there is taken: %3");
        if (!text.isEmpty())
            lines.add(text.arg(view::label(part.place), here, there), 1);
    }
}

void addTaken(Lines &lines, const PlannedClient &planned, const ClientMerge &merge)
{
    lines.add(u"%1  \"%2\""_s.arg(importStatusLabel(planned.status).leftJustified(9), nameOf(planned)));
    for (const FieldDifference &difference : planned.differences)
        lines.addChange(fieldLabel(difference.field), difference.before, difference.after);
    addChoices(lines, merge);
    for (const QString &note : planned.notes)
        lines.add(note, 1);
    if (isWritten(planned.status))
        addLosses(lines, planned.losses, 1);
    if (planned.refusal)
        lines.add(planned.refusal->text, 1);
}

}

QString ofComparison(const ServerComparison &comparison)
{
    Lines lines;
    lines.add(Text::tr("Server %1, compared at %2").arg(comparison.server, moment(comparison.comparedAt)));
    for (const ComparedClient &client : comparison.clients) {
        lines.add(u"%1  \"%2\""_s.arg(serverStateLabel(client.state).leftJustified(10), client.clientId));
        for (const ServerDifference &difference : client.differences) {
            lines.add(Text::tr("%1: here %2, there %3")
                          .arg(difference.label, Lines::shown(difference.hereText),
                               Lines::shown(difference.thereText)),
                      1);
        }
        if (!client.note.isEmpty())
            lines.add(client.note, 1);
    }
    addLosses(lines, comparison.losses, 0);
    if (!comparison.knowsOnlyThere)
        lines.add(
            Text::tr("The server does not list its client applications: what is only there is unknown."));
    return lines.text();
}

Result<QString> ofTake(const TakePlan &plan)
{
    Lines lines;
    lines.add(Text::tr("Take from server %1, planned at %2").arg(plan.server.name, moment(plan.now)));
    addRecords(lines, Text::tr("user"), plan.import.users);
    addRecords(lines, Text::tr("API scope"), plan.import.apiScopes);
    addRecords(lines, Text::tr("language"), plan.import.languages);
    addRecords(lines, Text::tr("custom resource"), plan.import.customResources);
    for (qsizetype index = 0; index < plan.import.clients.size(); ++index) {
        const auto planned = plan.import.clients.at(index);
        if (!planned)
            return std::unexpected(planned.error());
        addTaken(lines, *planned, plan.merges.value(planned->client.clientId.toLower()));
    }
    addLosses(lines, plan.import.losses, 0);
    if (plan.import.obstacle)
        lines.add(plan.import.obstacle->text);
    return lines.text();
}

QString ofPush(const PushPlan &plan)
{
    Lines lines;
    lines.add(Text::tr("Push to server %1, planned at %2").arg(plan.server.name, moment(plan.now)));
    for (const ServerStep &step : plan.steps)
        lines.add(Text::tr("First: %1").arg(step.text));
    for (const PlannedPush &push : plan.clients)
        addPush(lines, push);
    addLosses(lines, plan.losses, 0);
    return lines.text();
}

}
