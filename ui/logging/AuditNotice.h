#pragma once

#include "ui/common/MessageBar.h"

class QAction;

namespace gatehouse {

struct Workplace;

/// Above every page: that the audit trail does not hold what this machine has seen of it, until somebody
/// acknowledges it; or why that could not be told.
class AuditNotice : public MessageBar
{
    Q_OBJECT

public:
    explicit AuditNotice(Workplace &workplace, QWidget *parent = nullptr);

    void showLoss(const QString &text);
    void showUnknown(const gatehouse::Error &error);

private:
    void acknowledge();

    Workplace &m_workplace;
    QAction *m_acknowledge;
};

}
