#pragma once

#include "ui/common/Page.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace gatehouse {

class AuditView;
class MessageBar;
struct Workplace;

/// Logging > Audit trail: who did what, newest first, and whether nobody altered it.
class AuditPage : public Page
{
    Q_OBJECT

public:
    explicit AuditPage(Workplace &workplace, QWidget *parent = nullptr);

    void refresh() override;
    Actions available() const override { return Action::Find; }
    void trigger(Action action) override;

private:
    void build();
    void verify();
    void showState();

    Workplace &m_workplace;
    MessageBar *m_messages;
    QLineEdit *m_search;
    QTimer *m_typed; ///< one question for what is typed in one go
    QPushButton *m_verify;
    QLabel *m_hint;
    AuditView *m_view;
};

}
