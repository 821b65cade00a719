#include "ui/client/consent/ConsentTextsTab.h"

#include "ui/client/ClientDraft.h"
#include "ui/client/DraftDialog.h"
#include "ui/client/ValidationController.h"
#include "ui/client/consent/ConsentTextMerge.h"
#include "ui/client/consent/ConsentTextsModel.h"
#include "ui/client/consent/CopyTextsDialog.h"
#include "ui/client/form/TypingFilter.h"
#include "ui/common/Icons.h"
#include "ui/common/MarkedTextEdit.h"
#include "ui/common/Question.h"
#include "ui/common/SeverityDelegate.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// Not toPlainText(): that makes plain spaces of those that keep words together, as French sets before a
/// colon.
QString textIn(const QPlainTextEdit &editor)
{
    QString text = editor.document()->toRawText();
    for (const QChar separator : {QChar(QChar::ParagraphSeparator), QChar(QChar::LineSeparator)})
        text.replace(separator, u'\n');
    return text;
}

}

ConsentTextsTab::ConsentTextsTab(DatabaseThread &database, ClientDraft &draft,
                                 ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_database(database)
    , m_draft(draft)
    , m_validation(validation)
    , m_model(new ConsentTextsModel(draft, validation, this))
    , m_reason(new QLabel)
    , m_table(new QTableView)
    , m_chosen(new QLabel)
    , m_editor(new MarkedTextEdit)
    , m_hint(new QLabel)
    , m_fill(new QPushButton(icons::themed("edit-paste"), tr("Fill in from &another language")))
    , m_copy(new QPushButton(icons::themed("edit-copy"), tr("Co&py texts from another client")))
{
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
    connect(m_model, &QAbstractItemModel::modelReset, this, &ConsentTextsTab::chooseFirst);
    chooseFirst();
    showState();
}

void ConsentTextsTab::buildTable()
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new SeverityDelegate(ConsentTextsModel::SeverityRole, m_table));
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
    header->setSectionResizeMode(ConsentTextsModel::LanguageName, QHeaderView::Interactive);
    header->setSectionResizeMode(ConsentTextsModel::Missing, QHeaderView::Interactive);
    m_table->setColumnWidth(ConsentTextsModel::LanguageName, 160);
    m_table->setColumnWidth(ConsentTextsModel::Missing, 190);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_draft.endTyping();
        showState();
    });
    connect(m_table, &QTableView::activated, m_editor, [this] { m_editor->setFocus(Qt::OtherFocusReason); });
}

void ConsentTextsTab::buildEditor()
{
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
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_fill);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    return buttons;
}

void ConsentTextsTab::chooseFirst()
{
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, ConsentTextsModel::Profile));
}

void ConsentTextsTab::showFillMenu()
{
    QMenu *menu = m_fill->menu();
    menu->clear();
    const QPersistentModelIndex cell = m_table->currentIndex();
    for (const Language &source : m_model->sourcesFor(cell.row())) {
        menu->addAction(u"%1 (%2)"_s.arg(source.nativeName, source.tag), this, [this, cell, source] {
            if (cell.isValid())
                m_model->fillIn(cell.row(), source.tag);
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
    const ConsentTextMap own = m_draft.typed().consentTexts;
    const int lost = overwrittenBy(own, texts);
    if (lost == 0)
        return store(merged(own, texts, Overwrite::Yes));
    const Question question{
        .title = tr("Copy texts"),
        .text =
            tr("Overwrite %n text(s) with those of client application \"%1\"?", nullptr, lost).arg(clientId),
        .details = tr("Undo brings them back until you save."),
        .buttons = {tr("Overwrite %n text(s)", nullptr, lost), tr("Fill in empty texts only"), tr("Cancel")},
        .destructive = 0};
    question.ask(this, [this, own, texts, subject = m_draft.subject()](int answer) {
        if ((answer == 0 || answer == 1) && m_draft.subject() == subject)
            store(merged(own, texts, answer == 0 ? Overwrite::Yes : Overwrite::No));
    });
}

void ConsentTextsTab::store(const ConsentTextMap &texts)
{
    m_draft.endTyping();
    m_draft.set(ClientField::ConsentTexts, QVariant::fromValue(texts));
    m_draft.endTyping();
}

void ConsentTextsTab::showState()
{
    const rules::FieldState state = m_validation.stateOf(ClientField::ConsentTexts);
    const bool editable = m_draft.isOpen() && state.isEditable();
    m_table->setEnabled(m_draft.isOpen());
    m_copy->setEnabled(editable);
    const QModelIndex cell = m_table->currentIndex();
    m_fill->setEnabled(editable && cell.isValid() && !m_model->sourcesFor(cell.row()).isEmpty());
    m_reason->setText(m_model->rowCount() == 0
                          ? tr("No languages yet. Add one on the page Languages under Settings.")
                          : tr("%1 The texts are kept, but not shown to anybody.").arg(state.reason));
    m_reason->setVisible(m_draft.isOpen() && (!editable || m_model->rowCount() == 0));
    showCell();
}

void ConsentTextsTab::showCell()
{
    const QModelIndex cell = m_table->currentIndex();
    const QString text = m_model->isText(cell) ? cell.data(Qt::EditRole).toString() : QString();
    const QSignalBlocker blocker(m_editor);
    if (textIn(*m_editor) != text)
        m_editor->setPlainText(text);
    const QString reason = m_model->reasonAgainst(cell);
    m_editor->setEnabled(m_draft.isOpen() && reason.isEmpty());
    if (cell.isValid() && m_model->isText(cell)) {
        m_chosen->setText(
            tr("%1 in %2")
                .arg(m_model->headerData(cell.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                     m_model->languages().at(cell.row()).nativeName));
        const bool isRightToLeft = m_model->languages().at(cell.row()).rightToLeft;
        m_editor->setLayoutDirection(isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    }
    const QString findings = textOf(m_model->findings(cell));
    const QString help = tr("{client} becomes the title of the client application, {user} the name of the "
                            "user. Without a text another language or a built-in text stands in.");
    m_hint->setText(!reason.isEmpty() ? reason : !findings.isEmpty() ? findings : help);
    m_hint->setForegroundRole(findings.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
    m_editor->setAccessibleDescription(m_hint->text());
}

void ConsentTextsTab::write()
{
    m_model->setData(m_table->currentIndex(), textIn(*m_editor), Qt::EditRole);
}

void ConsentTextsTab::focusRow(int row)
{
    for (int candidate = 0; candidate < m_model->rowCount() && row < 0; ++candidate) {
        for (const int column :
             {ConsentTextsModel::Profile, ConsentTextsModel::Email, ConsentTextsModel::Api}) {
            const QModelIndex cell = m_model->index(candidate, column);
            if (!m_model->findings(cell).isEmpty()) {
                m_table->setCurrentIndex(cell);
                return m_editor->setFocus(Qt::OtherFocusReason);
            }
        }
    }
    const QStringList tags = m_draft.normalized().consentTexts.keys();
    for (int shown = 0; row >= 0 && row < tags.size() && shown < m_model->rowCount(); ++shown) {
        if (m_model->tagAt(shown) == tags.at(row))
            m_table->setCurrentIndex(m_model->index(shown, ConsentTextsModel::Profile));
    }
    m_table->setFocus(Qt::OtherFocusReason);
}

}
