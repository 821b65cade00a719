#include "store/DatabaseThread.h"
#include "ui/common/MessageBar.h"
#include "ui/common/PageErrors.h"
#include "ui/common/Question.h"
#include "ui/merge/MeanwhileText.h"
#include "ui/records/RecordConflicts.h"
#include "ui/records/RecordPage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// What a page does where somebody else was faster.
namespace gatehouse {

/// What came in of others is told for as long as nothing else is.
void RecordPage::tellSaved()
{
    QStringList told;
    if (const QString note = std::exchange(m_note, {}); !note.isEmpty())
        told << note;
    if (const QString taken = m_conflicts->takeTaken(); !taken.isEmpty())
        told << savedWithTheirsText(taken);
    if (told.isEmpty())
        m_messages->dismiss();
    else
        m_messages->showText(MessageBar::Positive, told.join(u' '));
}

/// And what was to be told of the next save.
void RecordPage::dismissMessage()
{
    m_messages->dismiss();
    m_note.clear();
    m_conflicts->takeTaken();
}

void RecordPage::keepAsNew()
{
    const Record typed = m_draft.typed();
    renew(typed, [this, typed, key = m_draft.stored().key](const QVariantList &values, const QString &note) {
        if (m_draft.stored().key != key)
            return;
        if (m_draft.typed() != typed) // typed on meanwhile
            return keepAsNew();
        m_note = (tr("It is saved as a new one.") + u' ' + note).trimmed();
        m_draft.becomeNew(m_type.blank, values);
        save([](bool) {});
    });
}

void RecordPage::drop()
{
    m_draft.clear();
    refresh();
}

void RecordPage::takeNotRemoved(const Error &error)
{
    if (error.kind != Error::Kind::Conflict) {
        showError(error);
        return refresh();
    }
    m_database.run([load = m_type.load](Database &database) { return load(database); })
        .then(this, [this, error, read = m_draft.stored()](const Result<QList<Record>> &records) {
            if (!records)
                return showError(records.error());
            if (m_draft.stored().key != read.key)
                return;
            const auto now = std::ranges::find(*records, read.key, &Record::key);
            if (now == records->end())
                return tellGone();
            if (now->version == read.version) // it is something else that changed
                return showError(error);
            askRemoveChanged(*now);
        });
}

void RecordPage::tellGone()
{
    const QString gone = m_type.texts.gone.arg(m_draft.stored().text(0));
    m_draft.clear();
    refresh();
    m_messages->showText(MessageBar::Warning, gone);
}

void RecordPage::askRemoveChanged(const Record &theirs)
{
    const QString what = m_type.texts.remove.arg(theirs.text(0));
    const Question question{.title = tr("Delete"),
                            .text = tr("%1 all the same?").arg(what),
                            .details = m_conflicts->removalText(theirs) + u' ' + tr("This cannot be undone."),
                            .buttons = {QString(what).replace(u'&', u"&&"_s), m_type.texts.keep},
                            .destructive = 0};
    question.ask(this, [this, theirs](int answer) {
        if (answer == 0)
            m_writer.whenIdle([this, theirs] { remove(theirs); });
        else
            refresh();
    });
}

}
