#include "ui/records/RecordEditor.h"

#include <QBoxLayout>
#include <QStyle>
#include <QTabWidget>

#include <algorithm>

namespace gatehouse {

RecordEditor::RecordEditor(QWidget *parent) : RecordPart(parent), m_tabs(new QTabWidget)
{
    m_tabs->setDocumentMode(true);
    m_tabs->setTabBarAutoHide(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_tabs);
}

void RecordEditor::addPart(const QString &title, RecordPart *part)
{
    m_parts << part;
    m_tabs->addTab(part, title);
    if (m_parts.size() == 2) // from now on there is a tab bar above the first as well
        m_parts.first()->setContentsMargins(0, style()->pixelMetric(QStyle::PM_LayoutTopMargin),
                                            style()->pixelMetric(QStyle::PM_LayoutRightMargin), 0);
    connect(part, &RecordPart::edited, this, &RecordPart::edited);
    connect(part, &RecordPart::typingEnded, this, &RecordPart::typingEnded);
    connect(part, &RecordPart::fieldLeft, this, &RecordPart::fieldLeft);
}

void RecordEditor::setTabsName(const QString &accessibleName)
{
    m_tabs->setAccessibleName(accessibleName);
}

void RecordEditor::display(const Record &record)
{
    for (RecordPart *part : std::as_const(m_parts))
        part->display(record);
}

/// A part that is not shown cannot take the focus, so its tab comes first.
bool RecordEditor::focusColumn(const QString &column)
{
    if (column.isEmpty())
        return false;
    QWidget *shown = m_tabs->currentWidget();
    for (RecordPart *part : std::as_const(m_parts)) {
        m_tabs->setCurrentWidget(part);
        if (part->focusColumn(column))
            return true;
    }
    m_tabs->setCurrentWidget(shown);
    return false;
}

}
