#include "ui/transfer/TransferActions.h"

#include "ui/common/Icons.h"
#include "ui/common/Page.h"
#include "ui/common/Workplace.h"
#include "ui/transfer/ExportDialog.h"
#include "ui/transfer/ImportDialog.h"

#include <QAction>

namespace gatehouse {

TransferActions::TransferActions(const Workplace &workplace, QWidget &window,
                                 std::function<Page *()> currentPage)
    : QObject(&window)
    , m_workplace(workplace)
    , m_window(window)
    , m_currentPage(std::move(currentPage))
    , m_export(new QAction(icons::themed("document-export"), tr("&Export"), this))
    , m_import(new QAction(icons::themed("document-import"), tr("&Import"), this))
{
    m_export->setShortcut(QKeySequence(tr("Ctrl+E")));
    showTarget({});
    m_import->setShortcut(QKeySequence(tr("Ctrl+I")));
    m_import->setStatusTip(tr("Read client applications from a file, after showing what that does"));
    connect(m_export, &QAction::triggered, this, &TransferActions::openExport);
    connect(m_import, &QAction::triggered, this, &TransferActions::openImport);
}

void TransferActions::setEnabled(bool enabled)
{
    m_export->setEnabled(enabled);
    m_import->setEnabled(enabled && m_workplace.readOnly.isEmpty());
    m_import->setToolTip(m_workplace.readOnly);
}

void TransferActions::showTarget(const ClientTarget &target)
{
    const QString tip = target.isEmpty()
                            ? tr("Write client applications to a file")
                            : tr("Write client applications to a file: %1, or all").arg(target.text());
    m_export->setStatusTip(tip);
    m_export->setToolTip(tr("%1 (%2)").arg(tip, m_export->shortcut().toString(QKeySequence::NativeText)));
}

void TransferActions::openExport()
{
    m_currentPage()->leave([this] {
        auto *dialog = new ExportDialog(m_workplace, m_currentPage()->selectedClients(), &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

void TransferActions::openImport()
{
    m_currentPage()->leave([this] {
        auto *dialog = new ImportDialog(m_workplace, &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

}
