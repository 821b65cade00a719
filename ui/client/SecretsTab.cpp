#include "ui/client/SecretsTab.h"

#include "ui/client/AddSecretDialog.h"
#include "ui/client/ClientDraft.h"
#include "ui/client/SecretListModel.h"
#include "ui/client/ValidationController.h"
#include "ui/common/Icons.h"
#include "ui/common/Question.h"
#include "ui/common/SeverityDelegate.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace gatehouse {

SecretsTab::SecretsTab(ClientDraft &draft, ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_model(new SecretListModel(draft, validation, this))
    , m_add(new QPushButton(icons::themed("list-add"), tr("Add &secret")))
    , m_remove(new QPushButton(icons::themed("list-remove"), tr("Re&move secret")))
    , m_list(new QTableView)
    , m_empty(new QLabel(tr(
          "No secrets yet. Add one: the client application proves by it who it is. Several may be in use at "
          "once, so that a new one can be handed over before the old one goes.")))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new SeverityDelegate(SecretListModel::SeverityRole, m_list));
    m_list->setAccessibleName(tr("Secrets"));
    m_list->setSelectionBehavior(QTableView::SelectRows);
    m_list->setTabKeyNavigation(false);
    m_list->verticalHeader()->hide();
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->horizontalHeader()->setSectionResizeMode(SecretListModel::Description, QHeaderView::Stretch);
    m_list->horizontalHeader()->setMinimumSectionSize(110);
    m_list->setColumnWidth(SecretListModel::LastFour, 150);
    m_list->setColumnWidth(SecretListModel::Status, 150);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(buttons);
    layout->addWidget(m_empty);
    layout->addWidget(m_list, 1);
    layout->addStretch();

    connect(m_add, &QPushButton::clicked, this, &SecretsTab::addSecret);
    connect(m_remove, &QPushButton::clicked, this, &SecretsTab::removeSelected);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SecretsTab::showState);
    connect(&validation, &ValidationController::validated, this, &SecretsTab::showState);
    showState();
}

void SecretsTab::addSecret()
{
    const QString title = m_draft.typed().title.isEmpty() ? m_draft.typed().clientId : m_draft.typed().title;
    auto *dialog = new AddSecretDialog(title.isEmpty() ? tr("the client application") : title, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_model->add(dialog->secret()); });
    dialog->open();
}

void SecretsTab::removeSelected()
{
    QList<int> rows;
    QStringList names;
    for (const QModelIndex &index : m_list->selectionModel()->selectedRows()) {
        rows << index.row();
        names << tr("…%1").arg(m_model->secretAt(index.row()).lastFour);
    }
    const Question question{.title = tr("Remove secret"),
                            .text = tr("Remove secret %1?").arg(names.join(", "_L1)),
                            .details = tr("Programs that still use it are refused as soon as you save."),
                            .buttons = {tr("Remove secret %1").arg(names.join(", "_L1)), tr("Cancel")},
                            .destructive = 0};
    question.ask(this, [this, rows](int answer) {
        if (answer == 0)
            m_model->removeRowsAt(rows);
    });
}

void SecretsTab::showState()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_list->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_add->setEnabled(m_draft.isOpen());
    m_remove->setEnabled(m_draft.isOpen() && m_list->selectionModel()->hasSelection());
}

void SecretsTab::focusRow(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return m_add->setFocus(Qt::OtherFocusReason);
    m_list->setCurrentIndex(m_model->index(row, 0));
    m_list->setFocus(Qt::OtherFocusReason);
}

}
