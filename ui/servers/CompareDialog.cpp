#include "ui/servers/CompareDialog.h"

#include "services/servers/ServerPlanText.h"
#include "ui/common/DialogSize.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/common/RowStyle.h"
#include "ui/servers/ComparedClientsModel.h"
#include "ui/transfer/WorkProgress.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace gatehouse {

using State = store::ServerClientState;

namespace {

constexpr QSize initialSize(900, 700);
constexpr QLatin1StringView driftedKey("drifted");

QTableView *makeTable(QAbstractItemModel &model, const QString &accessibleName)
{
    auto *table = new QTableView;
    table->setModel(&model);
    table->setAccessibleName(accessibleName);
    styleRows(*table);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setMinimumHeight(table->fontMetrics().height() * 4);
    return table;
}

bool matches(const ComparedClient &client, const QString &filter)
{
    if (filter == driftedKey)
        return client.state != State::Same;
    return filter.isEmpty() || filter == store::toColumn(client.state);
}

}

CompareDialog::CompareDialog(const Workplace &workplace, ServerTarget target, ServerConnector connecting,
                             QWidget *parent)
    : ServerDialog(workplace, std::move(target), std::move(connecting), parent)
    , m_clients(new ComparedClientsModel(this))
    , m_differences(new DifferencesModel(this))
    , m_summary(new QLabel)
    , m_filter(new KeyComboBox)
    , m_note(new QLabel)
{
    setWindowTitle(tr("Compare with server"));
    auto *buttons = new QDialogButtonBox;
    buildButtons(*buttons);
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(buildClients());
    parts->addWidget(buildDifferences());
    parts->setChildrenCollapsible(false);
    build(buttons).addWidget(parts);
    resizeOnScreen(*this, initialSize);

    connect(m_filter, &KeyComboBox::keyChosen, this, &CompareDialog::showFiltered);
    connect(m_clientTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CompareDialog::showDifferences);
    connect(m_clientTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { showState(); });
    showComparison();
}

void CompareDialog::buildButtons(QDialogButtonBox &buttons)
{
    const auto add = [&](const QString &text, const char *icon) {
        auto *button = buttons.addButton(text, QDialogButtonBox::ActionRole);
        button->setIcon(icons::themed(icon));
        button->setAutoDefault(false);
        return button;
    };
    m_compare = add(tr("Compa&re"), "vcs-diff");
    m_compare->setAutoDefault(true);
    m_compare->setDefault(true);
    m_take = add(tr("&Take…"), "vcs-pull");
    m_push = add(tr("&Push…"), "vcs-push");
    m_save = add(tr("Save as te&xt…"), "document-save-as");
    auto *close = buttons.addButton(tr("Cl&ose"), QDialogButtonBox::RejectRole);
    close->setAutoDefault(false);

    connect(m_compare, &QPushButton::clicked, this, &CompareDialog::start);
    connect(m_take, &QPushButton::clicked, this,
            [this] { Q_EMIT takeWanted({.clientIds = selectedIds(false), .serverKey = m_comparedKey}); });
    connect(m_push, &QPushButton::clicked, this,
            [this] { Q_EMIT pushWanted({.clientIds = selectedIds(true), .serverKey = m_comparedKey}); });
    connect(m_save, &QPushButton::clicked, this, [this] {
        saveText(tr("Save the comparison"), tr("comparison-%1").arg(m_comparison->server),
                 [comparison = *m_comparison]() -> Result<QString> {
                     return serverplantext::ofComparison(comparison);
                 });
    });
}

QWidget *CompareDialog::buildClients()
{
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_filter->setItems({{QString(), tr("All")},
                        {driftedKey, tr("Drifted")},
                        {store::toColumn(State::Same), serverStateLabel(State::Same)},
                        {store::toColumn(State::Differs), serverStateLabel(State::Differs)},
                        {store::toColumn(State::OnlyHere), serverStateLabel(State::OnlyHere)},
                        {store::toColumn(State::OnlyThere), serverStateLabel(State::OnlyThere)}});
    auto *filterLabel = new QLabel(tr("Sho&w:"));
    filterLabel->setBuddy(m_filter);
    auto *head = new QHBoxLayout;
    head->addWidget(m_summary, 1);
    head->addWidget(filterLabel);
    head->addWidget(m_filter);

    m_clientTable = makeTable(*m_clients, tr("Compared client applications"));
    m_clientTable->setSelectionMode(QTableView::ExtendedSelection);
    m_clientTable->setColumnWidth(ComparedClientsModel::ClientId, 280);
    m_clientTable->setColumnWidth(ComparedClientsModel::State, 140);

    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addLayout(head);
    layout->addWidget(m_clientTable, 1);
    return part;
}

QWidget *CompareDialog::buildDifferences()
{
    m_differenceTable = makeTable(*m_differences, tr("Fields that differ"));
    m_differenceTable->setColumnWidth(DifferencesModel::Field, 220);
    m_differenceTable->setColumnWidth(DifferencesModel::Here, 300);
    auto *label = new QLabel(tr("&Fields that differ:"));
    label->setBuddy(m_differenceTable);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(m_differenceTable, 1);
    layout->addWidget(m_note);
    return part;
}

void CompareDialog::compareAgain()
{
    if (!isBusy())
        start();
}

void CompareDialog::start()
{
    const auto chosen = server();
    if (!chosen)
        return;
    dismissMessage();
    m_comparison.reset();
    showComparison();
    const auto comparison = std::make_shared<std::optional<ServerComparison>>();
    const auto work = [connect = connector(), encryption = workplace().encryption(), server = *chosen,
                       ids = chosenIds(), comparison](Database &database, const Progress &progress) {
        const AskedProgress asked(progress);
        return ids(database)
            .and_then([&](const QStringList &clientIds) {
                return withServer(connect, database, encryption, server, asked, [&](ServerConnection &there) {
                    return compareWithServer(database, there, {.server = server, .clientIds = clientIds},
                                             asked.inTwoParts());
                });
            })
            .transform([&](const ServerComparison &made) {
                *comparison = made;
                return tr("Compared with %1: %2.").arg(made.server, comparisonText(made));
            });
    };
    TaskWork task = workplace().databaseTask(tr("Compare with server \"%1\"").arg(chosen->name), work, true);
    task.changesRecords = true;
    m_comparedKey = chosen->key;
    const int id =
        workplace().tasks.start(std::move(task), this, [this, comparison](const Result<QString> &outcome) {
            takeComparison(outcome, comparison);
        });
    progress().watch(tr("Comparing"), workplace().tasks.progress(id));
    showState();
}

void CompareDialog::takeComparison(const Result<QString> &outcome,
                                   const std::shared_ptr<std::optional<ServerComparison>> &comparison)
{
    progress().end();
    m_comparison = outcome ? *comparison : std::nullopt;
    if (!outcome)
        showFailure(outcome.error(), [this] { start(); });
    else if (!m_comparison->unrecorded.isEmpty())
        messages().showText(MessageBar::Warning,
                            tr("This is not noted in the database. %1").arg(m_comparison->unrecorded));
    showComparison();
}

QString CompareDialog::comparisonText(const ServerComparison &comparison)
{
    QStringList counts;
    for (const State state : {State::Same, State::Differs, State::OnlyHere, State::OnlyThere}) {
        if (const int count = comparison.count(state))
            counts << tr("%1: %2").arg(serverStateLabel(state), QLocale().toString(count));
    }
    return counts.isEmpty() ? tr("no client applications") : counts.join(u", "_s);
}

QString CompareDialog::summary() const
{
    if (!m_comparison)
        return tr("Choose a server and Compare, to see here where it differs.");
    QString text = tr("%1 at %2. %3.")
                       .arg(m_comparison->server,
                            QLocale().toString(m_comparison->comparedAt.toLocalTime(), QLocale::ShortFormat),
                            comparisonText(*m_comparison));
    for (const Loss &loss : m_comparison->losses)
        text += u' ' + loss.text;
    if (!m_comparison->knowsOnlyThere)
        text += u' ' + tr("The server does not list its client applications: what is only there is unknown.");
    return text;
}

void CompareDialog::showComparison()
{
    m_summary->setText(summary());
    showFiltered();
}

void CompareDialog::showFiltered()
{
    QList<ComparedClient> shown;
    if (m_comparison) {
        for (const ComparedClient &client : m_comparison->clients) {
            if (matches(client, m_filter->key()))
                shown << client;
        }
    }
    m_clients->setRows(shown);
    if (!shown.isEmpty())
        m_clientTable->selectRow(0);
    showDifferences();
    showState();
}

void CompareDialog::showDifferences()
{
    const QModelIndex current = m_clientTable->currentIndex();
    const ComparedClient client = current.isValid() ? m_clients->rowAt(current.row()) : ComparedClient();
    m_differences->setRows(client.differences);
    m_note->setText(client.note);
    m_note->setVisible(!client.note.isEmpty());
}

QStringList CompareDialog::selectedIds(bool here) const
{
    QStringList ids;
    for (const QModelIndex &row : m_clientTable->selectionModel()->selectedRows()) {
        const ComparedClient &client = m_clients->rowAt(row.row());
        if (here ? !client.key.isEmpty() : client.state != State::OnlyHere)
            ids << client.clientId;
    }
    return ids;
}

void CompareDialog::showState()
{
    ServerDialog::showState();
    const bool isIdle = !isBusy();
    const bool canChange = isIdle && workplace().readOnly.isEmpty();
    m_compare->setEnabled(isIdle && server());
    m_take->setEnabled(canChange && !selectedIds(false).isEmpty());
    m_push->setEnabled(canChange && !selectedIds(true).isEmpty());
    m_save->setEnabled(isIdle && m_comparison);
    m_filter->setEnabled(m_comparison.has_value());
}

void CompareDialog::forget()
{
    m_comparison.reset();
    showComparison();
}

}
