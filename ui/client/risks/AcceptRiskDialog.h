#pragma once

#include "domain/rules/Problem.h"

#include <QDialog>

class QPushButton;

namespace gatehouse {

class ClientDraft;
class HelpLabel;
class LineEdit;

/// Asks why a risk is taken: without a reason it is not.
class AcceptRiskDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AcceptRiskDialog(const Problem &problem, QWidget *parent = nullptr);

    /// Opens one; with a reason the risk is accepted in the draft, in the name of `who`.
    static void ask(ClientDraft &draft, const Problem &problem, const QString &who, QWidget *parent);

    QString reason() const;

private:
    void showState();

    LineEdit *m_reason;
    HelpLabel *m_help = nullptr;
    QPushButton *m_accept = nullptr;
};

}
