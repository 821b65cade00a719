#include "ui/client/ClientList.h"

#include "ui/client/ClientLogos.h"
#include "ui/client/LogoDelegate.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/RowStyle.h"
#include "ui/common/SeverityDelegate.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QStyle>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int charactersOfId = 24;

std::optional<bool> yesNoOf(const KeyComboBox &box)
{
    return box.key().isEmpty() ? std::nullopt : std::optional(box.key() == "yes"_L1);
}

}

ClientList::ClientList(DatabaseThread &database, QWidget *parent)
    : QWidget(parent)
    , m_model(new ClientListModel(database, this))
    , m_search(new QLineEdit)
    , m_withProblems(new QCheckBox(tr("Has problem&s")))
    , m_table(new QTableView)
    , m_empty(new QLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(filterBar());
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 1);
    buildTable(database);
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
    m_empty->hide();
    connect(m_model, &ClientListModel::loaded, this, &ClientList::showEmpty);
}

QWidget *ClientList::filterBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins({});
    m_search->setPlaceholderText(tr("Search client ID or title"));
    m_search->setAccessibleName(tr("Search client applications"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icons::themed("search"), QLineEdit::LeadingPosition);
    layout->addWidget(m_search, 1);

    m_enabled = addFilter(bar, tr("Enabled"), tr("Not enabled"), tr("Enabled"));
    m_grantType = addFilter(bar, tr("Grant type"), {}, {});
    m_openId = addFilter(bar, tr("OpenID Connect"), tr("Without OpenID Connect"), tr("With OpenID Connect"));
    m_api = addFilter(bar, tr("API access"), tr("Without API access"), tr("With API access"));
    m_grantType->setItems(
        {{QString(), tr("Any grant type")},
         {grantTypeName(GrantType::ClientCredentials), grantTypeLabel(GrantType::ClientCredentials)},
         {grantTypeName(GrantType::AuthorizationCode), grantTypeLabel(GrantType::AuthorizationCode)}});
    layout->addWidget(m_withProblems);
    connect(m_search, &QLineEdit::textChanged, this, &ClientList::applyFilter);
    connect(m_withProblems, &QCheckBox::toggled, this, &ClientList::applyFilter);
    return bar;
}

KeyComboBox *ClientList::addFilter(QWidget *bar, const QString &label, const QString &off, const QString &on)
{
    auto *box = new KeyComboBox(bar);
    box->setToolTip(tr("Filter by %1").arg(label));
    // The text of the box says what it filters; a screen reader on X11 takes a combo box's name from its
    // label alone.
    auto *name = new QLabel(box->toolTip(), bar);
    name->setBuddy(box);
    name->hide();
    box->setMinimumContentsLength(8);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setItems({{QString(), tr("%1: any").arg(label)}, {u"yes"_s, on}, {u"no"_s, off}});
    bar->layout()->addWidget(box);
    connect(box, &KeyComboBox::keyChosen, this, &ClientList::applyFilter);
    return box;
}

void ClientList::buildTable(DatabaseThread &database)
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new SeverityDelegate(ClientListModel::SeverityRole, m_table));
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
    sizeColumns();

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (m_telling && current.isValid())
                    Q_EMIT rowChosen(current.data(ClientListModel::KeyRole).toString());
            });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ClientList::selectionChanged);
}

/// No wider than what they hold: the title has what is left.
void ClientList::sizeColumns()
{
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(int(store::ClientColumn::Title), QHeaderView::Stretch);
    const QFontMetrics metrics = m_table->fontMetrics();
    const auto size = [&](store::ClientColumn column, int content) {
        header->resizeSection(int(column), std::max(header->sectionSizeHint(int(column)), content));
    };
    size(store::ClientColumn::ClientId, metrics.averageCharWidth() * charactersOfId);
    size(store::ClientColumn::GrantType,
         metrics.horizontalAdvance(grantTypeLabel(GrantType::AuthorizationCode)) + metrics.height());
    for (const auto column :
         {store::ClientColumn::Enabled, store::ClientColumn::OpenIdConnect, store::ClientColumn::ApiAccess})
        size(column, 0);
    const int icon = m_table->style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, m_table);
    size(store::ClientColumn::Problems,
         metrics.horizontalAdvance(ClientListModel::tr("%n problem(s)", nullptr, 10)) + icon +
             metrics.height());
}

void ClientList::applyFilter()
{
    store::ClientFilter filter;
    filter.search = m_search->text().trimmed();
    filter.enabled = yesNoOf(*m_enabled);
    filter.grantType = grantTypeByName(m_grantType->key());
    filter.supportOpenId = yesNoOf(*m_openId);
    filter.supportApi = yesNoOf(*m_api);
    filter.withProblems = m_withProblems->isChecked();
    m_model->setFilter(filter);
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

void ClientList::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString ClientList::currentKey() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? current.data(ClientListModel::KeyRole).toString() : QString();
}

QStringList ClientList::selectedKeys() const
{
    QStringList keys;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        keys << index.data(ClientListModel::KeyRole).toString();
    return keys;
}

void ClientList::showCurrent(const QString &key)
{
    const QScopedValueRollback quiet(m_telling, false);
    const int row = m_model->rowOfKey(key);
    if (row < 0) {
        m_table->setCurrentIndex({});
        m_table->clearSelection();
    } else if (key != currentKey() || !m_table->selectionModel()->hasSelection()) {
        m_table->setCurrentIndex(m_model->index(row, std::max(0, m_table->currentIndex().column())));
    }
}

}
