#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "app/cli/clients/ClientTexts.h"
#include "store/audit/AuditLog.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

constexpr int pageSize = 200;

json::Json changesJson(const AuditEntry &entry)
{
    json::Json array = json::Json::array();
    for (const AuditChange &change : audit::changesOf(entry))
        array.push_back(
            {{"field", json::fromText(change.field)}, {"before", change.before}, {"after", change.after}});
    return array;
}

json::Json entryJson(const AuditEntry &entry)
{
    return {{"number", entry.number},
            {"at", json::fromText(entry.at)},
            {"user_id", json::fromText(entry.userId)},
            {"action", json::fromText(entry.action)},
            {"subject", json::fromText(entry.subject)},
            {"record_id", json::fromText(entry.recordId)},
            {"name", json::fromText(entry.name)},
            {"changes", changesJson(entry)},
            {"hash", json::fromText(entry.hash)}};
}

QStringList rowOf(const AuditEntry &entry)
{
    QStringList fields;
    for (const AuditChange &change : audit::changesOf(entry))
        fields << audit::fieldLabel(change.field);
    return {
        QString::number(entry.number),      entry.at,   entry.userId,        audit::actionLabel(entry.action),
        audit::subjectLabel(entry.subject), entry.name, fields.join(u", "_s)};
}

/// Calls the visitor for the newest `most` entries.
template<typename Visitor>
Result<void> visitNewest(Database &database, const store::AuditFilter &filter, int most, Visitor visitor)
{
    std::optional<qint64> before;
    while (most > 0) {
        const int wanted = std::min(most, pageSize);
        const auto page = store::loadAuditPage(database, filter, before, wanted);
        if (!page)
            return std::unexpected(page.error());
        std::ranges::for_each(*page, visitor);
        if (page->size() < wanted)
            break;
        before = page->last().number;
        most -= wanted;
    }
    return {};
}

/// `audit list`: what was done, newest first.
class AuditListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AuditListVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app = command(
            group(program, "audit", tr("The audit trail: what was changed or handed out, and by whom")),
            "list", tr("List the entries, newest first"),
            u"gatehouse audit list --limit 20\n"
            "gatehouse audit list --client web-shop --json"_s);
        option("--client", m_client, "CLIENT_ID",
               tr("Only what happened to this client application, which may be gone"));
        app.add_option("--limit", m_limit, utf8(tr("At most this many; all when left out")))
            ->type_name("NUMBER")
            ->check(CLI::Range(1, std::numeric_limits<int>::max()));
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const auto wanted = filter(session.database);
        if (!wanted)
            return std::unexpected(wanted.error());
        Listing list(
            console, m_json,
            {tr("Number"), tr("When (UTC)"), tr("Who"), tr("What"), tr("Kind"), tr("Name"), tr("Fields")});
        const auto take = [&](const AuditEntry &entry) {
            list.add([&] { return entryJson(entry); }, [&] { return rowOf(entry); });
        };
        const int most = m_limit > 0 ? m_limit : std::numeric_limits<int>::max();
        return visitNewest(session.database, *wanted, most, take).transform([&] {
            list.end();
            return ExitStatus::Done;
        });
    }

private:
    Result<store::AuditFilter> filter(Database &database) const
    {
        const QString clientId = QString::fromStdString(m_client);
        if (clientId.isEmpty())
            return store::AuditFilter();
        return store::clientInAudit(database, clientId)
            .and_then([&](const QString &key) -> Result<store::AuditFilter> {
                if (!key.isEmpty())
                    return store::AuditFilter{key, {}};
                return fail(Error::Kind::NotFound,
                            tr("There is no client application \"%1\", and the audit trail knows of none.")
                                .arg(clientId));
            });
    }

    std::string m_client;
    int m_limit = 0; ///< 0: all
    bool m_json = false;
};

}

Verbs auditListVerb()
{
    return made<AuditListVerb>();
}

}
