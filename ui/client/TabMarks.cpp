#include "ui/client/TabMarks.h"

#include "domain/rules/ClientRules.h"
#include "domain/servers/OnServers.h"
#include "draft/ClientDraft.h"
#include "ui/client/ValidationController.h"
#include "ui/common/CountedProblems.h"
#include "ui/layout/ListedTabs.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// What was typed, or of names to choose from those that count.
int markedRows(const ClientDraft &draft, ClientField field)
{
    switch (field) {
    case ClientField::Secrets:
        return int(draft.typed().secrets.size());
    case ClientField::OtherSettings:
        return int(draft.typed().otherSettings.size());
    case ClientField::ConsentTexts:
        return int(draft.typed().consentTexts.size());
    case ClientField::LoginRedirects:
    case ClientField::LogoutRedirects:
        return int(rowsOf(draft.typed(), field).size());
    case ClientField::OnServers:
        return int(serversOf(draft.typed()).size());
    case ClientField::Keys:
        return int(fieldValue(draft.typed(), field).toStringList().size());
    default:
        break;
    }
    const bool applies = rules::fieldState(draft.typed(), field).presence != rules::Presence::Off;
    return applies ? int(fieldValue(draft.normalized(), field).toStringList().size()) : 0;
}

TabMark markOf(std::optional<int> rows, const QList<Problem> &problems)
{
    TabMark mark{.rows = rows};
    QStringList parts;
    if (rows)
        parts << TabMarks::tr("%n row(s)", nullptr, *rows);
    if (!problems.isEmpty()) {
        mark.severity = std::ranges::max(problems, {}, &Problem::severity).severity;
        parts << countedProblems(problems);
    }
    mark.text = parts.join(", "_L1);
    return mark;
}

}

TabMarks::TabMarks(TabList &tabs, const ClientDraft &draft, const ValidationController &validation)
    : QObject(&tabs), m_list(tabs), m_draft(draft), m_validation(validation)
{
    connect(&validation, &ValidationController::validated, this, &TabMarks::show);
}

void TabMarks::show()
{
    QList<Problem> ofForm;
    for (const Problem &problem : m_validation.problems()) {
        if (!m_tabs.contains(problem.field))
            ofForm << problem;
    }
    m_list.setMark(0, markOf({}, ofForm));
    for (const auto [field, tab] : m_tabs.asKeyValueRange()) {
        m_list.setMark(tab, m_draft.isOpen()
                                ? markOf(markedRows(m_draft, field), m_validation.problemsOf(field))
                                : TabMark());
    }
}

}
