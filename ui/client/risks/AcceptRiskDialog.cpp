#include "ui/client/risks/AcceptRiskDialog.h"

#include "domain/rules/FieldRules.h"
#include "draft/ClientDraft.h"
#include "ui/client/DraftDialog.h"
#include "ui/client/risks/AcceptedRiskModel.h"
#include "ui/client/risks/RiskLabel.h"
#include "ui/common/LineEdit.h"
#include "ui/layout/DialogButtons.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"

#include <QBoxLayout>
#include <QPushButton>

namespace gatehouse {

namespace {

constexpr qsizetype longestReason = 1000;
constexpr int usualWidth = 520; // pixels

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

}

AcceptRiskDialog::AcceptRiskDialog(const Problem &problem, QWidget *parent)
    : QDialog(parent), m_reason(new LineEdit)
{
    setWindowTitle(tr("Accept risk"));
    auto *heading = paragraph(riskLabel(problem.rule));
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    auto *fields = new FieldLayout;
    m_help = fields->addField(tr("&Reason:"), m_reason,
                              tr("Why it is needed. The audit trail keeps it with your name and the time."));
    const DialogButtons buttons = dialogButtons(*this, tr("&Accept risk"));
    m_accept = buttons.accept;

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addWidget(paragraph(problem.text));
    layout->addLayout(fields);
    layout->addStretch();
    layout->addWidget(buttons.box);
    resize(usualWidth, sizeHint().height());
    connect(m_reason, &QLineEdit::textChanged, this, &AcceptRiskDialog::showState);
    m_reason->setFocus(Qt::OtherFocusReason);
    showState();
}

void AcceptRiskDialog::ask(ClientDraft &draft, const Problem &problem, const QString &who, QWidget *parent)
{
    auto *dialog = new AcceptRiskDialog(problem, parent);
    connect(dialog, &QDialog::accepted, &draft, [&draft, dialog, problem, who] {
        AcceptedRiskModel::add(draft, {.rule = problem.rule,
                                       .value = problem.value,
                                       .reason = dialog->reason(),
                                       .by = who,
                                       .at = QDateTime::currentDateTimeUtc()});
    });
    openAbout(draft, dialog);
}

QString AcceptRiskDialog::reason() const
{
    return m_reason->text().trimmed();
}

void AcceptRiskDialog::showState()
{
    const rules::Findings findings = rules::checkLine(tr("Reason"), reason(), longestReason);
    m_help->showFinding(findings.isEmpty() ? QString() : findings.first().text);
    m_accept->setEnabled(!reason().isEmpty() && findings.isEmpty());
}

}
