#include "ui/client/DeletedClient.h"

#include "draft/ClientDraft.h"
#include "services/security/NewKeys.h"
#include "ui/common/Icons.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Workplace.h"

#include <QAction>

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

DeletedClient::DeletedClient(const Workplace &workplace, ClientDraft &draft, MessageBar &messages,
                             QObject *parent)
    : QObject(parent)
    , m_workplace(workplace)
    , m_draft(draft)
    , m_messages(messages)
    , m_keep(new QAction(icons::themed("document-new"), tr("Keep as new"), this))
    , m_keepHashes(new QAction(icons::themed("document-new"), tr("Keep only hashes"), this))
    , m_drop(new QAction(icons::themed("edit-delete"), tr("Drop"), this))
{
    connect(m_keep, &QAction::triggered, this, [this] { keep(Unsealable::Refused); });
    connect(m_keepHashes, &QAction::triggered, this, [this] { keep(Unsealable::KeptAsHash); });
    connect(m_drop, &QAction::triggered, this, &DeletedClient::drop);
}

void DeletedClient::offer(bool wasRefused)
{
    const QString kept =
        wasRefused ? tr("Nothing was saved, and what you typed is kept.") : tr("What you typed is kept.");
    m_messages.showChoices(
        MessageBar::Warning,
        tr("Client application \"%1\" was deleted by somebody else since you opened it. %2 Keep as new saves "
           "it as a new client application, Drop gives it up.")
            .arg(m_draft.stored().clientId, kept),
        {m_keep, m_drop});
}

/// Aside: a keyring may ask to be unlocked.
void DeletedClient::keep(Unsealable unsealable)
{
    m_messages.dismiss();
    m_workplace
        .aside([encryption = m_workplace.encryption(), typed = m_draft.typed(), unsealable](
                   Database &database) { return withNewKeys(database, encryption, typed, unsealable); })
        .then(this, [this, typed = m_draft.typed(), subject = m_draft.subject(),
                     unsealable](const Result<NewlyKeyed> &keyed) {
            if (!keyed && keyed.error().column != unsealableColumn)
                return Q_EMIT failed(keyed.error());
            if (!m_draft.isOpen() || m_draft.subject() != subject)
                return;
            if (m_draft.typed() != typed) // typed on meanwhile
                keep(unsealable);
            else if (!keyed)
                offerHashes(keyed.error());
            else
                takeKeyed(*keyed);
        });
}

void DeletedClient::offerHashes(const Error &why)
{
    m_messages.showChoices(
        MessageBar::Warning,
        tr("Nothing was saved, and what you typed is kept. %1 Keep as new tries it again, Keep "
           "only hashes saves it with their hashes alone, Drop gives it up.")
            .arg(why.text),
        {m_keep, m_keepHashes, m_drop});
}

void DeletedClient::takeKeyed(const NewlyKeyed &keyed)
{
    QStringList secrets;
    for (const QString &lastFour : keyed.hashedOnly)
        secrets << u'…' + lastFour;
    m_note = tr("It is saved as a new client application.");
    if (!secrets.isEmpty())
        m_note += u' ' + tr("Of these encrypted secrets the hash alone is kept, since they could not be "
                            "encrypted for it: %1. %2")
                             .arg(secrets.join(", "_L1), keyed.why);
    m_draft.becomeNew(keyed.client);
    m_noteSubject = m_draft.subject();
    Q_EMIT kept();
}

void DeletedClient::drop()
{
    m_messages.dismiss();
    m_draft.clear();
    Q_EMIT dropped();
}

QString DeletedClient::takeNote()
{
    const QString note = std::exchange(m_note, {});
    return m_noteSubject == m_draft.subject() ? note : QString();
}

}
