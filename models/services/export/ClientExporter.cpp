#include "services/export/ClientExporter.h"

#include "domain/formats/ExportLosses.h"
#include "domain/rules/ClientRules.h"
#include "domain/servers/OnServers.h"
#include "services/certificates/Certificates.h"
#include "services/export/Disclosure.h"
#include "services/export/ExportHeads.h"
#include "services/export/ExportText.h"
#include "services/export/OutputFile.h"
#include "store/References.h"
#include "store/Transaction.h"

#include <QBuffer>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::exporter {

namespace {

Error cannotWrite(const QString &path, const QString &reason)
{
    return {
        Error::Kind::Unreachable,
        ExportText::tr("The file \"%1\" cannot be written: %2. Nothing was exported. Choose another place.")
            .arg(path, reason)};
}

Error cancelled()
{
    return {Error::Kind::Cancelled, ExportText::tr("The export was cancelled. No file was written.")};
}

/// Takes everything and keeps nothing.
class Nowhere : public QIODevice
{
public:
    Nowhere() { open(WriteOnly); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override { return size; }
};

/// What is lost on Enabled is the client application itself.
void count(Tally &tally, const ClientApplication &client, const QList<Loss> &losses)
{
    ++tally.chosen;
    if (!std::ranges::contains(losses, fieldLabel(ClientField::Enabled), &Loss::field))
        return;
    ++(!client.enabled && reasonNotToRun(rules::normalized(client)).isEmpty() ? tally.disabled
                                                                              : tally.cannotRun);
}

/// What is on one server alone and so in no file for all of them.
QList<Loss> leftOutForAll(const ClientApplication &client)
{
    QList<Loss> losses;
    for (const QString &server : serversOf(client)) {
        losses << Loss{
            client.clientId, fieldLabel(ClientField::OnServers),
            ExportText::tr("Left out, because it is on \"%1\" alone: %2. Export for that server to "
                           "have it.")
                .arg(server, textOfPart(client, server))};
    }
    return losses;
}

/// Gives equal texts the same memory: most losses are the same for very many client applications.
class SharedTexts
{
public:
    void share(QString &text) { text = *m_texts.insert(text); }

private:
    QSet<QString> m_texts;
};

/// Tells the last state of a progress again, for who only asks whether to go on.
class Repeated
{
public:
    explicit Repeated(const Progress &progress) : m_progress(progress) {}
    Q_DISABLE_COPY_MOVE(Repeated)

    Progress progress()
    {
        return [this](int done, int total) {
            m_done = done;
            m_total = total;
            return goesOn(m_progress, done, total);
        };
    }
    Progress again()
    {
        return [this](int, int) { return goesOn(m_progress, m_done, m_total); };
    }

private:
    const Progress &m_progress;
    int m_done = 0;
    int m_total = 0;
};

/// What cannot be put in order is passed over by the pages of the list, and a row that lost its client
/// application is nobody's.
Result<void> checkNothingIsMissing(Database &database, const Request &request, int visited, int total)
{
    if (visited == total)
        return request.clients.isAll() ? store::checkReferences(database) : Result<void>();
    return fail(Error::Kind::Unreachable,
                ExportText::tr("The database is damaged: in table client_application %1 of %2 records can be "
                               "read. Nothing was exported. Restore a backup from before.")
                    .arg(visited)
                    .arg(total));
}

Result<Outcome> write(Database &database, const Request &request, ClientWriter &writer,
                      const Progress &progress)
{
    const auto total = request.clients.count(database);
    if (!total)
        return std::unexpected(total.error());
    Outcome outcome;
    SharedTexts shared;
    const bool isWhole = request.server.isEmpty() && request.format->carriesServers();
    const auto add = [&](const ClientApplication &client) -> Result<void> {
        if (!goesOn(progress, outcome.tally.chosen, *total))
            return std::unexpected(cancelled());
        const ClientApplication there = isWhole ? client : forServer(client, request.server);
        return writer.add(there).transform([&](QList<Loss> losses) {
            count(outcome.tally, there, losses);
            if (!isWhole && request.server.isEmpty())
                losses += leftOutForAll(client);
            for (Loss &loss : losses) {
                shared.share(loss.field);
                shared.share(loss.text);
            }
            outcome.losses += losses;
        });
    };
    return exportHeadFor(database, request.clients)
        .and_then([&](ExportHead head) {
            return openedSecrets(database, request.secretsKey).and_then([&](const SecretSource &secrets) {
                head.signingKeys = viewOf(request.signingKeys);
                head.secrets = secrets;
                head.now = request.now;
                return writer.begin(head);
            });
        })
        .and_then([&] { return request.clients.visit(database, add); })
        .and_then([&] { return checkNothingIsMissing(database, request, outcome.tally.chosen, *total); })
        .and_then([&] { return writer.end(); })
        .transform([&] { return outcome; });
}

/// As the database is at one moment.
Result<Outcome> writeAtOnce(Database &database, const Request &request, QIODevice &target,
                            const Progress &progress)
{
    const auto snapshot = store::ReadSnapshot::begin(database);
    if (!snapshot)
        return std::unexpected(snapshot.error());
    // Once more, as things are in what is read.
    if (const auto may = store::checkSignedIn(database); !may)
        return std::unexpected(may.error());
    const auto writer = request.format->writer(target);
    return write(database, request, *writer, progress);
}

/// Notes what goes out before anything does.
Result<Outcome> writeNoted(Database &database, const Request &request, QIODevice &target,
                           const QString &destination, const Progress &progress)
{
    if (!request.signingKeys.isEmpty()) {
        if (const auto can = checkCanCarry(*request.format); !can)
            return std::unexpected(can.error());
    }
    return disclosure::noteExport(database, request, destination)
        .and_then([&](const disclosure::Unrecorded &unrecorded) {
            return writeAtOnce(database, request, target, progress).transform([&](Outcome outcome) {
                outcome.unrecorded = unrecorded;
                return outcome;
            });
        });
}

}

Result<Request> withOpened(Request request, Database &database, const Encryption &encryption, bool secrets,
                           bool signingKeys)
{
    if (signingKeys) {
        const auto keys = checkCanCarry(*request.format).and_then([&] {
            return certificates::jwks(database, encryption, certificates::KeyParts::Private, request.now);
        });
        if (!keys)
            return std::unexpected(keys.error());
        request.signingKeys = *keys;
    }
    if (secrets) {
        const auto key = encryption.key(database);
        if (!key)
            return std::unexpected(key.error());
        request.secretsKey = *key;
    }
    return request;
}

Result<void> checkCanCarry(const ClientFormat &format)
{
    if (format.carriesSigningKeys())
        return {};
    return fail(Error::Kind::Rule,
                ExportText::tr("The format %1 carries no signing keys. Write them into a file of their own.")
                    .arg(format.name()),
                {}, u"gatehouse certificate export --format jwks --private"_s);
}

Result<Outcome> toDevice(Database &database, const Request &request, QIODevice &target,
                         const Progress &progress)
{
    // Asked once more: where it waited for a reader, the device was told to stop, and nobody else.
    Repeated repeated(progress);
    return writeNoted(database, request, target, {}, repeated.progress())
        .transform_error([&](const Error &error) { return repeated.again()(0, 0) ? error : cancelled(); });
}

Result<Beginning> beginning(Database &database, const Request &request, qsizetype most)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const Progress untilFull = [&](int, int) { return buffer.size() < most; };
    const auto written = writeAtOnce(database, request, buffer, untilFull);
    if (!written && buffer.size() < most)
        return std::unexpected(written.error());
    QByteArray text = buffer.data();
    if (text.size() > most)
        text.truncate(text.lastIndexOf('\n', most) + 1);
    const bool isWhole = written && text.size() == buffer.size();
    if (!isWhole)
        return Beginning{.text = text};
    return Beginning{text, true, written->losses, written->tally};
}

Result<Tally> tally(Database &database, const Request &request, const Progress &progress)
{
    Nowhere nowhere;
    return writeAtOnce(database, request, nowhere, progress).transform([](const Outcome &outcome) {
        return outcome.tally;
    });
}

QString tallyText(const Tally &tally, const QString &done)
{
    QString numbers = ExportText::tr("%1 of %Ln client application(s)", nullptr, tally.chosen)
                          .arg(QLocale().toString(tally.written()));
    if (!done.isEmpty())
        numbers += u' ' + done;
    QStringList reasons;
    if (tally.disabled > 0)
        reasons << ExportText::tr("%Ln are disabled", nullptr, tally.disabled);
    if (tally.cannotRun > 0)
        reasons << ExportText::tr("%Ln cannot run yet", nullptr, tally.cannotRun);
    return reasons.isEmpty() ? numbers : ExportText::tr("%1: %2").arg(numbers, reasons.join(", "_L1));
}

Result<Outcome> toFile(Database &database, const Request &request, const QString &path,
                       const Progress &progress)
{
    const auto needed = NeededFiles::of(database, request.settings);
    if (!needed)
        return std::unexpected(needed.error());
    Repeated repeated(progress);
    OutputFile file(path, *needed, repeated.again());
    const auto cannotBeWritten = [&] {
        return file.wasCancelled() ? cancelled() : cannotWrite(path, file.reason());
    };
    if (!file.open(OutputFile::Readers::OwnerAlone))
        return std::unexpected(cannotBeWritten());
    return writeNoted(database, request, file.device(), path, repeated.progress())
        .and_then([&](const Outcome &outcome) -> Result<Outcome> {
            if (file.commit())
                return outcome;
            return std::unexpected(cannotBeWritten());
        })
        .transform_error([&](const Error &error) { return file.hasFailed() ? cannotBeWritten() : error; });
}

}
