#include "services/AuditMemory.h"

#include "services/security/PrivateFile.h"
#include "store/EditSession.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QLockFile>
#include <QRegularExpression>
#include <QStandardPaths>

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int lockWaitMilliseconds = 2000;

struct AuditMemoryText
{
    Q_DECLARE_TR_FUNCTIONS(AuditMemory)
};

constexpr std::array texts{
    std::pair{"hash", &SeenEntry::hash},
    std::pair{"at", &SeenEntry::at},
    std::pair{"seen_at", &SeenEntry::seen},
};

Error unreadable(const QString &path)
{
    return {Error::Kind::Unreachable,
            AuditMemoryText::tr("What this machine remembers of the audit trail, in \"%1\", is damaged. "
                                "Whether the trail was cut cannot be told.")
                .arg(path)};
}

json::Json jsonOf(const SeenEntry &entry)
{
    json::Json object{{"number", entry.number}};
    for (const auto &[name, member] : texts)
        object[name] = json::fromText(entry.*member);
    return object;
}

std::optional<SeenEntry> seenFrom(const json::Json &object)
{
    static const QRegularExpression hexadecimal(u"^[0-9a-f]{64}$"_s);
    if (!object.is_object() || !object.contains("number"))
        return std::nullopt;
    SeenEntry entry;
    entry.number = json::read<qint64>(object["number"], {}).value_or(0);
    for (const auto &[name, member] : texts) {
        if (object.contains(name))
            entry.*member = json::read<QString>(object[name], {}).value_or(QString());
    }
    const bool isEntry =
        entry.number > 0 && entry.number <= audit::greatestNumber && hexadecimal.match(entry.hash).hasMatch();
    return isEntry ? std::optional(entry) : std::nullopt;
}

/// Nothing when nothing is remembered yet.
Result<std::optional<SeenEntry>> readSeen(const QString &path)
{
    const auto content = privatefile::read(path, privatefile::Readers::OwnerAlone);
    if (!content) {
        if (content.error().kind == Error::Kind::NotFound)
            return std::nullopt;
        return std::unexpected(content.error());
    }
    const auto object = json::parse(viewOf(*content));
    const auto seen = object ? seenFrom(*object) : std::nullopt;
    if (!seen)
        return std::unexpected(unreadable(path));
    return seen;
}

Result<void> writeSeen(const QString &path, const SeenEntry &entry)
{
    privatefile::removeHalfWritten(path);
    return privatefile::write(path, secretCopy(QByteArray::fromStdString(jsonOf(entry).dump() + '\n')));
}

QString nowText()
{
    return store::toColumn(QDateTime::currentDateTimeUtc()).toString();
}

SeenEntry seenNow(const AuditEntry &entry)
{
    return {entry.number, entry.hash, entry.at, nowText()};
}

Result<void> remember(const QString &path, const std::optional<SeenEntry> &before,
                      const std::optional<AuditEntry> &last)
{
    const bool isHigher = last && (!before || last->number > before->number);
    return isHigher ? writeSeen(path, seenNow(*last)) : Result<void>();
}

/// Nothing when the trail holds what was seen.
Result<std::optional<AuditLoss>> lossOf(Database &database, const std::optional<SeenEntry> &seen,
                                        const std::optional<AuditEntry> &last)
{
    if (!seen)
        return std::nullopt;
    return store::loadAuditEntry(database, seen->number)
        .transform([&](const std::optional<AuditEntry> &entry) -> std::optional<AuditLoss> {
            if (entry && entry->hash == seen->hash)
                return std::nullopt;
            return AuditLoss{*seen, last};
        });
}

Result<void> noteAcknowledged(Database &database, const json::Json &seen,
                              const std::optional<AuditEntry> &last)
{
    audit::Record trail{u"audit_trail"_s, {}, {}, json::Json::object()};
    trail.fields["seen"] = seen;
    trail.fields["found"] = last ? jsonOf({last->number, last->hash, last->at, {}}) : json::Json(nullptr);
    return EditSession::begin(database).and_then([&](EditSession &&session) {
        return session.noteEvent(audit::acknowledged, trail).and_then([&] { return session.commit(); });
    });
}

/// Only one at a time compares and remembers.
template<typename Work>
auto locked(const QString &path, Work work) -> std::invoke_result_t<Work>
{
    QLockFile lock(path + u".lock"_s);
    if (lock.tryLock(lockWaitMilliseconds))
        return work();
    return fail(Error::Kind::Unreachable,
                AuditMemoryText::tr("What this machine remembers of the audit trail, in \"%1\", cannot be "
                                    "used now: another program holds it. Whether the trail was cut cannot "
                                    "be told.")
                    .arg(path));
}

Result<QString> databaseId(Database &database)
{
    return store::loadEncryption(database).transform(
        [](const store::EncryptionRecord &record) { return record.databaseId; });
}

}

QString AuditLoss::text() const
{
    const QString now =
        last
            ? AuditMemoryText::tr("Its last entry is %1, of %2.").arg(QString::number(last->number), last->at)
            : AuditMemoryText::tr("It has no last entry that is whole.");
    return AuditMemoryText::tr("The audit trail does not hold entry %1, of %2, which this machine saw on "
                               "%3. %4 The database was restored from a backup, or the trail was cut or "
                               "changed. Find out which of them, then acknowledge it.")
        .arg(QString::number(seen.number), seen.at, seen.seen, now);
}

AuditMemory::AuditMemory(QString folder) : m_folder(std::move(folder)) {}

QString AuditMemory::usualFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericStateLocation) + u"/gatehouse"_s;
}

/// A name of our own making: the id is whatever stands in the database.
bool AuditMemory::isKeptAs(const QString &fileName, const QString &)
{
    return fileName.startsWith("audit-"_L1);
}

QString AuditMemory::pathFor(const QString &databaseId) const
{
    constexpr qsizetype digits = 32;
    const QByteArray name = QCryptographicHash::hash(databaseId.toUtf8(), QCryptographicHash::Sha256);
    return u"%1/audit-%2.json"_s.arg(m_folder, QString::fromLatin1(name.toHex().first(digits)));
}

Result<std::optional<AuditLoss>> AuditMemory::look(Database &database) const
{
    const auto id = databaseId(database);
    if (!id)
        return std::unexpected(id.error());
    const QString path = pathFor(*id);
    const auto compare = [&]() -> Result<std::optional<AuditLoss>> {
        const auto seen = readSeen(path);
        if (!seen)
            return std::unexpected(seen.error());
        const auto last = store::loadLastAuditEntry(database);
        if (!last)
            return std::unexpected(last.error());
        const auto loss = lossOf(database, *seen, *last);
        if (!loss || *loss)
            return loss;
        return remember(path, *seen, *last).transform([] { return std::optional<AuditLoss>(); });
    };
    return privatefile::makeFolder(m_folder).and_then([&] { return locked(path, compare); });
}

Result<void> AuditMemory::acknowledge(Database &database) const
{
    const auto id = databaseId(database);
    if (!id)
        return std::unexpected(id.error());
    const QString path = pathFor(*id);
    const auto take = [&]() -> Result<void> {
        const auto last = store::loadLastAuditEntry(database);
        if (!last)
            return std::unexpected(last.error());
        const auto seen = readSeen(path);
        const auto loss =
            seen ? lossOf(database, *seen, *last) : Result<std::optional<AuditLoss>>(AuditLoss{{}, *last});
        if (!loss)
            return std::unexpected(loss.error());
        if (!*loss) {
            return fail(Error::Kind::Rule,
                        AuditMemoryText::tr("There is nothing to acknowledge: the audit trail holds what "
                                            "this machine has seen of it."));
        }
        const json::Json known = seen ? jsonOf((*loss)->seen) : json::Json("unreadable");
        return noteAcknowledged(database, known, *last)
            .and_then([&] { return store::loadLastAuditEntry(database); })
            .and_then([&](const std::optional<AuditEntry> &now) {
                return now ? writeSeen(path, seenNow(*now)) : Result<void>();
            });
    };
    return privatefile::makeFolder(m_folder).and_then([&] { return locked(path, take); });
}

}
