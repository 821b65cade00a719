#include "ui/client/BulkActions.h"

#include "services/tasks/TaskRunner.h"
#include "store/DatabaseThread.h"
#include "ui/client/ClientDraft.h"
#include "ui/client/ClientList.h"
#include "ui/common/Question.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qsizetype mostNamed = 10;

}

BulkActions::BulkActions(DatabaseThread &database, TaskRunner &tasks, ClientList &list, ClientDraft &draft,
                         QWidget *page)
    : QObject(page), m_database(database), m_tasks(tasks), m_list(list), m_draft(draft), m_page(page)
{
}

void BulkActions::askRemove()
{
    const QStringList keys = m_list.selectedKeys();
    QStringList clientIds;
    for (const QString &key : keys)
        clientIds << m_list.model().rowAt(m_list.model().rowOfKey(key)).clientId;
    const QString named = keys.size() == 1 ? tr("client application \"%1\"").arg(clientIds.first())
                                           : tr("%n client application(s)", nullptr, int(keys.size()));
    const Question question{.title = tr("Delete"),
                            .text = tr("Delete %1?").arg(named),
                            .details = whatGoes(keys, clientIds),
                            .buttons = {tr("Delete %1").arg(named), tr("Cancel")},
                            .destructive = 0};
    question.ask(m_page, [this, keys](int answer) {
        if (answer == 0)
            remove(keys);
    });
}

QString BulkActions::whatGoes(const QStringList &keys, const QStringList &clientIds) const
{
    const ClientApplication &open = m_draft.stored();
    if (keys.size() == 1 && open.key == keys.first()) {
        return tr("Gone with it: %1, %2, %3. Programs that use it are refused at once.")
            .arg(tr("%n secret(s)", nullptr, int(open.secrets.size())),
                 tr("%n login redirect(s)", nullptr, int(open.loginRedirects.size())),
                 tr("%n logout redirect(s)", nullptr, int(open.logoutRedirects.size())));
    }
    return tr("Gone with their secrets and redirects: %1. Programs that use them are refused at once.")
        .arg(named(clientIds));
}

/// However many there are, a dialog has to fit the screen.
QString BulkActions::named(const QStringList &clientIds)
{
    const qsizetype more = clientIds.size() - mostNamed;
    if (more <= 0)
        return clientIds.join(", "_L1);
    return tr("%1 and %n more", nullptr, int(more)).arg(clientIds.first(mostNamed).join(", "_L1));
}

void BulkActions::remove(const QStringList &keys)
{
    if (keys.contains(m_draft.stored().key))
        m_draft.clear();
    run(tr("Delete %n client application(s)", nullptr, int(keys.size())), tr("Deleted: %1."),
        [keys](const Database &database, const Progress &progress) {
            return bulk::remove(database, keys, progress);
        });
}

void BulkActions::setEnabled(bool enabled)
{
    const QStringList keys = m_list.selectedKeys();
    const int count = int(keys.size());
    run(enabled ? tr("Enable %n client application(s)", nullptr, count)
                : tr("Disable %n client application(s)", nullptr, count),
        enabled ? tr("Enabled: %1.") : tr("Disabled: %1."),
        [keys, enabled](const Database &database, const Progress &progress) {
            return bulk::setEnabled(database, keys, enabled, progress);
        });
}

void BulkActions::run(const QString &title, const QString &doneText, Change change)
{
    const auto allDone = std::make_shared<bool>();
    const auto work = [&database = m_database, change = std::move(change), doneText,
                       allDone](const Progress &progress) {
        return database.run([&](Database &opened) { return change(opened, progress); })
            .result()
            .transform([&](const bulk::Outcome &outcome) {
                *allDone = outcome.refused.isEmpty();
                return text(outcome, doneText);
            });
    };
    m_tasks.start({.title = title, .run = work}, this, [this, allDone](const Result<QString> &outcome) {
        Q_EMIT changed();
        if (outcome)
            Q_EMIT done(*allDone ? MessageBar::Positive : MessageBar::Warning, *outcome);
        else
            Q_EMIT failed(outcome.error());
    });
}

QString BulkActions::text(const bulk::Outcome &outcome, const QString &doneText)
{
    QStringList texts;
    if (!outcome.changed.isEmpty())
        texts << doneText.arg(named(outcome.changed));
    for (const bulk::Refusal &refusal : outcome.refused.first(std::min(outcome.refused.size(), mostNamed)))
        texts << tr("%1 was left as it is: %2").arg(refusal.clientId, refusal.reason);
    if (const qsizetype more = outcome.refused.size() - mostNamed; more > 0)
        texts << tr("%n more were left as they are.", nullptr, int(more));
    return texts.join(u'\n');
}

}
