#include "ui/client/tryit/ProblemView.h"

#include "domain/ShortText.h"
#include "domain/rules/InvisibleText.h"
#include "ui/client/tryit/AddressView.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

namespace gatehouse {

namespace {

QString buttonText(const explain::Remedy &remedy)
{
    using Kind = explain::Remedy::Kind;
    switch (remedy.kind) {
    case Kind::Add:
        return ProblemView::tr("&Add to %1").arg(fieldLabel(remedy.field));
    case Kind::TurnOn:
        return ProblemView::tr("&Turn on %1").arg(fieldLabel(remedy.field));
    case Kind::GoTo:
        return ProblemView::tr("&Go to %1").arg(fieldLabel(remedy.field));
    case Kind::OpenClient:
        return ProblemView::tr("&Open \"%1\"").arg(QString(remedy.value).replace(u'&', QStringLiteral("&&")));
    case Kind::None:
        break;
    }
    return {};
}

QString heading(const explain::RequestProblem &problem)
{
    constexpr qsizetype longestName = 100;
    const QString cause = labelOf(problem.cause);
    const QString named =
        problem.parameter.isEmpty()
            ? cause
            : ProblemView::tr("%1 (%2)").arg(
                  cause, rules::withInvisiblesNamed(shortText(problem.parameter, longestName)));
    return problem.verdict == explain::Verdict::Refused
               ? named
               : ProblemView::tr("%1: %2").arg(named, labelOf(problem.verdict));
}

}

ProblemView::ProblemView(const explain::RequestProblem &problem, bool isOpen, QWidget *parent)
    : QWidget(parent), m_problem(problem), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins({});
    addText(heading(problem), true);
    addText(problem.text, false);
    if (!problem.nearest.isEmpty() && problem.sent)
        addAddresses();
    addText(problem.remedy, false);
    const bool needsOpen = problem.action.kind != explain::Remedy::Kind::OpenClient;
    if (problem.action.kind != explain::Remedy::Kind::None && (isOpen || !needsOpen))
        addButton();
}

void ProblemView::addText(const QString &text, bool isHeading)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (isHeading) {
        QFont bold = label->font();
        bold.setBold(true);
        label->setFont(bold);
    }
    m_layout->addWidget(label);
}

void ProblemView::addAddresses()
{
    auto *rows = new QFormLayout;
    const auto add = [&](const QString &label, const QString &address,
                         const QList<explain::Span> &differing) {
        const QString name = QString(label).remove(u'&').chopped(1);
        rows->addRow(label, new AddressView(name, explain::piecesOf(address, differing)));
    };
    add(tr("&Sent:"), *m_problem.sent, m_problem.inSent);
    add(m_problem.cause == explain::Cause::ClientUnknown ? tr("&Known:") : tr("A&llowed:"), m_problem.nearest,
        m_problem.inNearest);
    m_layout->addLayout(rows);
}

void ProblemView::addButton()
{
    auto *button = new QPushButton(buttonText(m_problem.action));
    connect(button, &QPushButton::clicked, this, [this] { Q_EMIT remedyChosen(m_problem.action); });
    auto *row = new QHBoxLayout;
    row->addWidget(button);
    row->addStretch();
    m_layout->addLayout(row);
}

}
