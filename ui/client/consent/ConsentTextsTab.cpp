#include "ui/client/consent/ConsentTextsTab.h"

#include "draft/ClientDraft.h"
#include "draft/ConsentTextTable.h"
#include "ui/client/DraftDialog.h"
#include "ui/client/DraftHistory.h"
#include "ui/client/ValidationController.h"
#include "ui/client/consent/ConsentTextMerge.h"
#include "ui/client/consent/CopyTextsDialog.h"
#include "ui/common/Icons.h"
#include "ui/common/MarkedTextEdit.h"
#include "ui/common/Question.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/layout/FlowLayout.h"
#include "ui/tables/RowStyle.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>

namespace gatehouse {

namespace {

/// A text that does not apply looks as what is disabled does.
class ConsentTextDelegate : public SeverityDelegate
{
public:
    explicit ConsentTextDelegate(QObject *parent) : SeverityDelegate(DraftTable::SeverityRole, parent) {}

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        SeverityDelegate::initStyleOption(option, index);
        const auto &texts = static_cast<const ConsentTextTable &>(*index.model());
        if (!texts.isText(index) || texts.flags(index).testFlag(Qt::ItemIsEditable))
            return;
        option->palette.setBrush(QPalette::Text, option->palette.brush(QPalette::Disabled, QPalette::Text));
        option->backgroundBrush = option->palette.brush(QPalette::Disabled, QPalette::Window);
    }
};

}

ConsentTextsTab::ConsentTextsTab(DatabaseThread &database, ClientDraft &draft,
                                 ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_database(database)
    , m_draft(draft)
    , m_validation(validation)
    , m_texts(draft.consentTexts())
    , m_reason(new QLabel)
    , m_table(new QTableView)
    , m_chosen(new QLabel)
    , m_editor(new MarkedTextEdit)
    , m_hint(new QLabel)
    , m_fill(new QPushButton(icons::themed("edit-paste"), tr("Fill in from &another language")))
    , m_copy(new QPushButton(icons::themed("edit-copy"), tr("Co&py texts from another client")))
{
    ReadOnlyGuard::keepsInDraft(*this);
    buildTable();
    buildEditor();
    m_reason->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_reason);
    layout->addWidget(m_table, 3);
    layout->addLayout(editorHeading());
    layout->addWidget(m_editor, 2);
    layout->addWidget(m_hint);
    layout->addLayout(buildButtons());

    connect(&validation, &ValidationController::validated, this, &ConsentTextsTab::showState);
    connect(&m_texts, &QAbstractItemModel::modelAboutToBeReset, this, &ConsentTextsTab::keepCell);
    connect(&m_texts, &QAbstractItemModel::modelReset, this, &ConsentTextsTab::chooseKept);
    chooseKept();
    showState();
}

void ConsentTextsTab::buildTable()
{
    m_table->setModel(&m_texts);
    m_table->setItemDelegate(new ConsentTextDelegate(m_table));
    m_table->setAccessibleName(fieldLabel(ClientField::ConsentTexts));
    m_table->setSelectionMode(QTableView::SingleSelection);
    m_table->setEditTriggers(QTableView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setMinimumHeight(110);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 10);
    QHeaderView *header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(ConsentTextTable::LanguageName, QHeaderView::Interactive);
    header->setSectionResizeMode(ConsentTextTable::Missing, QHeaderView::Interactive);
    m_table->setColumnWidth(ConsentTextTable::LanguageName, 160);
    m_table->setColumnWidth(ConsentTextTable::Missing, 190);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_draft.endTyping();
        showState();
    });
    connect(m_table, &QTableView::activated, m_editor, [this] { m_editor->setFocus(Qt::OtherFocusReason); });
}

void ConsentTextsTab::buildEditor()
{
    ReadOnlyGuard::holdFields(*m_editor);
    m_editor->setTabChangesFocus(true);
    m_editor->setUndoRedoEnabled(false);
    m_editor->setMinimumHeight(60);
    m_editor->installEventFilter(new TypingFilter(m_draft, m_editor));
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &ConsentTextsTab::write);
}

QLayout *ConsentTextsTab::editorHeading()
{
    auto *label = new QLabel(tr("Te&xt:"));
    label->setBuddy(m_editor);
    auto *heading = new QHBoxLayout;
    heading->addWidget(label);
    heading->addWidget(m_chosen, 1);
    return heading;
}

QLayout *ConsentTextsTab::buildButtons()
{
    auto *menu = new QMenu(m_fill);
    connect(menu, &QMenu::aboutToShow, this, &ConsentTextsTab::showFillMenu);
    m_fill->setMenu(menu);
    connect(m_copy, &QPushButton::clicked, this, &ConsentTextsTab::chooseClient);
    auto *buttons = new FlowLayout;
    buttons->addWidget(m_fill);
    buttons->addWidget(m_copy);
    return buttons;
}

void ConsentTextsTab::keepCell()
{
    const QModelIndex cell = m_table->currentIndex();
    m_keptTag = cell.isValid() ? m_texts.tagAt(cell.row()) : QString();
    m_keptColumn = cell.column();
}

void ConsentTextsTab::chooseKept()
{
    QModelIndex cell = m_texts.index(0, ConsentTextTable::Profile);
    for (int row = 0; row < m_texts.rowCount(); ++row) {
        if (m_keptColumn >= 0 && m_texts.tagAt(row) == m_keptTag)
            cell = m_texts.index(row, m_keptColumn);
    }
    m_table->setCurrentIndex(cell);
}

void ConsentTextsTab::showFillMenu()
{
    QMenu *menu = m_fill->menu();
    menu->clear();
    const QPersistentModelIndex cell = m_table->currentIndex();
    for (const int source : m_texts.sourcesFor(cell.row())) {
        const QPersistentModelIndex from = m_texts.index(source, ConsentTextTable::LanguageName);
        menu->addAction(from.data().toString(), this, [this, cell, from] {
            if (cell.isValid() && from.isValid())
                m_texts.fillIn(cell.row(), from.row());
        });
    }
}

void ConsentTextsTab::chooseClient()
{
    auto *dialog = new CopyTextsDialog(m_database, m_draft.stored().clientId, this);
    connect(dialog, &CopyTextsDialog::chosen, this, &ConsentTextsTab::takeTexts);
    openAbout(m_draft, dialog);
}

void ConsentTextsTab::takeTexts(const QString &clientId, const ConsentTextMap &texts)
{
    const ConsentTextMap own = m_texts.texts();
    const int lost = overwrittenBy(own, texts);
    if (lost == 0)
        return m_texts.setTexts(merged(own, texts, Overwrite::Yes));
    const Question question{
        .title = tr("Copy texts"),
        .text =
            tr("Overwrite %n text(s) with those of client application \"%1\"?", nullptr, lost).arg(clientId),
        .details = tr("Undo brings them back until you save."),
        .buttons = {tr("Overwrite %n text(s)", nullptr, lost), tr("Fill in empty texts only"), tr("Cancel")},
        .destructive = 0};
    question.ask(this, [this, own, texts, subject = m_draft.subject()](int answer) {
        if ((answer == 0 || answer == 1) && m_draft.subject() == subject)
            m_texts.setTexts(merged(own, texts, answer == 0 ? Overwrite::Yes : Overwrite::No));
    });
}

void ConsentTextsTab::showState()
{
    const rules::FieldState state = m_validation.stateOf(ClientField::ConsentTexts);
    const bool editable = m_draft.isOpen() && state.isEditable();
    m_table->setEnabled(m_draft.isOpen());
    m_copy->setEnabled(editable);
    const QModelIndex cell = m_table->currentIndex();
    m_fill->setEnabled(editable && cell.isValid() && !m_texts.sourcesFor(cell.row()).isEmpty());
    m_reason->setText(m_texts.rowCount() == 0
                          ? tr("No languages yet. Add one on the page Languages under Settings.")
                          : tr("%1 The texts are kept, but not shown to anybody.").arg(state.reason));
    m_reason->setVisible(m_draft.isOpen() && (!editable || m_texts.rowCount() == 0));
    showCell();
}

void ConsentTextsTab::showCell()
{
    const QModelIndex cell = m_table->currentIndex();
    const QString text = m_texts.isText(cell) ? cell.data(Qt::EditRole).toString() : QString();
    const QSignalBlocker blocker(m_editor);
    if (m_editor->text() != text)
        m_editor->setPlainText(text);
    const QString reason = m_texts.reasonAgainst(cell);
    m_editor->setEnabled(m_draft.isOpen() && reason.isEmpty());
    if (cell.isValid() && m_texts.isText(cell)) {
        m_chosen->setText(
            tr("%1 in %2")
                .arg(m_texts.headerData(cell.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                     m_texts.languageAt(cell.row()).nativeName));
        const bool isRightToLeft = m_texts.languageAt(cell.row()).rightToLeft;
        m_editor->setLayoutDirection(isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    }
    const QString findings = textOf(m_texts.findings(cell));
    const QString help = tr("{client} becomes the title of the client application, {user} the name of the "
                            "user. Without a text another language or a built-in text stands in.");
    m_hint->setText(!reason.isEmpty() ? reason : !findings.isEmpty() ? findings : help);
    m_hint->setForegroundRole(findings.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
    m_editor->setAccessibleDescription(m_hint->text());
}

void ConsentTextsTab::write()
{
    m_texts.setData(m_table->currentIndex(), m_editor->text(), Qt::EditRole);
}

void ConsentTextsTab::focusRow(int row)
{
    for (int candidate = 0; candidate < m_texts.rowCount() && row < 0; ++candidate) {
        for (const int column : {ConsentTextTable::Profile, ConsentTextTable::Email, ConsentTextTable::Api}) {
            const QModelIndex cell = m_texts.index(candidate, column);
            if (!m_texts.findings(cell).isEmpty()) {
                m_table->setCurrentIndex(cell);
                return m_editor->setFocus(Qt::OtherFocusReason);
            }
        }
    }
    const QStringList tags = m_draft.normalized().consentTexts.keys();
    for (int shown = 0; row >= 0 && row < tags.size() && shown < m_texts.rowCount(); ++shown) {
        if (m_texts.tagAt(shown) == tags.at(row))
            m_table->setCurrentIndex(m_texts.index(shown, ConsentTextTable::Profile));
    }
    m_table->setFocus(Qt::OtherFocusReason);
}

}
