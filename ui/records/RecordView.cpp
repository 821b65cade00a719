#include "ui/records/RecordView.h"

#include "ui/records/RecordDraft.h"
#include "ui/records/RecordEditor.h"
#include "ui/records/RecordForm.h"
#include "ui/records/RecordList.h"
#include "ui/records/RecordType.h"

#include <QLabel>
#include <QStackedWidget>

namespace gatehouse {

RecordView::RecordView(RecordListModel &model, const RecordType &type, QWidget *parent)
    : QSplitter(parent)
    , m_list(new RecordList(model, type.texts))
    , m_editor(new RecordEditor)
    , m_hint(new QLabel)
    , m_right(new QStackedWidget)
{
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setMargin(24);
    m_right->addWidget(m_hint);
    m_editor->addPart(tr("Form"), type.form ? type.form : new RecordForm(type.fields));
    m_right->addWidget(m_editor);

    addWidget(m_list);
    addWidget(m_right);
    setChildrenCollapsible(false);
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
}

/// Tables want more room than a form has to have.
void RecordView::addPart(const QString &title, RecordPart *part, const QString &tabs)
{
    m_editor->addPart(title, part);
    m_editor->setTabsName(tabs);
    setStretchFactor(0, 2);
    setStretchFactor(1, 3);
}

void RecordView::display(const RecordDraft &draft, const QString &hint)
{
    m_hint->setText(hint);
    m_editor->display(draft.typed());
    m_right->setCurrentWidget(draft.isOpen() ? static_cast<QWidget *>(m_editor) : m_hint);
    m_list->mark(draft.stored().key);
}

}
