#pragma once

#include "domain/merge/RecordMerge.h"
#include "ui/records/RecordType.h"

#include <QObject>

#include <optional>

class QAction;

namespace gatehouse {

class MessageBar;
class RecordDraft;

/// What becomes of what is typed where somebody else saved or deleted the record meanwhile: it is merged, and
/// where both changed the same a dialog asks; a deleted one is kept as new, or dropped, as the person
/// chooses.
class RecordConflicts : public QObject
{
    Q_OBJECT

public:
    /// `page` is the parent of the dialog.
    RecordConflicts(const RecordType &type, RecordDraft &draft, MessageBar &messages, QWidget *page);

    /// What is to be saved instead; `theirs` is what is stored by now (nothing: it was deleted). Nothing: the
    /// person is asked, and everything typed stays as it is.
    std::optional<Record> resolve(const std::optional<Record> &theirs);
    /// Whether the person was asked since the last time.
    bool takeAsked();
    /// After a save: what came in of others; empty: nothing.
    QString takeTaken();
    /// What somebody else made of what is open, before a second question whether to delete it.
    QString removalText(const Record &theirs) const;
    void offerDeleted();

Q_SIGNALS:
    void toSave(); ///< what was asked is chosen
    void toKeep(); ///< the deleted one, as new
    void dropped();

private:
    void ask(const Record &theirs, const RecordMerge &merge);
    void take(const Record &theirs, const RecordMerge &merge);
    void tellNotChosen(const Record &theirs);
    QString title() const;
    QList<MergeLine> changesBy(const Record &theirs) const;

    const RecordType &m_type;
    RecordDraft &m_draft;
    MessageBar &m_messages;
    QWidget *m_page;
    QAction *m_keep;
    QAction *m_drop;
    QStringList m_taken;
    bool m_wasAsked = false;
};

}
