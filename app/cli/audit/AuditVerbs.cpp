#include "app/cli/Console.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/TaskLine.h"
#include "app/cli/Verbs.h"
#include "app/cli/audit/AuditTold.h"
#include "services/AuditMemory.h"
#include "store/audit/AuditCheck.h"
#include "store/audit/AuditLog.h"

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

/// `audit verify`: whether the chain of the audit trail is whole, and holds what was seen of it before.
class AuditVerifyVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AuditVerifyVerb)

public:
    void declare(CLI::App &program) override
    {
        command(
            group(program, "audit", {}), "verify",
            tr("Check that no entry was altered or removed, and that the trail holds what this machine has "
               "seen of it: status 0 when all is whole, else 1. Every break is listed. Status 4: what this "
               "machine has seen cannot be read"),
            u"gatehouse audit verify\n"
            "gatehouse audit verify --head 120:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"_s);
        option("--head", m_head, "NUMBER:HASH",
               tr("The trail must hold this entry, as gatehouse audit head printed it"))
            ->check([](const std::string &text) {
                return headFrom(text)
                           ? std::string()
                           : utf8(tr("\"%1\" is not NUMBER:HASH, as gatehouse audit head prints it.")
                                      .arg(QString::fromStdString(text)));
            });
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        TaskLine line;
        const auto check =
            store::checkAuditTrail(session.database, line.step(tr("Checking the audit trail")));
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

protected:
    bool tellsOfAuditLoss() const override { return false; }

private:
    /// What is wrong beyond the chain: this machine remembers another trail, or --head names one.
    struct Compared
    {
        QString memory; ///< empty: nothing is wrong
        QString head;
        QString unreadable; ///< why nothing is known of what was seen before
    };

    Result<Compared> compare(Console &console, Database &database) const
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
                compared.head = tr("The trail does not hold entry %1 with the hash that you gave. It was "
                                   "cut, changed, or replaced by an older copy.")
                                    .arg(QString::number(head->number));
            }
            return compared;
        });
    }

    void print(Console &console, const store::AuditCheck &check, const Compared &compared) const
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

    static json::Json jsonOf(const store::AuditCheck &check, const Compared &compared)
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

    std::string m_head;
    bool m_json = false;
};

/// `audit head`: number and hash of the last entry, to be kept elsewhere.
class AuditHeadVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AuditHeadVerb)

public:
    void declare(CLI::App &program) override
    {
        command(
            group(program, "audit", {}), "head",
            tr("Print number and hash of the last entry. Keep them where nobody who can write the database "
               "can write: verify --head shows with them whether the trail up to there is still the same"),
            u"gatehouse audit head >> /mnt/elsewhere/gatehouse-heads\n"
            "gatehouse audit head --json"_s);
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const auto last = store::loadLastAuditEntry(session.database);
        if (!last)
            return std::unexpected(last.error());
        if (!*last) {
            return fail(Error::Kind::NotFound,
                        tr("The audit trail has no last entry that is whole. See gatehouse audit verify."));
        }
        const AuditEntry &entry = **last;
        if (m_json) {
            console.json({{"number", entry.number},
                          {"hash", json::fromText(entry.hash)},
                          {"at", json::fromText(entry.at)}});
        } else {
            console.line(u"%1:%2"_s.arg(QString::number(entry.number), entry.hash));
        }
        return ExitStatus::Done;
    }

private:
    bool m_json = false;
};

/// `audit acknowledge`: that somebody knows why the trail does not hold what this machine saw of it.
class AuditAcknowledgeVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AuditAcknowledgeVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "audit", {}), "acknowledge",
                tr("After the database was restored from a backup: take the audit trail as it is now for "
                   "what this machine has seen of it. This is an entry of the trail"),
                u"gatehouse audit acknowledge"_s);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        return AuditMemory().acknowledge(session.database).transform([&] {
            console.note(tr("Acknowledged. This machine takes the audit trail as it is now."));
            return ExitStatus::Done;
        });
    }
};

}

Verbs auditVerbs()
{
    return made<AuditVerifyVerb, AuditHeadVerb, AuditAcknowledgeVerb>();
}

}
