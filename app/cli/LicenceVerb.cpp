#include "app/cli/Access.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "store/edit/SettingEdits.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// `licence`: shows or changes how many client applications there may be.
class LicenceVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(LicenceVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app =
            command(program, "licence", tr("Show or change how many client applications there may be"),
                    u"gatehouse licence\n"
                    "gatehouse licence --limit 20\n"
                    "gatehouse licence --unlimited"_s);
        CLI::Option *limit = app.add_option("--limit", m_limit, utf8(tr("Allow at most this many")))
                                 ->type_name("NUMBER")
                                 ->check(CLI::Range(0, std::numeric_limits<int>::max()));
        flag("--unlimited", m_unlimited, tr("Allow any number"))->excludes(limit);
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        Database &database = session.database;
        return change(database)
            .and_then([&] { return store::loadLicence(database); })
            .transform([&](const store::Licence &licence) {
                const QString limit = licence.limit ? QString::number(*licence.limit) : tr("unlimited");
                if (m_json) {
                    console.json(
                        {{"licence_limit", licence.limit ? json::Json(*licence.limit) : json::Json(nullptr)},
                         {"used", licence.used}});
                } else {
                    console.table({{tr("Licence limit:"), limit},
                                   {tr("Client applications:"), QString::number(licence.used)}});
                }
                return ExitStatus::Done;
            });
    }

private:
    Result<void> change(Database &database) const
    {
        if (m_limit < 0 && !m_unlimited)
            return {};
        const auto limit = m_unlimited ? store::LicenceLimit() : store::LicenceLimit(m_limit);
        return editing(database, [&](EditSession &session) { return edit::setLicenceLimit(session, limit); });
    }

    int m_limit = -1;
    bool m_unlimited = false;
    bool m_json = false;
};

}

Verbs licenceVerb()
{
    return made<LicenceVerb>();
}

}
