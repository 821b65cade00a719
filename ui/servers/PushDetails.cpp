#include "ui/servers/PushDetails.h"

#include "ui/tables/MergeTable.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>

namespace gatehouse {

namespace {

MergeWords serverWords()
{
    return {.base = PushDetails::tr("As it was"),
            .here = PushDetails::tr("Here"),
            .there = PushDetails::tr("There"),
            .takeHere = PushDetails::tr("Take what is here"),
            .takeThere = PushDetails::tr("Leave what is there")};
}

QString notesOf(const PlannedPush &push)
{
    QStringList lines;
    if (push.refusal)
        lines << push.refusal->text;
    if (push.sendsSecret)
        lines << PushDetails::tr("Its newest secret is sent in clear.");
    lines << push.notes;
    if (push.isSent()) {
        for (const Loss &loss : push.losses)
            lines << PushDetails::tr("Cannot be said there: %1. %2").arg(loss.field, loss.text);
    }
    return lines.join(u'\n');
}

}

PushDetails::PushDetails(QWidget *parent)
    : QWidget(parent)
    , m_merge(new MergeTable(tr("Fields of the client application"), serverWords()))
    , m_notesLabel(new QLabel(tr("What else to kno&w:")))
    , m_notes(new QPlainTextEdit)
{
    auto *mergeLabel = new QLabel(tr("&Fields:"));
    mergeLabel->setBuddy(m_merge);
    m_notesLabel->setBuddy(m_notes);
    m_notes->setReadOnly(true);
    m_notes->setTabChangesFocus(true);
    m_notes->setMinimumHeight(m_notes->fontMetrics().height() * 3);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(mergeLabel);
    layout->addWidget(m_merge, 3);
    layout->addWidget(m_notesLabel);
    layout->addWidget(m_notes, 1);
    connect(&m_merge->mergeModel(), &MergeModel::chosen, this, &PushDetails::chosen);
}

void PushDetails::showClient(const PlannedPush *push)
{
    m_shown = push ? push->merge : ClientMerge();
    m_isNew = false;
    m_merge->mergeModel().setRows(linesOf(m_shown, view::label, view::text));
    showNotes(push);
}

void PushDetails::showNotes(const PlannedPush *push)
{
    const bool isNew = push && push->status == PushStatus::New;
    if (isNew || m_isNew) { // in which nobody chooses anything
        const ClientMerge added{{.parts = isNew ? push->added : QList<MergePart>()}};
        m_merge->mergeModel().setRows(linesOf(added, view::label, view::text));
    }
    m_isNew = isNew;
    showChoosable();
    const QString notes = push ? notesOf(*push) : QString();
    m_notes->setPlainText(notes);
    m_notesLabel->setVisible(!notes.isEmpty());
    m_notes->setVisible(!notes.isEmpty());
}

void PushDetails::setChoosable(bool choosable)
{
    m_isChoosable = choosable;
    showChoosable();
}

void PushDetails::showChoosable()
{
    m_merge->mergeModel().setChoosable(m_isChoosable && !m_isNew);
}

ClientMerge PushDetails::merge() const
{
    ClientMerge merge = m_shown;
    takeChoices(merge, m_merge->mergeModel().rows());
    return merge;
}

}
