#include "ui/resources/TranslationTab.h"

#include "draft/TranslationTable.h"
#include "ui/records/CellDelegate.h"
#include "ui/records/EditTable.h"
#include "ui/records/HelpLabel.h"

#include <QBoxLayout>
#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace gatehouse {

TranslationTab::TranslationTab(TranslationTable &texts, QWidget *parent)
    : RecordPart(parent), m_table(new EditTable(tr("Translation")))
{
    auto *delegate = new CellDelegate(m_table);
    m_table->setModel(&texts);
    m_table->setItemDelegate(delegate);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(TranslationTable::LanguageName, 150);
    header->resizeSection(TranslationTable::Title, 150);
    header->setSectionResizeMode(TranslationTable::Description, QHeaderView::Stretch);
    header->resizeSection(TranslationTable::Missing, 150);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new HelpLabel(
        tr("What end users read when they are asked to share this. Where a text is missing, that of the base "
           "language stands in, then that of the default language, and at last the title on the form.")));
    layout->addWidget(m_table, 1);

    connect(delegate, &CellDelegate::closeEditor, this, &RecordPart::typingEnded);
}

bool TranslationTab::focusColumn(const QString &column)
{
    if (column != "texts"_L1)
        return false;
    m_table->setFocus(Qt::OtherFocusReason);
    return true;
}

}
