#include "ui/resources/TranslationTab.h"

#include "ui/records/CellDelegate.h"
#include "ui/records/EditTable.h"
#include "ui/records/HelpLabel.h"
#include "ui/resources/TranslationModel.h"

#include <QBoxLayout>
#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace gatehouse {

TranslationTab::TranslationTab(qsizetype field, QWidget *parent)
    : RecordPart(parent)
    , m_field(field)
    , m_model(new TranslationModel(this))
    , m_table(new EditTable(tr("Translation")))
{
    auto *delegate = new CellDelegate(Qt::UserRole, m_table);
    m_table->setModel(m_model);
    m_table->setItemDelegate(delegate);
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(TranslationModel::LanguageName, 150);
    header->resizeSection(TranslationModel::Title, 150);
    header->setSectionResizeMode(TranslationModel::Description, QHeaderView::Stretch);
    header->resizeSection(TranslationModel::Missing, 150);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new HelpLabel(
        tr("What end users read when they are asked to share this. Where a text is missing, that of the base "
           "language stands in, then that of the default language, and at last the title on the form.")));
    layout->addWidget(m_table, 1);

    connect(delegate, &CellDelegate::closeEditor, this, &RecordPart::typingEnded);
    connect(m_model, &TranslationModel::edited, this,
            [this](const ResourceTexts &texts) { Q_EMIT edited(m_field, QVariant::fromValue(texts)); });
}

void TranslationTab::setLanguages(const QList<Language> &languages)
{
    m_model->setLanguages(languages);
}

void TranslationTab::display(const Record &record)
{
    m_model->setTexts(record.values.value(m_field).value<ResourceTexts>());
}

bool TranslationTab::focusColumn(const QString &column)
{
    if (column != "texts"_L1)
        return false;
    m_table->setFocus(Qt::OtherFocusReason);
    return true;
}

}
