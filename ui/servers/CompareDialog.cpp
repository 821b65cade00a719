#include "ui/servers/CompareDialog.h"

#include "services/servers/ServerPlanText.h"
#include "ui/common/MessageBar.h"
#include "ui/layout/DialogButtons.h"
#include "ui/layout/DialogSize.h"
#include "ui/servers/ComparisonView.h"
#include "ui/transfer/WorkProgress.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QPushButton>

namespace gatehouse {

namespace {

constexpr QSize initialCompareSize(900, 700);

}

CompareDialog::CompareDialog(const Workplace &workplace, ServerTarget target, ServerConnector connecting,
                             QWidget *parent)
    : ServerDialog(workplace, std::move(target), std::move(connecting), parent), m_view(new ComparisonView)
{
    setWindowTitle(tr("Compare with server"));
    auto *buttons = new QDialogButtonBox;
    buildButtons(*buttons);
    build(buttons).addWidget(m_view);
    resizeOnScreen(*this, initialCompareSize);

    connect(m_view, &ComparisonView::selectionChanged, this, &CompareDialog::showState);
    showState();
}

void CompareDialog::buildButtons(QDialogButtonBox &buttons)
{
    m_compare = addActionButton(buttons, tr("Compa&re"), "vcs-diff");
    m_compare->setAutoDefault(true);
    m_compare->setDefault(true);
    m_take = addActionButton(buttons, tr("&Take…"), "vcs-pull");
    m_push = addActionButton(buttons, tr("&Push…"), "vcs-push");
    m_save = addActionButton(buttons, tr("Save as te&xt…"), "document-save-as");
    addCloseButton(buttons, tr("Cl&ose"));

    connect(m_compare, &QPushButton::clicked, this, &CompareDialog::start);
    connect(m_take, &QPushButton::clicked, this, [this] {
        Q_EMIT takeWanted(
            {.clientIds = m_view->selectedIds(ComparisonView::Side::There), .serverKey = m_comparedKey});
    });
    connect(m_push, &QPushButton::clicked, this, [this] {
        Q_EMIT pushWanted(
            {.clientIds = m_view->selectedIds(ComparisonView::Side::Here), .serverKey = m_comparedKey});
    });
    connect(m_save, &QPushButton::clicked, this, [this] {
        const ServerComparison comparison = m_view->comparison().value();
        saveText(tr("Save the comparison"), tr("comparison-%1").arg(comparison.server),
                 [comparison]() -> Result<QString> { return serverplantext::ofComparison(comparison); });
    });
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
    forget();
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
                return tr("Compared with %1: %2.").arg(made.server, ComparisonView::countsText(made));
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
    if (outcome)
        m_view->setComparison(*comparison);
    else
        showFailure(outcome.error(), [this] { start(); });
    if (outcome && !(*comparison)->unrecorded.isEmpty())
        messages().showText(MessageBar::Warning,
                            tr("This is not noted in the database. %1").arg((*comparison)->unrecorded));
    showState();
}

void CompareDialog::showState()
{
    ServerDialog::showState();
    const bool isIdle = !isBusy();
    const bool canChange = isIdle && workplace().readOnly.isEmpty();
    m_compare->setEnabled(isIdle && server());
    m_take->setEnabled(canChange && !m_view->selectedIds(ComparisonView::Side::There).isEmpty());
    m_push->setEnabled(canChange && !m_view->selectedIds(ComparisonView::Side::Here).isEmpty());
    m_save->setEnabled(isIdle && m_view->comparison());
}

void CompareDialog::forget()
{
    m_view->setComparison({});
}

}
