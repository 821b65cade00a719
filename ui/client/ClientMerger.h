#pragma once

#include "domain/ClientApplication.h"
#include "domain/merge/RecordMerge.h"

#include <QObject>

namespace gatehouse {

class ClientDraft;

/// Puts together what another administrator saved of the client application that is open and what is typed.
class ClientMerger : public QObject
{
    Q_OBJECT

public:
    /// `page` is the parent of the dialog.
    ClientMerger(ClientDraft &draft, QWidget *page);

    /// What is stored is `theirs` by now. True: what is typed is merged into it and can be saved. False: both
    /// changed the same, and a dialog asks; everything typed stays as it is until that tells chosen().
    bool merge(const ClientApplication &theirs);
    /// What came in of others since the last save of what is open; empty: nothing.
    QString takeTaken();

Q_SIGNALS:
    void asked();  ///< a dialog
    void chosen(); ///< what was asked: it is to be saved again
    /// It was, but `what`, labels of fields, does not apply beside the rest.
    void unfit(const QString &what);
    /// The dialog was cancelled: everything is as it was typed, over what was opened.
    void notChosen(const gatehouse::ClientApplication &theirs);

private:
    RecordMerge mergeWith(const ClientApplication &theirs) const;
    void ask(const ClientApplication &theirs, const RecordMerge &merge);
    void take(const ClientApplication &theirs, const RecordMerge &merge);
    QList<FieldPlace> lostBy(const RecordMerge &merge, const ClientApplication &theirs) const;

    ClientDraft &m_draft;
    QWidget *m_page;
    QStringList m_taken;
    int m_takenSubject = -1; ///< of the draft into which that was taken
};

}
