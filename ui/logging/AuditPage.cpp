#include "ui/logging/AuditPage.h"

#include "store/AuditCheck.h"
#include "ui/common/Icons.h"
#include "ui/common/MessageBar.h"
#include "ui/common/RowStyle.h"
#include "ui/common/Workplace.h"
#include "ui/logging/AuditChangesModel.h"
#include "ui/logging/AuditListModel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QTimer>

namespace gatehouse {

namespace {

constexpr int typingPause = 200; ///< milliseconds

}

AuditPage::AuditPage(Workplace &workplace, QWidget *parent)
    : Page(parent)
    , m_workplace(workplace)
    , m_messages(new MessageBar)
    , m_search(new QLineEdit)
    , m_typed(new QTimer(this))
    , m_verify(new QPushButton(icons::themed("security-high"), tr("&Verify")))
    , m_hint(new QLabel)
    , m_model(new AuditListModel(workplace.database, this))
    , m_list(new QTableView)
    , m_changesModel(new AuditChangesModel(this))
    , m_changes(new QTableView)
{
    build();
    m_typed->setSingleShot(true);
    m_typed->setInterval(typingPause);
    connect(m_search, &QLineEdit::textChanged, m_typed, qOverload<>(&QTimer::start));
    connect(m_typed, &QTimer::timeout, this, &AuditPage::refresh);
    connect(m_verify, &QPushButton::clicked, this, &AuditPage::verify);
    connect(m_model, &AuditListModel::loaded, this, &AuditPage::showState);
    connect(m_model, &AuditListModel::failed, m_messages, &MessageBar::showError);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AuditPage::showSelected);
}

void AuditPage::build()
{
    m_hint->setWordWrap(true);
    m_search->setClearButtonEnabled(true);
    m_search->setPlaceholderText(tr("Name, user ID or value"));
    auto *label = new QLabel(tr("Searc&h:"));
    label->setBuddy(m_search);
    m_verify->setToolTip(tr("Checks that no entry was altered or removed"));

    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Audit trail"));
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    styleRows(*m_list);
    m_changes->setModel(m_changesModel);
    m_changes->setAccessibleName(tr("Changes of the selected entry"));
    styleRows(*m_changes);
    for (QTableView *table : {m_list, m_changes}) {
        table->horizontalHeader()->setDefaultSectionSize(200);
        table->horizontalHeader()->setStretchLastSection(true);
    }

    auto *top = new QHBoxLayout;
    top->addWidget(label);
    top->addWidget(m_search, 1);
    top->addWidget(m_verify);
    auto *tables = new QSplitter(Qt::Vertical);
    tables->addWidget(m_list);
    tables->addWidget(m_changes);
    tables->setStretchFactor(0, 2);
    tables->setStretchFactor(1, 1);
    tables->setChildrenCollapsible(false);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addWidget(m_hint);
    layout->addLayout(top);
    layout->addWidget(tables, 1);
}

void AuditPage::refresh()
{
    m_model->show({{}, m_search->text().trimmed()});
}

void AuditPage::trigger(Action action)
{
    if (action != Action::Find)
        return;
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void AuditPage::showSelected()
{
    const QModelIndexList rows = m_list->selectionModel()->selectedRows();
    m_changesModel->setChanges(rows.isEmpty() ? QList<AuditChange>()
                                              : audit::changesOf(m_model->at(rows.first().row())));
}

void AuditPage::showState()
{
    if (m_model->rowCount() > 0)
        m_hint->setText(
            tr("What was changed or handed out, and by whom. Select an entry to see its changes."));
    else if (m_model->filter().text.isEmpty())
        m_hint->setText(tr("Nothing was changed since there is an audit trail."));
    else
        m_hint->setText(tr("No entry has that text. Change the search, or clear it."));
    showSelected();
}

void AuditPage::verify()
{
    m_verify->setEnabled(false);
    m_messages->dismiss();
    const auto check = [](Database &database, const Progress &progress) {
        return store::checkAuditTrail(database, progress)
            .and_then([](const store::AuditCheck &found) -> Result<QString> {
                if (!found.isWhole())
                    return fail(Error::Kind::Rule, found.fault);
                return tr("The audit trail is whole: %n entries. Hash of the last: %1", nullptr,
                          int(found.entries))
                    .arg(found.lastHash);
            });
    };
    m_workplace.tasks.start(m_workplace.databaseTask(tr("Verify the audit trail"), check, true), this,
                            [this](const Result<QString> &outcome) {
                                m_verify->setEnabled(true);
                                if (outcome)
                                    m_messages->showText(MessageBar::Positive, *outcome);
                                else
                                    m_messages->showError(outcome.error());
                            });
}

}
