#include "app/cli/AuditVerifyVerb.h"

#include "app/cli/AuditTold.h"
#include "app/cli/TaskLine.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

std::optional<store::AuditHead> headFrom(const std::string &text)
{
    static const QRegularExpression form(u"^([1-9][0-9]{0,14}):([0-9a-fA-F]{64})$"_s);
    const auto match = form.match(QString::fromStdString(text));
    if (!match.hasMatch())
        return std::nullopt;
    return store::AuditHead{match.captured(1).toLongLong(), match.captured(2).toLower()};
}

}

void AuditVerifyVerb::declare(CLI::App &program)
{
    command(
        group(program, "audit", {}), "verify",
        tr("Check that no entry was altered or removed, and that the trail holds what this machine has seen "
           "of it: status 0 when all is whole, else 1. Every break is listed. Status 4: what this machine "
           "has "
           "seen cannot be read"),
        u"gatehouse audit verify\n"
        "gatehouse audit verify --head 120:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"_s);
    option("--head", m_head, "NUMBER:HASH",
           tr("The trail must hold this entry, as gatehouse audit head printed it"))
        ->check([](const std::string &text) {
            return headFrom(text) ? std::string()
                                  : utf8(tr("\"%1\" is not NUMBER:HASH, as gatehouse audit head prints it.")
                                             .arg(QString::fromStdString(text)));
        });
    jsonFlag(m_json);
}

Result<AuditVerifyVerb::Compared> AuditVerifyVerb::compare(Console &console, Database &database) const
{
    Compared compared;
    const auto looked = auditLoss(console, database);
    if (!looked)
        compared.unreadable = looked.error().text;
    else if (*looked)
        compared.memory = auditLossText(**looked);
    const auto head = headFrom(m_head);
    if (!head)
        return compared;
    return store::loadAuditEntry(database, head->number).transform([&](const auto &entry) {
        if (!entry || entry->hash != head->hash) {
            compared.head = tr("The trail does not hold entry %1 with the hash that you gave. It was cut, "
                               "changed, or replaced by an older copy.")
                                .arg(QString::number(head->number));
        }
        return compared;
    });
}

Result<ExitStatus> AuditVerifyVerb::work(Console &console, Session &session)
{
    TaskLine line;
    const auto check = store::checkAuditTrail(session.database, line.step(tr("Checking the audit trail")));
    if (!check)
        return std::unexpected(check.error());
    return compare(console, session.database).transform([&](const Compared &compared) {
        if (m_json)
            console.json(jsonOf(*check, compared));
        else
            print(console, *check, compared);
        const bool isWhole = check->isWhole() && compared.memory.isEmpty() && compared.head.isEmpty();
        if (isWhole && !compared.unreadable.isEmpty())
            return ExitStatus::OutOfReach;
        return isWhole ? ExitStatus::Done : ExitStatus::Refused;
    });
}

void AuditVerifyVerb::print(Console &console, const store::AuditCheck &check, const Compared &compared) const
{
    for (const store::AuditBreak &broken : check.breaks)
        console.line(store::breakText(broken));
    for (const QString &text : {compared.memory, compared.head}) {
        if (!text.isEmpty())
            console.line(text);
    }
    if (check.isWhole()) {
        console.table({{tr("Entries, all whole:"), QString::number(check.entries)},
                       {tr("Hash of the last:"), check.last.hash}});
    } else {
        console.note(check.summary());
    }
}

json::Json AuditVerifyVerb::jsonOf(const store::AuditCheck &check, const Compared &compared)
{
    json::Json breaks = json::Json::array();
    for (const store::AuditBreak &broken : check.breaks) {
        breaks.push_back({{"kind", std::string(store::breakName(broken.kind).latin1())},
                          {"first", broken.first},
                          {"last", broken.last},
                          {"text", json::fromText(store::breakText(broken))}});
    }
    const auto orNull = [](const QString &text) {
        return text.isEmpty() ? json::Json(nullptr) : json::Json(json::fromText(text));
    };
    return {{"entries", check.entries},
            {"number", check.last.number},
            {"hash", json::fromText(check.last.hash)},
            {"breaks", breaks},
            {"seen_before", orNull(compared.memory)},
            {"unreadable", orNull(compared.unreadable)},
            {"head", orNull(compared.head)}};
}

}
