#include "ui/client/ClientMerger.h"

#include "domain/merge/ClientPlaceText.h"
#include "domain/merge/ClientPlaces.h"
#include "domain/merge/MergeFit.h"
#include "domain/rules/ClientRules.h"
#include "draft/ClientDraft.h"
#include "ui/client/DraftDialog.h"
#include "ui/merge/MergeDialog.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

ClientMerger::ClientMerger(ClientDraft &draft, QWidget *page) : QObject(page), m_draft(draft), m_page(page) {}

RecordMerge ClientMerger::mergeWith(const ClientApplication &theirs) const
{
    return mergeOf(valuesOf(m_draft.stored()), valuesOf(m_draft.normalized()), valuesOf(theirs));
}

bool ClientMerger::merge(const ClientApplication &theirs)
{
    RecordMerge merge = mergeWith(theirs);
    if (!merge.hasConflict()) {
        if (const QList<FieldPlace> lost = lostBy(merge, theirs); !lost.isEmpty())
            reopen(merge, lost);
    }
    if (merge.hasConflict())
        ask(theirs, merge);
    else
        take(theirs, merge);
    return !merge.hasConflict();
}

void ClientMerger::ask(const ClientApplication &theirs, const RecordMerge &merge)
{
    const QString what = tr("client application \"%1\"").arg(m_draft.stored().clientId);
    auto *dialog = new MergeDialog(what, clientLines(merge), m_page);
    connect(dialog, &QDialog::accepted, this, [this, dialog, theirs, merge = RecordMerge(merge)]() mutable {
        takeChoices(merge, dialog->lines());
        QStringList lost;
        for (const FieldPlace &place : lostBy(merge, theirs))
            lost << placetext::label(place);
        lost.removeDuplicates();
        take(theirs, merge);
        if (lost.isEmpty())
            Q_EMIT chosen();
        else
            Q_EMIT unfit(lost.join(", "_L1));
    });
    connect(dialog, &QDialog::rejected, this, [this, subject = m_draft.subject(), theirs] {
        if (m_draft.subject() == subject)
            Q_EMIT notChosen(theirs);
    });
    openAbout(m_draft, dialog);
    Q_EMIT asked();
}

QList<FieldPlace> ClientMerger::lostBy(const RecordMerge &merge, const ClientApplication &theirs) const
{
    return lostPlaces(merge, rules::normalized(gatehouse::merged(m_draft.stored(), m_draft.typed(),
                                                                 rules::revived(theirs), merge)));
}

/// What does not apply stays typed as it was, so that switching back brings it back.
void ClientMerger::take(const ClientApplication &theirs, const RecordMerge &merge)
{
    if (std::exchange(m_takenSubject, m_draft.subject()) != m_draft.subject())
        m_taken.clear();
    if (const QString taken = takenText(clientLines(merge)); !taken.isEmpty())
        m_taken << taken;
    m_draft.rebase(theirs, merged(m_draft.stored(), m_draft.typed(), rules::revived(theirs), merge));
}

QString ClientMerger::takeTaken()
{
    const QString taken = std::exchange(m_taken, {}).join("; "_L1);
    return m_takenSubject == m_draft.subject() ? taken : QString();
}

}
