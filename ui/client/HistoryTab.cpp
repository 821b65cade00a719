#include "ui/client/HistoryTab.h"

#include "draft/ClientDraft.h"
#include "ui/logging/AuditView.h"

#include <QBoxLayout>
#include <QLabel>

namespace gatehouse {

HistoryTab::HistoryTab(DatabaseThread &database, const ClientDraft &draft, QWidget *parent)
    : QWidget(parent), m_draft(draft), m_hint(new QLabel), m_view(new AuditView(database, tr("History")))
{
    m_hint->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_hint);
    layout->addWidget(m_view, 1);
    connect(&draft, &ClientDraft::changed, this, &HistoryTab::follow);
    connect(m_view, &AuditView::failed, this, &HistoryTab::failed);
    connect(m_view, &AuditView::loaded, this, [this] {
        m_hint->setText(m_view->isEmpty() ? tr("Nothing was changed since there is an audit trail.")
                                          : tr("What was changed or revealed, newest first."));
    });
    follow();
}

/// What was exported meanwhile is no save.
void HistoryTab::showEvent(QShowEvent *event)
{
    m_version = -1;
    follow();
    QWidget::showEvent(event);
}

void HistoryTab::lookAgain()
{
    if (isVisible())
        m_view->follow();
}

void HistoryTab::follow()
{
    const ClientApplication &stored = m_draft.stored();
    const bool isShown = m_key == stored.key && m_version == stored.version;
    if (isShown || !isVisibleTo(parentWidget()))
        return;
    if (m_key != stored.key)
        m_view->clear();
    const bool isLonger = m_key == stored.key && m_version > 0;
    m_key = stored.key;
    m_version = stored.version;
    if (isLonger)
        return m_view->follow();
    if (stored.version > 0)
        return m_view->display({stored.key, {}});
    m_view->clear();
    m_hint->setText(tr("It is not saved yet: its history begins then."));
}

}
