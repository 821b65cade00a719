#include "services/AuditMemory.h"

#include "services/ServicesText.h"
#include "services/security/PrivateFile.h"
#include "store/edit/EditSession.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <map>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int lockWaitMilliseconds = 2000;
constexpr std::size_t mostFiles =
    64; ///< of one database that are remembered; the one that grew longest ago goes first

/// Of one database.
struct Memory
{
    std::optional<SeenEntry> highest;       ///< nothing yet
    std::map<std::string, SeenEntry> files; ///< by Place::name

    bool operator==(const Memory &) const = default;
};

constexpr std::array texts{
    std::pair{"hash", &SeenEntry::hash},
    std::pair{"at", &SeenEntry::at},
    std::pair{"seen_at", &SeenEntry::seen},
};

Error unreadable(const QString &path)
{
    return {Error::Kind::Unreachable,
            ServicesText::tr("What this machine remembers of the audit trail, in \"%1\", is damaged. "
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

std::optional<Memory> memoryFrom(const json::Json &object)
{
    Memory memory{seenFrom(object), {}};
    if (!memory.highest)
        return std::nullopt;
    const json::Json files = object.value("files", json::Json::object());
    if (!files.is_object())
        return std::nullopt;
    for (const auto &[name, entry] : files.items()) {
        const auto seen = seenFrom(entry);
        if (!seen)
            return std::nullopt;
        memory.files.emplace(name, *seen);
    }
    return memory;
}

json::Json jsonOf(const Memory &memory)
{
    json::Json object = jsonOf(memory.highest.value_or(SeenEntry()));
    object["files"] = json::Json::object();
    for (const auto &[name, entry] : memory.files)
        object["files"][name] = jsonOf(entry);
    return object;
}

/// Nothing in it when nothing is remembered yet.
Result<Memory> readMemory(const QString &path)
{
    const auto content = privatefile::read(path, privatefile::Readers::OwnerAlone);
    if (!content) {
        if (content.error().kind == Error::Kind::NotFound)
            return Memory();
        return std::unexpected(content.error());
    }
    const auto object = json::parse(viewOf(*content));
    const auto memory = object ? memoryFrom(*object) : std::nullopt;
    if (!memory)
        return std::unexpected(unreadable(path));
    return *memory;
}

Result<void> writeMemory(const QString &path, const Memory &memory)
{
    privatefile::removeHalfWritten(path);
    return privatefile::write(path, secretCopy(QByteArray::fromStdString(jsonOf(memory).dump() + '\n')));
}

QString nowText()
{
    return store::toColumn(QDateTime::currentDateTimeUtc()).toString();
}

SeenEntry seenNow(const AuditEntry &entry)
{
    return {entry.number, entry.hash, entry.at, nowText()};
}

void forgetOldest(Memory &memory)
{
    while (memory.files.size() > mostFiles) {
        memory.files.erase(std::ranges::min_element(
            memory.files, {}, [](const auto &file) -> const QString & { return file.second.seen; }));
    }
}

Memory withEntry(Memory memory, const std::string &file, const AuditEntry &last)
{
    const SeenEntry now = seenNow(last);
    const auto known = memory.files.find(file);
    if (known == memory.files.end() || now.number > known->second.number)
        memory.files.insert_or_assign(file, now);
    if (!memory.highest || now.number > memory.highest->number)
        memory.highest = now;
    forgetOldest(memory);
    return memory;
}

/// The trail is taken as it is, also where it is shorter than it was. What was seen of other files stays.
Memory withAcknowledged(Memory memory, const std::string &file, const AuditLoss &loss, const AuditEntry &last)
{
    if (!loss.isElsewhere && memory.highest && memory.highest->hash == loss.seen.hash)
        memory.highest.reset();
    memory.files.erase(file);
    return withEntry(std::move(memory), file, last);
}

Result<void> remember(const QString &path, const Memory &before, const std::string &file,
                      const std::optional<AuditEntry> &last)
{
    if (!last)
        return {};
    const Memory now = withEntry(before, file, *last);
    return now == before ? Result<void>() : writeMemory(path, now);
}

/// What a trail in this file must hold; nothing when nothing was seen. What was remembered before files were
/// told apart may have been this one.
std::optional<AuditLoss> expectedOf(const Memory &memory, const std::string &file,
                                    const std::optional<SeenEntry> &inAnother)
{
    if (const auto known = memory.files.find(file); known != memory.files.end())
        return AuditLoss{known->second, {}, false};
    if (inAnother)
        return AuditLoss{.seen = *inAnother, .isAnother = true};
    if (!memory.highest)
        return std::nullopt;
    return AuditLoss{*memory.highest, {}, !memory.files.empty()};
}

/// Nothing when the trail holds what was seen.
Result<std::optional<AuditLoss>> lossOf(Database &database, const std::optional<AuditLoss> &expected,
                                        const std::optional<AuditEntry> &last)
{
    if (!expected)
        return std::nullopt;
    return store::loadAuditEntry(database, expected->seen.number)
        .transform([&](const std::optional<AuditEntry> &entry) -> std::optional<AuditLoss> {
            // One that has another identity may hold what is in any trail.
            if (!expected->isAnother && entry && entry->hash == expected->seen.hash)
                return std::nullopt;
            return AuditLoss{expected->seen, last, expected->isElsewhere, expected->isAnother};
        });
}

Result<void> noteAcknowledged(Database &database, const json::Json &seen,
                              const std::optional<AuditEntry> &last)
{
    audit::Record trail{u"audit_trail"_s, {}, {}, json::Json::object()};
    trail.fields["seen"] = seen;
    trail.fields["found"] = last ? jsonOf({last->number, last->hash, last->at, {}}) : json::Json(nullptr);
    return editing(database,
                   [&](EditSession &session) { return session.noteEvent(audit::acknowledged, trail); });
}

QString reasonOf(QLockFile::LockError error)
{
    switch (error) {
    case QLockFile::PermissionError:
        return ServicesText::tr("you have no right to write into its folder, or the disk is read-only");
    case QLockFile::UnknownError:
        return ServicesText::tr("nothing can be written into its folder, because the disk is full or failed");
    case QLockFile::NoError:
    case QLockFile::LockFailedError:
        break;
    }
    return ServicesText::tr("another program holds it");
}

/// Only one at a time compares and remembers.
template<typename Work>
auto locked(const QString &path, Work work) -> std::invoke_result_t<Work>
{
    QLockFile lock(path + u".lock"_s);
    if (lock.tryLock(lockWaitMilliseconds))
        return work();
    return fail(Error::Kind::Unreachable,
                ServicesText::tr("What this machine remembers of the audit trail, in \"%1\", cannot be "
                                 "used now: %2. Whether the trail was cut cannot be told.")
                    .arg(path, reasonOf(lock.error())));
}

/// Under what a database is remembered, however it was called: of one length, whatever the path's.
std::string fileOf(const Database &database)
{
    return QCryptographicHash::hash(database.identity().toUtf8(), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

Result<QString> databaseId(Database &database)
{
    return store::loadEncryption(database).transform(
        [](const store::EncryptionRecord &record) { return record.databaseId; });
}

}

QString AuditLoss::text(TimeText times) const
{
    const QString now = last ? ServicesText::tr("Its last entry is %1, of %2.")
                                   .arg(QString::number(last->number), times(last->at))
                             : ServicesText::tr("It has no last entry that is whole.");
    if (isAnother) {
        return ServicesText::tr(
                   "Another database is here now, or its identity was changed: where it is, this "
                   "machine saw entry %1, of %2, on %3, of a database with another identity. %4 "
                   "Find out who put it there or changed it, and whether its trail was cut, then "
                   "acknowledge it.")
            .arg(QString::number(seen.number), times(seen.at), times(seen.seen), now);
    }
    if (isElsewhere) {
        return ServicesText::tr("This is another copy of a database that this machine knows, or that "
                                "database was moved here: the audit trail does not hold entry %1, of %2, "
                                "which this machine saw in another place on %3. %4 Find out whether it was "
                                "cut. If it is only a copy, acknowledge that: from then on it is "
                                "remembered for itself.")
            .arg(QString::number(seen.number), times(seen.at), times(seen.seen), now);
    }
    return ServicesText::tr("The audit trail does not hold entry %1, of %2, which this machine saw on "
                            "%3. %4 The database was restored from a backup, or the trail was cut or "
                            "changed. Find out which of them, then acknowledge it.")
        .arg(QString::number(seen.number), times(seen.at), times(seen.seen), now);
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

std::optional<SeenEntry> AuditMemory::seenInAnother(const QString &path, const std::string &file) const
{
    std::optional<SeenEntry> latest;
    for (const QFileInfo &other : QDir(m_folder).entryInfoList({u"audit-*.json"_s}, QDir::Files)) {
        if (other.fileName() == QFileInfo(path).fileName())
            continue;
        // What is damaged is told where its own database is opened.
        const Memory memory = readMemory(other.filePath()).value_or(Memory());
        const auto known = memory.files.find(file);
        if (known != memory.files.end() && (!latest || latest->seen < known->second.seen))
            latest = known->second;
    }
    return latest;
}

Result<std::optional<AuditLoss>> AuditMemory::look(Database &database) const
{
    const auto id = databaseId(database);
    if (!id)
        return std::unexpected(id.error());
    const QString path = pathFor(*id);
    const std::string file = fileOf(database);
    const auto compare = [&]() -> Result<std::optional<AuditLoss>> {
        const auto memory = readMemory(path);
        if (!memory)
            return std::unexpected(memory.error());
        const auto last = store::loadLastAuditEntry(database);
        if (!last)
            return std::unexpected(last.error());
        const auto loss = lossOf(database, expectedOf(*memory, file, seenInAnother(path, file)), *last);
        if (!loss || *loss)
            return loss;
        return remember(path, *memory, file, *last).transform([] { return std::optional<AuditLoss>(); });
    };
    return privatefile::makeFolder(m_folder).and_then([&] { return locked(path, compare); });
}

Result<void> AuditMemory::takeNew(Database &made) const
{
    const auto id = databaseId(made);
    if (!id)
        return std::unexpected(id.error());
    const QString path = pathFor(*id);
    const auto take = [&]() -> Result<void> {
        const auto memory = readMemory(path);
        const auto last = store::loadLastAuditEntry(made);
        if (!memory || !last)
            return std::unexpected(memory ? last.error() : memory.error());
        return remember(path, *memory, fileOf(made), *last);
    };
    return privatefile::makeFolder(m_folder).and_then([&] { return locked(path, take); });
}

Result<void> AuditMemory::acknowledge(Database &database) const
{
    const auto id = databaseId(database);
    if (!id)
        return std::unexpected(id.error());
    const QString path = pathFor(*id);
    const std::string file = fileOf(database);
    const auto take = [&]() -> Result<void> {
        const auto last = store::loadLastAuditEntry(database);
        if (!last)
            return std::unexpected(last.error());
        const auto memory = readMemory(path);
        const auto loss = memory
                              ? lossOf(database, expectedOf(*memory, file, seenInAnother(path, file)), *last)
                              : Result<std::optional<AuditLoss>>(AuditLoss{{}, *last});
        if (!loss)
            return std::unexpected(loss.error());
        if (!*loss) {
            return fail(Error::Kind::Rule,
                        ServicesText::tr("There is nothing to acknowledge: the audit trail holds what "
                                         "this machine has seen of it."));
        }
        const json::Json known = memory ? jsonOf((*loss)->seen) : json::Json("unreadable");
        return noteAcknowledged(database, known, *last)
            .and_then([&] { return store::loadLastAuditEntry(database); })
            .and_then([&](const std::optional<AuditEntry> &now) {
                const Memory before = memory.value_or(Memory());
                return now ? writeMemory(path, withAcknowledged(before, file, **loss, *now)) : Result<void>();
            });
    };
    return privatefile::makeFolder(m_folder).and_then([&] { return locked(path, take); });
}

}
