#include "ui/records/RecordList.h"

#include "ui/common/Icons.h"
#include "ui/common/LineEdit.h"
#include "ui/records/RecordListModel.h"
#include "ui/tables/RowStyle.h"
#include "ui/tables/ScrollAnchor.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>

namespace gatehouse {

namespace {

constexpr int roomInFlag = 16;

}

RecordList::RecordList(RecordListModel &model, const RecordTexts &texts, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_search(new LineEdit)
    , m_view(new QTableView)
    , m_note(new QLabel)
    , m_noMatch(texts.noMatch)
{
    m_search->setPlaceholderText(texts.search);
    m_search->setAccessibleName(texts.search);
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icons::themed("search"), QLineEdit::LeadingPosition);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    buildView(texts.list);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_search);
    layout->addWidget(m_note);
    layout->addWidget(m_view, 1);

    connect(m_search, &QLineEdit::textChanged, &model, &RecordListModel::setSearch);
    connect(&model, &QAbstractItemModel::modelReset, this, &RecordList::showMatches);
    connect(&model, &RecordListModel::recordsComing, this,
            [this] { m_place = std::make_unique<ScrollAnchor>(*m_view); });
    connect(&model, &RecordListModel::recordsSet, this, [this] {
        showMatches();
        m_place.reset();
    });
    // Queued: a view that is still handling the click would select its row after all.
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RecordList::choose,
            Qt::QueuedConnection);
    showMatches();
}

RecordList::~RecordList() = default;

void RecordList::buildView(const QString &accessibleName)
{
    m_view->setModel(&m_model);
    m_view->setAccessibleName(accessibleName);
    styleRows(*m_view);
    m_view->setSelectionMode(QTableView::SingleSelection);
    m_view->setEditTriggers(QTableView::NoEditTriggers);
    buildHeader();
    m_view->setSortingEnabled(true);
}

/// Texts share what the flags leave.
void RecordList::buildHeader()
{
    QHeaderView *header = m_view->horizontalHeader();
    header->setSortIndicator(0, Qt::AscendingOrder);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (m_model.flagTexts(column).isEmpty())
            header->setSectionResizeMode(column, QHeaderView::Stretch);
        else
            header->resizeSection(column, widthOfFlag(column));
    }
}

int RecordList::widthOfFlag(int column) const
{
    int width = m_view->horizontalHeader()->sectionSizeHint(column);
    for (const QString &text : m_model.flagTexts(column))
        width = std::max(width, m_view->fontMetrics().horizontalAdvance(text));
    return width + roomInFlag;
}

void RecordList::choose()
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return;
    const QString key = m_model.rowAt(current.row()).key;
    if (key != m_marked)
        Q_EMIT chosen(key);
}

void RecordList::mark(const QString &key)
{
    m_marked = key;
    const int row = key.isEmpty() ? -1 : m_model.rowOfKey(key);
    if (row < 0) {
        m_view->clearSelection();
        m_view->setCurrentIndex({});
    } else if (row != m_view->currentIndex().row()) {
        m_view->selectRow(row);
        m_view->scrollTo(m_model.index(row, 0));
    }
}

void RecordList::showMatches()
{
    const bool isFruitless = !m_model.isEmpty() && m_model.rowCount() == 0;
    m_note->setText(m_noMatch.arg(m_search->text()));
    m_note->setVisible(isFruitless);
    mark(m_marked);
}

void RecordList::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

}
