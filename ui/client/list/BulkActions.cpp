#include "ui/client/list/BulkActions.h"

#include "domain/servers/OnServers.h"
#include "draft/ClientDraft.h"
#include "store/records/ClientStore.h"
#include "ui/client/list/ClientList.h"
#include "ui/common/Question.h"
#include "ui/common/Workplace.h"
#include "ui/merge/MeanwhileText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qsizetype mostNamed = 10;

QStringList keysOf(const QList<store::ClientName> &clients)
{
    QStringList keys;
    for (const store::ClientName &client : clients)
        keys << client.key;
    return keys;
}

}

BulkActions::BulkActions(Workplace &workplace, ClientList &list, ClientDraft &draft, QWidget *page)
    : QObject(page), m_workplace(workplace), m_list(list), m_draft(draft), m_page(page)
{
}

void BulkActions::settle(std::function<void(const Names &)> then)
{
    const ClientTarget &target = m_list.target();
    if (target.isEmpty())
        return;
    if (!target.names.isEmpty())
        return then(target.names);
    m_workplace.aside([clients = target.clients](Database &database) { return clients.names(database); })
        .then(this, [this, then = std::move(then)](const Result<Names> &names) {
            if (!names)
                return Q_EMIT failed(names.error());
            if (!names->isEmpty())
                then(*names);
        });
}

void BulkActions::askRemove()
{
    settle([this](const Names &clients) { askRemove(clients); });
}

void BulkActions::askRemove(const Names &clients)
{
    const QString named = ClientTarget(clients).text();
    const Question question{.title = tr("Delete"),
                            .text = tr("Delete %1?").arg(named),
                            .details = whatGoes(clients),
                            .buttons = {tr("Delete %1").arg(named), tr("Cancel")},
                            .destructive = 0};
    question.ask(m_page, [this, keys = keysOf(clients)](int answer) {
        if (answer == 0)
            remove(keys, versionOfOpen());
    });
}

QString BulkActions::whatGoes(const Names &clients) const
{
    const ClientApplication &open = m_draft.stored();
    if (clients.size() == 1 && open.key == clients.first().key) {
        return tr("Gone with it: %1, %2, %3. Programs that use it are refused at once.")
            .arg(
                tr("%n secret(s)", nullptr, int(open.secrets.size())),
                tr("%n login redirect(s)", nullptr, int(rowsOf(open, ClientField::LoginRedirects).size())),
                tr("%n logout redirect(s)", nullptr, int(rowsOf(open, ClientField::LogoutRedirects).size())));
    }
    QStringList clientIds;
    for (const store::ClientName &client : clients)
        clientIds << client.clientId;
    return tr("Gone with their secrets and redirects: %1. Programs that use them are refused at once.")
        .arg(named(clientIds));
}

/// However many there are, a dialog has to fit the screen.
QString BulkActions::named(const QStringList &clientIds)
{
    const qsizetype more = clientIds.size() - mostNamed;
    if (more <= 0)
        return clientIds.join(", "_L1);
    return tr("%1 and %Ln more", nullptr, int(more)).arg(clientIds.first(mostNamed).join(", "_L1));
}

bulk::ReadVersions BulkActions::versionOfOpen() const
{
    const ClientApplication &open = m_draft.stored();
    return m_draft.isOpen() && !m_draft.isNew() ? bulk::ReadVersions{{open.key, open.version}}
                                                : bulk::ReadVersions();
}

void BulkActions::askRemoveChanged()
{
    m_workplace.database
        .run([key = m_draft.stored().key](Database &database) { return store::loadClient(database, key); })
        .then(this, [this, subject = m_draft.subject()](const auto &now) {
            if (!now)
                Q_EMIT failed(now.error());
            else if (*now && m_draft.subject() == subject)
                askRemoveChanged(**now);
        });
}

void BulkActions::askRemoveChanged(const ClientApplication &now)
{
    const QString named = ClientTarget({store::ClientName{now.key, now.clientId}}).text();
    const Question question{.title = tr("Delete"),
                            .text = tr("Delete %1 all the same?").arg(named),
                            .details = removalOfChangedText(named, changesOf(m_draft.stored(), now)),
                            .buttons = {tr("Delete %1").arg(named), tr("Cancel")},
                            .destructive = 0};
    question.ask(m_page, [this, key = now.key, version = now.version](int answer) {
        if (answer == 0)
            remove({key}, {{key, version}});
    });
}

void BulkActions::remove(const QStringList &keys, const bulk::ReadVersions &read)
{
    run(
        tr("Delete %Ln client application(s)", nullptr, int(keys.size())), tr("Deleted: %1."),
        [keys, read](const Database &database, const Progress &progress) {
            return bulk::remove(database, keys, read, progress);
        },
        [this, keys](const bulk::Outcome &outcome) {
            if (outcome.meanwhile.contains(m_draft.stored().key))
                askRemoveChanged();
            else
                forgetOpen(keys);
        });
}

void BulkActions::forgetOpen(const QStringList &removed)
{
    if (removed.contains(m_draft.stored().key))
        m_draft.clear();
}

void BulkActions::setEnabled(bool enabled)
{
    settle([this, enabled](const Names &clients) { setEnabled(keysOf(clients), enabled); });
}

void BulkActions::setEnabled(const QStringList &keys, bool enabled)
{
    const int count = int(keys.size());
    run(enabled ? tr("Enable %Ln client application(s)", nullptr, count)
                : tr("Disable %Ln client application(s)", nullptr, count),
        enabled ? tr("Enabled: %1.") : tr("Disabled: %1."),
        [keys, enabled](const Database &database, const Progress &progress) {
            return bulk::setEnabled(database, keys, enabled, progress);
        });
}

void BulkActions::run(const QString &title, const QString &doneText, Change change,
                      std::function<void(const bulk::Outcome &)> whenDone)
{
    const auto came = std::make_shared<bulk::Outcome>();
    const auto work = [&database = m_workplace.database, change = std::move(change), doneText,
                       came](const Progress &progress) {
        return database.run([&](Database &opened) { return change(opened, progress); })
            .result()
            .transform([&](const bulk::Outcome &outcome) {
                *came = outcome;
                return text(outcome, doneText);
            });
    };
    const auto finish = [this, came, whenDone = std::move(whenDone)](const Result<QString> &outcome) {
        if (outcome && whenDone)
            whenDone(*came);
        Q_EMIT changed();
        const bool isAllDone = came->refused.isEmpty() && came->gone == 0;
        if (!outcome)
            Q_EMIT failed(outcome.error());
        else if (!outcome->isEmpty())
            Q_EMIT done(isAllDone ? MessageBar::Positive : MessageBar::Warning, *outcome);
    };
    m_workplace.tasks.start({.title = title, .run = work}, this, finish);
}

QString BulkActions::text(const bulk::Outcome &outcome, const QString &doneText)
{
    QStringList texts;
    if (!outcome.changed.isEmpty())
        texts << doneText.arg(named(outcome.changed));
    for (const bulk::Refusal &refusal : outcome.refused.first(std::min(outcome.refused.size(), mostNamed)))
        texts << tr("%1 was left as it is: %2").arg(refusal.clientId, refusal.reason);
    if (const qsizetype more = outcome.refused.size() - mostNamed; more > 0)
        texts << tr("%Ln more were left as they are.", nullptr, int(more));
    if (outcome.gone > 0)
        texts << tr("%Ln client application(s) had been deleted by somebody else.", nullptr, outcome.gone);
    return texts.join(u'\n');
}

}
