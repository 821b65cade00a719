#include "ui/records/RecordConflicts.h"

#include "ui/common/Icons.h"
#include "ui/common/MessageBar.h"
#include "ui/merge/MeanwhileText.h"
#include "ui/merge/MergeDialog.h"
#include "ui/records/RecordDraft.h"
#include "ui/records/RecordMerging.h"

#include <QAction>

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

RecordConflicts::RecordConflicts(const RecordType &type, RecordDraft &draft, MessageBar &messages,
                                 QWidget *page)
    : QObject(page)
    , m_type(type)
    , m_draft(draft)
    , m_messages(messages)
    , m_page(page)
    , m_keep(new QAction(icons::themed("document-new"), tr("Keep as new"), this))
    , m_drop(new QAction(icons::themed("edit-delete"), tr("Drop"), this))
{
    connect(m_keep, &QAction::triggered, this, [this] {
        m_messages.dismiss();
        Q_EMIT toKeep();
    });
    connect(m_drop, &QAction::triggered, this, [this] {
        m_messages.dismiss();
        Q_EMIT dropped();
    });
}

QString RecordConflicts::title() const
{
    return m_type.texts.titled.arg(m_draft.stored().text(0));
}

std::optional<Record> RecordConflicts::resolve(const std::optional<Record> &theirs)
{
    if (!theirs) {
        m_wasAsked = true;
        offerDeleted();
        return std::nullopt;
    }
    const RecordMerge merge = m_type.merging().merge(m_draft.stored(), m_draft.typed(), *theirs);
    if (merge.hasConflict()) {
        m_wasAsked = true;
        ask(*theirs, merge);
        return std::nullopt;
    }
    take(*theirs, merge);
    return m_draft.typed();
}

void RecordConflicts::offerDeleted()
{
    m_messages.showChoices(
        MessageBar::Warning,
        m_type.texts.gone.arg(m_draft.stored().text(0)) + u' ' +
            tr("What you typed is kept. Keep as new saves it as a new one, Drop gives it up."),
        {m_keep, m_drop});
}

/// It goes away when another record is opened beneath it, so that nothing ends up there.
void RecordConflicts::ask(const Record &theirs, const RecordMerge &merge)
{
    auto *dialog = new MergeDialog(title(), m_type.merging().lines(merge), m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(&m_draft, &RecordDraft::changed, dialog, [this, dialog, key = theirs.key] {
        if (m_draft.stored().key != key)
            dialog->reject();
    });
    connect(dialog, &QDialog::rejected, this, [this, theirs] { tellNotChosen(theirs); });
    connect(dialog, &QDialog::accepted, this, [this, dialog, theirs, merge = RecordMerge(merge)]() mutable {
        takeChoices(merge, dialog->lines());
        take(theirs, merge);
        Q_EMIT toSave();
    });
    dialog->open();
}

void RecordConflicts::take(const Record &theirs, const RecordMerge &merge)
{
    const RecordMerging merging = m_type.merging();
    if (const QString taken = takenText(merging.lines(merge)); !taken.isEmpty())
        m_taken << taken;
    m_draft.rebase(theirs, merging.merged(m_draft.stored(), m_draft.typed(), theirs, merge));
}

QList<MergeLine> RecordConflicts::changesBy(const Record &theirs) const
{
    const RecordMerging merging = m_type.merging();
    return merging.lines(merging.merge(m_draft.stored(), m_draft.stored(), theirs));
}

void RecordConflicts::tellNotChosen(const Record &theirs)
{
    if (m_draft.stored().key == theirs.key)
        m_messages.showText(MessageBar::Warning, changedMeanwhileText(title(), changesBy(theirs)));
}

QString RecordConflicts::removalText(const Record &theirs) const
{
    return removalOfChangedText(title(), changesBy(theirs));
}

bool RecordConflicts::takeAsked()
{
    return std::exchange(m_wasAsked, false);
}

QString RecordConflicts::takeTaken()
{
    return std::exchange(m_taken, {}).join("; "_L1);
}

}
