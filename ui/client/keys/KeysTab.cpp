#include "ui/client/keys/KeysTab.h"

#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "ui/client/DraftDialog.h"
#include "ui/client/ValidationController.h"
#include "ui/client/form/FormBinder.h"
#include "ui/client/keys/AddKeyDialog.h"
#include "ui/client/keys/KeyListModel.h"
#include "ui/client/keys/KeyPairDialog.h"
#include "ui/client/keys/KeyWork.h"
#include "ui/layout/ButtonRow.h"
#include "ui/records/FieldForm.h"
#include "ui/records/FieldLayout.h"
#include "ui/tables/RowStyle.h"
#include "ui/tables/Selection.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>

namespace gatehouse {

KeysTab::KeysTab(ClientDraft &draft, ValidationController &validation, const Workplace &workplace,
                 QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_validation(validation)
    , m_workplace(workplace)
    , m_model(new KeyListModel(draft, validation, this))
    , m_list(new QTableView)
    , m_uri(new FieldForm)
    , m_reason(new QLabel)
    , m_note(new QLabel)
    , m_empty(new QLabel(tr("No keys yet. Add the public key or certificate of the client application, "
                            "generate a pair, or enter the JWKS URI where its keys are.")))
{
    buildUri();
    buildList();
    auto *buttons = new ButtonRow;
    m_add = buttons->add("list-add", tr("A&dd key from file..."), this, &KeysTab::addFromFile);
    m_generate = buttons->add("password-generate", tr("Generate key pa&ir..."), this, &KeysTab::generate);
    m_remove = buttons->add("list-remove", tr("Re&move key"), this, &KeysTab::removeSelected);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_note->setTextFormat(Qt::PlainText);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_reason);
    layout->addWidget(m_uri);
    layout->addLayout(buttons);
    for (QLabel *label : {m_reason, m_note, m_empty})
        label->setWordWrap(true);
    layout->addWidget(m_note);
    layout->addWidget(m_empty);
    layout->addWidget(m_list, 1);
    layout->addStretch();

    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &KeysTab::showState);
    connect(m_model, &QAbstractItemModel::modelReset, this, &KeysTab::showState);
    connect(&draft, &ClientDraft::changed, this, [this] { showNote({}); });
    connect(&validation, &ValidationController::validated, this, &KeysTab::showState);
    validation.tellAgain();
    showNote({});
}

void KeysTab::buildUri()
{
    auto *rows = new FieldLayout(m_uri->widget(), FieldLayout::Narrow);
    m_uri->addText(
        *rows, QString::fromLatin1(fieldInfo(ClientField::JwksUri).name), tr("JWKS &URI"),
        tr("Where servers fetch the public keys. Then a key that is replaced there needs no change "
           "here."));
    rows->setRowStretch(rows->rowCount(), 1);
    new FormBinder(*m_uri, m_draft, m_validation);
    m_uri->setSizeAdjustPolicy(QScrollArea::AdjustToContents);
    m_uri->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void KeysTab::buildList()
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SeverityDelegate(TextListTable::SeverityRole, m_list));
    m_list->setAccessibleName(fieldLabel(ClientField::Keys));
    styleRows(*m_list);
    m_list->horizontalHeader()->setSectionResizeMode(KeyListModel::Problems, QHeaderView::Stretch);
    m_list->setColumnWidth(KeyListModel::Kind, 110);
    m_list->setColumnWidth(KeyListModel::KeyId, 120);
    m_list->setColumnWidth(KeyListModel::Thumbprint, 180);
    m_list->setColumnWidth(KeyListModel::Expires, 140);
}

void KeysTab::addFromFile()
{
    auto *dialog = new AddKeyDialog(this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        keywork::read(m_workplace, dialog->path(), this,
                      [this, subject = m_draft.subject()](const Result<QStringList> &keys) {
                          if (!keys)
                              Q_EMIT failed(keys.error());
                          else if (m_draft.subject() == subject)
                              addKeys(*keys);
                      });
    });
    openAbout(m_draft, dialog);
}

void KeysTab::generate()
{
    auto *dialog = new KeyPairDialog(m_workplace, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { addKeys({dialog->publicKey()}); });
    openAbout(m_draft, dialog);
}

void KeysTab::addKeys(const QStringList &keys)
{
    const int added = m_model->add(keys);
    const int known = int(keys.size()) - added;
    QStringList notes;
    if (added > 1)
        notes << tr("%n key(s) added.", nullptr, added);
    if (known > 0)
        notes << tr("%n key(s) left out, because they stand in the list already.", nullptr, known);
    showNote(notes.join(u' '));
}

void KeysTab::removeSelected()
{
    m_model->remove(selectedRows(*m_list));
    m_add->setFocus(Qt::OtherFocusReason);
}

void KeysTab::showNote(const QString &text)
{
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void KeysTab::showState()
{
    const rules::FieldState state = m_validation.stateOf(ClientField::Keys);
    const bool editable = m_draft.isOpen() && state.isEditable();
    const bool isEmpty = m_model->rowCount() == 0;
    m_uri->setVisible(editable); // else its reason would say the same once more
    m_add->setEnabled(editable);
    m_generate->setEnabled(editable);
    m_remove->setEnabled(editable && m_list->selectionModel()->hasSelection());
    m_list->setEnabled(editable);
    m_list->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty && editable);
    m_reason->setText(isEmpty ? state.reason
                              : tr("%1 The keys are kept, but not exported.").arg(state.reason));
    m_reason->setVisible(m_draft.isOpen() && !editable);
}

void KeysTab::focusRow(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return m_add->setFocus(Qt::OtherFocusReason);
    m_list->setCurrentIndex(m_model->index(row, 0));
    m_list->setFocus(Qt::OtherFocusReason);
}

void KeysTab::focusUri()
{
    m_uri->focusColumn(QString::fromLatin1(fieldInfo(ClientField::JwksUri).name));
}

}
