#include "ui/logging/AuditNotice.h"

#include "ui/common/Icons.h"
#include "ui/common/Workplace.h"

#include <QAction>

namespace gatehouse {

AuditNotice::AuditNotice(Workplace &workplace, QWidget *parent)
    : MessageBar(parent)
    , m_workplace(workplace)
    , m_acknowledge(new QAction(icons::themed("dialog-ok"), tr("Acknowledge"), this))
{
    setPosition(Header);
    addAction(m_acknowledge);
    connect(m_acknowledge, &QAction::triggered, this, &AuditNotice::acknowledge);
}

void AuditNotice::showLoss(const QString &text)
{
    const QString &readOnly = m_workplace.readOnly;
    m_acknowledge->setVisible(true);
    m_acknowledge->setEnabled(readOnly.isEmpty());
    m_acknowledge->setToolTip(
        readOnly.isEmpty() ? tr("Takes the audit trail as it is now. That you did so becomes an entry of it")
                           : readOnly);
    setCloseButtonVisible(!readOnly.isEmpty());
    showText(Error, text);
}

void AuditNotice::showUnknown(const gatehouse::Error &error)
{
    m_acknowledge->setVisible(false);
    setCloseButtonVisible(true);
    showText(Warning, error.text);
}

void AuditNotice::acknowledge()
{
    m_acknowledge->setEnabled(false);
    m_workplace.database
        .run([memory = m_workplace.auditMemory](Database &database) { return memory.acknowledge(database); })
        .then(this, [this](const Result<void> &done) {
            m_acknowledge->setEnabled(true);
            if (done)
                dismiss();
            else
                showText(Error, done.error().text);
        });
}

}
