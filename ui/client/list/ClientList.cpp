#include "ui/client/list/ClientList.h"

#include "domain/ClientField.h"
#include "ui/client/list/ClientFilterBar.h"
#include "ui/client/list/ClientLogos.h"
#include "ui/client/list/ClientRowSelection.h"
#include "ui/client/list/ListDelegates.h"
#include "ui/common/Workplace.h"
#include "ui/tables/RowStyle.h"
#include "ui/tables/ScrollAnchor.h"

#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QStyle>

namespace gatehouse {

namespace {

constexpr int charactersOfId = 24;
constexpr int charactersOfNarrowId = 20;
constexpr int charactersOfNarrowTitle = 26;
constexpr int leastCharactersOfTitle = 16;

}

ClientList::ClientList(const Workplace &workplace, QWidget *parent)
    : QWidget(parent)
    , m_model(new ClientListModel(workplace.database, this))
    , m_filters(new ClientFilterBar)
    , m_table(new ClientTable)
    , m_selection(new ClientRowSelection(*m_model, this))
    , m_count(new ClientCount(workplace, this))
    , m_empty(new QLabel)
    , m_counts(new QLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_filters);
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_counts);
    buildTable(workplace.database);
    connectSelection();
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    m_empty->hide();
    m_counts->setTextFormat(Qt::PlainText);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    connect(m_filters, &ClientFilterBar::changed, this, [this] { m_model->setFilter(m_filters->filter()); });
    connect(m_model, &ClientListModel::loaded, this, &ClientList::showLoaded);
    connect(m_model, &ClientListModel::followBegins, this, &ClientList::beginFollowing);
    connect(m_model, &ClientListModel::followed, this, &ClientList::endFollowing);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_model->isComplete())
            m_count->know(m_model->shownFilter(), m_model->rowCount());
    });
    connect(m_count, &ClientCount::changed, this, &ClientList::showCount);
    connect(m_count, &ClientCount::failed, this, &ClientList::failed);
}

ClientList::~ClientList() = default;

void ClientList::buildTable(DatabaseThread &database)
{
    m_table->setModel(m_model);
    m_table->setSelectionModel(m_selection);
    m_table->setItemDelegateForColumn(int(store::ClientColumn::Problems), new ProblemsDelegate(m_table));
    m_table->setItemDelegateForColumn(int(store::ClientColumn::ClientId), new DriftDelegate(m_table));
    auto *logos = new ClientLogos(database, this);
    m_table->setItemDelegateForColumn(int(store::ClientColumn::Title), new LogoDelegate(*logos, m_table));
    connect(logos, &ClientLogos::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    m_table->setAccessibleName(tr("Client applications"));
    m_table->setSelectionMode(QTableView::ExtendedSelection);
    m_table->setEditTriggers(QTableView::NoEditTriggers);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(int(store::ClientColumn::ClientId), Qt::AscendingOrder);
    m_table->viewport()->installEventFilter(this);
    styleRows(*m_table);
    // Room for the line beneath it in a window as small as before.
    m_table->setMinimumHeight(m_table->fontMetrics().height() * 3);
    sizeColumns();
}

void ClientList::connectSelection()
{
    connect(m_table, &ClientTable::allWanted, this, [this] {
        m_selection->selectAllMatching();
        showCount();
    });
    connect(m_selection, &QItemSelectionModel::currentRowChanged, this, &ClientList::followSoon);
    connect(m_selection, &QItemSelectionModel::selectionChanged, this, &ClientList::followSoon);
    connect(m_selection, &QItemSelectionModel::selectionChanged, this, &ClientList::showCount);
}

void ClientList::followSoon()
{
    if (!m_telling || m_isFollowing)
        return;
    m_isFollowing = true;
    QMetaObject::invokeMethod(this, &ClientList::follow, Qt::QueuedConnection);
}

/// The row that a person moved to is opened. When they take the open one out of what is selected, the first
/// that is left is opened instead: what is shown is always among what is acted upon.
void ClientList::follow()
{
    m_isFollowing = false;
    const int current = m_table->currentIndex().row();
    const int open = m_model->rowOfKey(m_open.key);
    if (isSelected(current)) {
        if (current != open)
            Q_EMIT rowChosen(m_model->rowAt(current).key);
    } else if (isSelected(open)) {
        return;
    } else if (m_selection->hasSelection()) {
        Q_EMIT rowChosen(m_selection->names().first().key);
    } else if (open >= 0) {
        showCurrent(m_open.key);
    }
}

bool ClientList::isSelected(int row) const
{
    return row >= 0 && m_selection->isRowSelected(row);
}

/// No wider than what they hold: the title has what is left.
void ClientList::sizeColumns()
{
    QHeaderView *header = m_table->horizontalHeader();
    const QFontMetrics metrics = m_table->fontMetrics();
    const auto size = [&](store::ClientColumn column, int content) {
        header->resizeSection(int(column), std::max(header->sectionSizeHint(int(column)), content));
    };
    size(store::ClientColumn::GrantType,
         metrics.horizontalAdvance(grantTypeLabel(GrantType::AuthorizationCode)) + metrics.height());
    for (const auto column :
         {store::ClientColumn::Enabled, store::ClientColumn::OpenIdConnect, store::ClientColumn::ApiAccess})
        size(column, 0);
    setNarrow(false);
}

/// The viewport paints the rows after this; who is connected through the event loop comes after them.
bool ClientList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && m_model->rowCount() > 0) {
        watched->removeEventFilter(this);
        Q_EMIT painted();
    }
    return QWidget::eventFilter(watched, event);
}

void ClientList::setNarrow(bool narrow)
{
    m_isNarrow = narrow;
    m_filters->setNarrow(narrow);
    QHeaderView *header = m_table->horizontalHeader();
    const int problems = int(store::ClientColumn::Problems);
    const int title = int(store::ClientColumn::Title);
    const int place = narrow ? int(store::ClientColumn::ClientId) + 1 : header->count() - 1;
    header->moveSection(header->visualIndex(problems), place);
    header->setSectionResizeMode(title, QHeaderView::Interactive);
    const int character = m_table->fontMetrics().averageCharWidth();
    header->resizeSection(int(store::ClientColumn::ClientId),
                          character * (narrow ? charactersOfNarrowId : charactersOfId));
    header->resizeSection(problems,
                          std::max(header->sectionSizeHint(problems), narrow ? 0 : problemsWidth()));
    header->resizeSection(title, character * charactersOfNarrowTitle);
    sizeTitle();
}

/// It has what the other columns leave; where that is too little, the table scrolls.
void ClientList::sizeTitle()
{
    if (m_isNarrow)
        return;
    QHeaderView *header = m_table->horizontalHeader();
    const int title = int(store::ClientColumn::Title);
    const int least = m_table->fontMetrics().averageCharWidth() * leastCharactersOfTitle;
    const int left = m_table->viewport()->width() - (header->length() - header->sectionSize(title));
    header->setSectionResizeMode(title, left < least ? QHeaderView::Interactive : QHeaderView::Stretch);
    if (left < least)
        header->resizeSection(title, least);
}

void ClientList::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    sizeTitle();
}

int ClientList::problemsWidth() const
{
    const QFontMetrics metrics = m_table->fontMetrics();
    const int icon = m_table->style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, m_table);
    return metrics.horizontalAdvance(ClientListModel::tr("%n problem(s)", nullptr, 10)) + icon +
           metrics.height();
}

int ClientList::heightOf(int rows) const
{
    const int table = m_table->horizontalHeader()->sizeHint().height() +
                      rows * m_table->verticalHeader()->defaultSectionSize() + 2 * m_table->frameWidth();
    const int spacing = layout()->spacing();
    return m_filters->sizeHint().height() + spacing + table + spacing + m_counts->sizeHint().height();
}

int ClientList::narrowWidth() const
{
    const QHeaderView *header = m_table->horizontalHeader();
    const int scrollBar = style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    int width = scrollBar + 2 * m_table->frameWidth();
    for (const auto column :
         {store::ClientColumn::ClientId, store::ClientColumn::Problems, store::ClientColumn::Title})
        width += header->sectionSize(int(column));
    return width;
}

void ClientList::showLoaded()
{
    showEmpty();
    if (isHidden())
        Q_EMIT painted(); // nobody waits for what is folded away
    knowCount();
}

void ClientList::knowCount()
{
    if (m_model->isComplete())
        m_count->know(m_model->shownFilter(), m_model->rowCount());
    else
        m_count->ask(m_model->shownFilter());
}

/// A view makes another row current when that one goes, as if a person had moved there.
void ClientList::beginFollowing()
{
    m_telling = false;
    m_place = std::make_unique<ScrollAnchor>(*m_table);
    m_currentBefore = m_table->currentIndex();
}

void ClientList::endFollowing()
{
    showEmpty();
    if (m_model->rowOfKey(m_open.key) >= 0 && !m_selection->hasSelection())
        showCurrent(m_open.key);
    else if (m_table->currentIndex() != m_currentBefore)
        m_selection->setCurrentIndex(m_currentBefore, QItemSelectionModel::NoUpdate);
    if (!m_table->currentIndex().isValid()) // all rows were replaced
        m_selection->setCurrentIndex(m_model->index(m_model->rowOfKey(m_open.key), 0),
                                     QItemSelectionModel::NoUpdate);
    m_place.reset();
    m_telling = true;
    knowCount();
    showCount();
}

void ClientList::showCount()
{
    m_target = foundTarget();
    m_counts->setText(countText());
    Q_EMIT selectionChanged();
}

QString ClientList::countText() const
{
    const QLocale locale;
    const bool isShown = m_selection->hasSelection();
    QString text;
    if (m_count->total() && isShown && m_target.isCounted())
        text =
            tr("%1 of %2 selected").arg(locale.toString(m_target.count), locale.toString(*m_count->total()));
    else if (m_count->total())
        text = tr("%Ln client application(s)", nullptr, *m_count->total());
    else
        text = tr("Counting…");
    if (!isShown && !m_open.key.isEmpty() && m_model->rowOfKey(m_open.key) < 0)
        text += tr(" · \"%1\" is open, but not in this list").arg(m_open.clientId);
    return text;
}

void ClientList::setOpen(const store::ClientName &open)
{
    if (m_open == open)
        return;
    m_open = open;
    showCount();
}

ClientTarget ClientList::foundTarget() const
{
    if (m_selection->isAllMatching() && !m_model->isComplete()) {
        const QSet<QString> &exceptions = m_selection->exceptions();
        ClientTarget matching;
        matching.clients = ClientSelection::matching(m_model->shownFilter(), exceptions);
        matching.count = m_count->total() ? *m_count->total() - int(exceptions.size()) : -1;
        return matching;
    }
    if (const QList<store::ClientName> selected = m_selection->names(); !selected.isEmpty())
        return ClientTarget(selected);
    return m_open.key.isEmpty() ? ClientTarget() : ClientTarget(QList{m_open});
}

void ClientList::showEmpty()
{
    const bool isEmpty = m_model->rowCount() == 0;
    if (isEmpty)
        Q_EMIT painted();
    m_table->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_empty->setText(m_model->filter() == store::ClientFilter()
                         ? tr("No client applications yet. Choose Add to make the first one, or Import to "
                              "take them from a file.")
                         : tr("No client application matches. Clear the search or a filter to see more."));
}

void ClientList::setHasServers(bool hasServers)
{
    m_filters->setHasServers(hasServers);
}

void ClientList::focusSearch()
{
    m_filters->focusSearch();
}

void ClientList::showCurrent(const QString &key)
{
    const QScopedValueRollback quiet(m_telling, false);
    const int row = m_model->rowOfKey(key);
    if (row < 0) {
        m_selection->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
        if (key.isEmpty() ||
            !m_selection->isAllMatching()) // of all that match it may be one that was not read
            m_selection->clearSelection();
    } else {
        const QModelIndex index = m_model->index(row, std::max(0, m_table->currentIndex().column()));
        if (!isSelected(row)) // apart: to make the row current that is current already selects nothing
            m_selection->select(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        m_selection->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    }
}

void ClientTable::mousePressEvent(QMouseEvent *event)
{
    m_pressed = isPlain(*event)
                    ? indexAt(event->position().toPoint()).data(ClientListModel::KeyRole).toString()
                    : QString();
    m_pressedAt = event->globalPosition();
    QTableView::mousePressEvent(event);
}

void ClientTable::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const QPointF moved = event->globalPosition() - m_pressedAt;
    if (!isPlain(*event) || m_pressed.isEmpty() ||
        moved.manhattanLength() >= QApplication::startDragDistance())
        return;
    const QModelIndexList pressed =
        model()->match(model()->index(0, 0), ClientListModel::KeyRole, m_pressed, 1, Qt::MatchExactly);
    if (!pressed.isEmpty())
        selectionModel()->select(pressed.first(),
                                 QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

bool ClientTable::isPlain(const QMouseEvent &event)
{
    return event.button() == Qt::LeftButton && event.modifiers() == Qt::NoModifier;
}

}
