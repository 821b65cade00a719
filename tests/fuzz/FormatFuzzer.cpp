#include "fuzz/FormatFuzzer.h"

#include "domain/rules/ClientRules.h"
#include "fuzz/Demand.h"

#include <QBuffer>
#include <QTimeZone>

namespace gatehouse::fuzz {

namespace {

ExportHead headOf(const ImportedFile &file, const QDateTime &now)
{
    ExportHead head{file.users, file.apiScopes, file.languages, file.customResources};
    head.now = now;
    return head;
}

QByteArray written(const ClientFormat &format, const ImportedFile &file, const QDateTime &now)
{
    QBuffer target;
    target.open(QIODevice::WriteOnly);
    const auto writer = format.writer(target);
    const ExportHead head = headOf(file, now);
    demand(writer->begin(head).has_value(), "the head cannot be written", {});
    for (const ImportedClient &imported : file.clients) {
        if (imported.refusal) {
            demand(!imported.refusal->text.isEmpty(), "a client is refused without a word", {});
            continue;
        }
        ClientApplication client = rules::normalized(imported.client);
        format.keepOtherSettings(client, imported, head);
        demand(writer->add(client).has_value(), "a client cannot be written", {});
    }
    demand(writer->end().has_value(), "the end cannot be written", {});
    return target.data();
}

}

void readWriteRead(const ClientFormat &format, const QByteArray &document)
{
    const QDateTime now(QDate(2026, 1, 1), QTime(12, 0), QTimeZone::UTC);
    const auto file = format.read(document, now);
    if (!file)
        return demand(!file.error().text.isEmpty(), "a file is refused without a word", document);
    if (!format.canWrite())
        return;
    const QByteArray again = written(format, *file, now);
    const auto read = format.read(again, now);
    demand(read.has_value(), "what was written cannot be read", again);
}

}
