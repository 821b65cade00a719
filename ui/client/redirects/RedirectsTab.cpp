#include "ui/client/redirects/RedirectsTab.h"

#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "ui/client/DraftHistory.h"
#include "ui/client/ValidationController.h"
#include "ui/common/Icons.h"
#include "ui/common/LineEdit.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/records/CellDelegate.h"
#include "ui/tables/RowStyle.h"
#include "ui/tables/Selection.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qsizetype mostNamed = 5;
constexpr int charactersOfServer = 24;

QString doubledText(const QStringList &doubled)
{
    const QString named = doubled.first(std::min(doubled.size(), mostNamed)).join(", "_L1);
    const QString text = RedirectsTab::tr("Left out, because it stands in the list already: %1").arg(named);
    return doubled.size() <= mostNamed
               ? text
               : RedirectsTab::tr("%1, and %n more", nullptr, int(doubled.size() - mostNamed)).arg(text);
}

/// One that was typed and added is seen in the list.
QString noteOf(const RedirectTable::Added &added)
{
    QStringList notes;
    if (added.rows > 1)
        notes << RedirectsTab::tr("%n redirect(s) added.", nullptr, added.rows);
    if (added.refused > 0)
        notes << RedirectsTab::tr("%n of them refused by the rules: see the list.", nullptr, added.refused);
    if (!added.doubled.isEmpty())
        notes << doubledText(added.doubled);
    return notes.join(u' ');
}

}

RedirectsTab::RedirectsTab(ClientField field, ClientDraft &draft, ValidationController &validation,
                           QWidget *parent)
    : QWidget(parent)
    , m_field(field)
    , m_draft(draft)
    , m_validation(validation)
    , m_table(draft.redirects(field))
    , m_entry(new LineEdit)
    , m_add(new QPushButton(icons::themed("list-add"), tr("A&dd redirect")))
    , m_remove(new QPushButton(icons::themed("list-remove"), tr("Re&move redirect")))
    , m_list(new QTableView)
    , m_reason(new QLabel)
    , m_note(new QLabel)
    , m_empty(new QLabel)
{
    ReadOnlyGuard::keepsInDraft(*this);
    auto *layout = new QVBoxLayout(this);
    buildEntry();
    buildList();
    auto *label = new QLabel(tr("New redirec&t:"));
    label->setBuddy(m_entry);
    auto *entry = new QHBoxLayout;
    entry->addWidget(label);
    entry->addWidget(m_entry, 1);
    entry->addWidget(m_add);
    entry->addWidget(m_remove);
    layout->addLayout(entry);
    layout->addWidget(m_reason);
    layout->addWidget(m_note);
    layout->addWidget(m_empty);
    layout->addWidget(m_list, 1);
    layout->addStretch();

    connect(&validation, &ValidationController::validated, this, &RedirectsTab::showState);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RedirectsTab::showState);
    connect(&m_table, &QAbstractItemModel::modelReset, this, &RedirectsTab::showState);
    connect(&m_table, &DraftTable::changed, this, [this] { showNote({}); });
    showState();
}

void RedirectsTab::buildEntry()
{
    ReadOnlyGuard::holdFields(*m_entry);
    m_entry->setPlaceholderText(
        tr("https://app.example.com/callback – paste several lines for several redirects"));
    m_reason->setWordWrap(true);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setText(
        m_field == ClientField::LoginRedirects
            ? tr("No login redirects yet. Add every address that users may come back to after signing in.")
            : tr("No logout redirects yet. Add addresses that users may come back to after signing out."));
    m_entry->installEventFilter(new TypingFilter(m_draft, this));
    m_entry->installEventFilter(this);
    connect(m_entry, &QLineEdit::returnPressed, this, &RedirectsTab::add);
    connect(m_entry, &QLineEdit::textChanged, this, &RedirectsTab::takeLines);
    connect(m_add, &QPushButton::clicked, this, &RedirectsTab::add);
    connect(m_remove, &QPushButton::clicked, this, &RedirectsTab::removeSelected);
}

void RedirectsTab::buildList()
{
    auto *delegate = new CellDelegate(m_list);
    connect(delegate, &CellDelegate::closeEditor, &m_draft, &ClientDraft::endTyping);
    m_list->setModel(&m_table);
    m_list->setItemDelegate(delegate);
    keepSelection(*m_list, m_table);
    m_list->setAccessibleName(fieldLabel(m_field));
    styleRows(*m_list);
    m_list->horizontalHeader()->setSectionResizeMode(RedirectTable::Text, QHeaderView::Stretch);
    m_list->setColumnWidth(RedirectTable::OnlyOn, fontMetrics().averageCharWidth() * charactersOfServer);
    m_list->installEventFilter(this);
}

void RedirectsTab::add()
{
    if (!m_entry->text().isEmpty())
        addText(m_entry->text());
}

void RedirectsTab::addText(const QString &text)
{
    const RedirectTable::Added added = m_table.addText(text);
    m_entry->clear();
    showNote(noteOf(added));
}

/// Lines go from the clipboard into the list: to lay out a hundred thousand of them in the entry takes
/// seconds.
bool RedirectsTab::pasteLines()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (!text.contains(u'\n') || m_entry->selectedText() != m_entry->text())
        return false;
    addText(text);
    return true;
}

/// Several lines that come in another way, as by dropping them.
void RedirectsTab::takeLines(const QString &text)
{
    if (text.contains(u'\n'))
        add();
    else
        showState();
}

void RedirectsTab::removeSelected()
{
    m_table.removeRowsAt(selectedRows(*m_list));
    m_entry->setFocus();
}

void RedirectsTab::showState()
{
    if (m_subject != m_draft.subject()) {
        m_subject = m_draft.subject();
        forgetEntry();
    }
    const rules::FieldState state = m_validation.stateOf(m_field);
    const bool editable = m_draft.isOpen() && state.isEditable();
    m_entry->setEnabled(editable);
    m_add->setEnabled(editable && !m_entry->text().isEmpty());
    m_remove->setEnabled(editable && m_list->selectionModel()->hasSelection());
    m_list->setEnabled(editable);
    m_list->setColumnHidden(RedirectTable::OnlyOn, m_table.servers().isEmpty() && !m_table.isAnyForOne());
    const bool isEmpty = m_table.rowCount() == 0;
    m_list->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty && editable);
    m_reason->setText(isEmpty ? state.reason
                              : tr("%1 The redirects are kept, but not exported.").arg(state.reason));
    m_reason->setVisible(m_draft.isOpen() && !editable);
}

/// What was typed and not added belongs to the client application that was shown before.
void RedirectsTab::forgetEntry()
{
    m_entry->clear();
    showNote({});
}

void RedirectsTab::showNote(const QString &text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

bool RedirectsTab::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (watched == m_entry && key->matches(QKeySequence::Paste) && pasteLines())
            return true;
        if (watched == m_list && key->matches(QKeySequence::Delete)) {
            removeSelected();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void RedirectsTab::focusRow(int row)
{
    const int tableRow = m_table.tableRows().value(row, -1);
    if (tableRow < 0)
        return m_entry->setFocus(Qt::OtherFocusReason);
    m_list->setCurrentIndex(m_table.index(tableRow, 0));
    m_list->setFocus(Qt::OtherFocusReason);
}

}
