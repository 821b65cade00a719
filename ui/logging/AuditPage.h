#pragma once

#include "domain/Error.h"
#include "store/TableModel.h"
#include "store/audit/AuditBreak.h"
#include "ui/common/Page.h"

class QLabel;
class QLineEdit;
class QListView;
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
    void follow(const ChangeNotice &notice) override;
    Actions available() const override { return Action::Find; }
    void trigger(Action action) override;

private:
    struct Verified;

    void build();
    void verify();
    void showVerified(const Result<QString> &outcome, const Verified &verified);
    void showState();

    Workplace &m_workplace;
    MessageBar *m_messages;
    QLineEdit *m_search;
    QTimer *m_typed; ///< one question for what is typed in one go
    QPushButton *m_verify;
    TableModel<store::AuditBreak> *m_breaksModel;
    QListView *m_breaks; ///< only while there are any
    QLabel *m_hint;
    AuditView *m_view;
};

}
