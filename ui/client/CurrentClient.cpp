#include "ui/client/CurrentClient.h"

#include "draft/ClientDraft.h"
#include "store/DatabaseThread.h"
#include "store/records/ClientStore.h"
#include "store/watch/ChangeNotice.h"
#include "ui/client/list/ClientList.h"
#include "ui/meanwhile/GoodMoment.h"
#include "ui/meanwhile/KeptCursor.h"

#include <QTimer>

namespace gatehouse {

CurrentClient::CurrentClient(DatabaseThread &database, ClientList &list, ClientDraft &draft, QObject *parent)
    : QObject(parent), m_database(database), m_list(list), m_draft(draft)
{
    connect(&list, &ClientList::rowChosen, this, &CurrentClient::choose);
    connect(&list.model(), &ClientListModel::loaded, this, &CurrentClient::showLoadedList);
}

void CurrentClient::refresh()
{
    m_list.model().reload();
    if (!m_draft.isOpen() || m_draft.isNew())
        return;
    if (m_draft.isModified())
        compare();
    else
        open(m_draft.stored().key);
}

void CurrentClient::compare()
{
    m_database
        .run([key = m_draft.stored().key](Database &database) { return store::loadClient(database, key); })
        .then(this, [this, question = ++m_question,
                     subject = m_draft.subject()](const Result<std::optional<ClientApplication>> &client) {
            if (!client)
                return Q_EMIT failed(client.error());
            if (question != m_question || m_draft.subject() != subject || !m_draft.isModified())
                return;
            if (!*client)
                tellDeleted(false);
            else if ((*client)->version != m_draft.stored().version)
                Q_EMIT changedMeanwhile(**client);
        });
}

void CurrentClient::refreshDeleted()
{
    m_list.model().reload();
    tellDeleted(true);
}

void CurrentClient::tellDeleted(bool wasRefused)
{
    m_goneSubject = m_draft.subject();
    Q_EMIT deletedMeanwhile(wasRefused);
}

/// A good moment to begin with may be none any more when the answer is there.
void CurrentClient::takeChanges(const ChangeNotice &notice)
{
    if (!m_draft.isOpen() || m_draft.isNew())
        return;
    m_database
        .run([key = m_draft.stored().key](Database &database) { return store::loadClient(database, key); })
        .then(this, [this, notice, question = m_question,
                     subject = m_draft.subject()](const Result<std::optional<ClientApplication>> &client) {
            if (!client || question != m_question || subject != m_draft.subject())
                return;
            if (!isGoodMoment(*m_list.window()))
                QTimer::singleShot(anotherMoment, this, [this, notice] { takeChanges(notice); });
            else if (m_draft.isModified())
                tellMeanwhile(*client, notice);
            else
                takeAgain(*client);
        });
}

void CurrentClient::takeAgain(const std::optional<ClientApplication> &now)
{
    const KeptCursor kept(*m_list.window());
    const ClientApplication before = m_draft.stored();
    if (!now) {
        m_draft.clear();
        Q_EMIT gone(before.clientId);
    } else if (*now != before) {
        m_draft.load(*now);
    }
}

void CurrentClient::tellMeanwhile(const std::optional<ClientApplication> &now, const ChangeNotice &notice)
{
    const ClientApplication &opened = m_draft.stored();
    if (isGone() || (now && now->version == opened.version) || !notice.isAboutRecord(opened.key))
        return;
    const SeenChange *save = now ? notice.lastSave(opened.key) : nullptr;
    if (!now)
        tellDeleted(false);
    else if (save)
        Q_EMIT savedMeanwhile(*save);
    else
        Q_EMIT changedMeanwhile(*now);
}

bool CurrentClient::isGone() const
{
    return m_draft.isOpen() && m_goneSubject == m_draft.subject();
}

void CurrentClient::reloadList(const QString &wantedKey)
{
    m_wantedKey = wantedKey;
    m_list.model().reload();
}

void CurrentClient::showLoadedList()
{
    const bool isEditing = m_draft.isNew() || m_draft.isModified();
    ClientListModel &model = m_list.model();
    const QString key = m_wantedKey.isEmpty() ? m_draft.stored().key : m_wantedKey;
    m_wantedKey.clear();
    m_list.showCurrent(key);
    const int whole = model.firstWhole();
    if (m_draft.isOpen() || isEditing || whole < 0)
        return;
    const QString first = model.rowAt(whole).key;
    m_list.showCurrent(first);
    open(first);
}

void CurrentClient::choose(const QString &key)
{
    if (!m_draft.isOpen() || key != m_draft.stored().key)
        Q_EMIT chosen(key);
}

void CurrentClient::follow(const QString &key)
{
    m_wantedKey = key;
    open(key);
}

void CurrentClient::stay()
{
    m_wantedKey.clear();
    const QString &key = m_draft.stored().key;
    m_list.showCurrent(m_list.model().rowOfKey(key) < 0 ? QString() : key);
}

void CurrentClient::open(const QString &key)
{
    m_database.run([key](Database &database) { return store::loadClient(database, key); })
        .then(this, [this, key, question = ++m_question,
                     subject = m_draft.subject()](const Result<std::optional<ClientApplication>> &client) {
            if (!client)
                return Q_EMIT failed(client.error());
            if (question != m_question)
                return;
            if (m_draft.isModified() || m_draft.subject() != subject)
                return stay();
            take(key, *client);
        });
}

void CurrentClient::take(const QString &key, const std::optional<ClientApplication> &client)
{
    if (client) {
        m_draft.load(*client);
        m_list.showCurrent(key);
        return;
    }
    const int row = m_list.model().rowOfKey(key);
    const QString clientId = row >= 0                      ? m_list.model().rowAt(row).clientId
                             : key == m_draft.stored().key ? m_draft.stored().clientId
                                                           : QString();
    m_draft.clear();
    m_list.model().reload();
    if (!clientId.isEmpty())
        Q_EMIT gone(clientId);
}

}
