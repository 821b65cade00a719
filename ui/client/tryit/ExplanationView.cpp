#include "ui/client/tryit/ExplanationView.h"

#include "domain/ShortText.h"
#include "domain/rules/InvisibleText.h"
#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "services/explain/StoredClients.h"
#include "store/DatabaseThread.h"
#include "ui/client/ValidationController.h"
#include "ui/client/tryit/ProblemView.h"
#include "ui/common/MessageBar.h"

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qsizetype mostProblems = 20;
constexpr qsizetype longestName = 100;

MessageBar::MessageType typeOf(explain::Verdict verdict)
{
    switch (verdict) {
    case explain::Verdict::Taken:
        return MessageBar::Positive;
    case explain::Verdict::Refused:
        return MessageBar::Error;
    case explain::Verdict::ServersDiffer:
        break;
    }
    return MessageBar::Warning;
}

QString verdictText(const explain::Explanation &explanation)
{
    const QString id = explanation.foundClientId.isEmpty() ? explanation.clientId : explanation.foundClientId;
    const QString request = id.isEmpty() ? labelOf(explanation.kind)
                                         : ExplanationView::tr("%1 of \"%2\"")
                                               .arg(labelOf(explanation.kind),
                                                    rules::withInvisiblesNamed(shortText(id, longestName)));
    return ExplanationView::tr("%1: %2.").arg(request, labelOf(explanation.verdict));
}

QFrame *line()
{
    auto *line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setForegroundRole(QPalette::Mid);
    return line;
}

QLabel *wrapped(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

}

ExplanationView::ExplanationView(DatabaseThread &database, ClientDraft &draft,
                                 ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_database(database)
    , m_draft(draft)
    , m_validation(validation)
    , m_verdict(new MessageBar)
    , m_answer(new QVBoxLayout)
{
    m_verdict->setCloseButtonVisible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_verdict);
    layout->addLayout(m_answer);
    connect(&validation, &ValidationController::validated, this, &ExplanationView::judge);
}

void ExplanationView::ask(const Question &question)
{
    m_question = question;
    judge();
}

void ExplanationView::showAnswer(const Question &question, const explain::Explanation &explanation)
{
    m_question = question;
    ++m_turn;
    show(explanation);
}

void ExplanationView::judge()
{
    if (!m_question)
        return;
    m_database
        .run([asked = *m_question, open = openClient()](Database &database) {
            return explainStored(database, asked.request,
                                 {.server = asked.judgedAs, .onServer = asked.server}, open);
        })
        .then(this, [this, turn = ++m_turn](const Result<explain::Explanation> &explanation) {
            if (turn != m_turn)
                return;
            if (explanation)
                show(*explanation);
            else
                Q_EMIT failed(explanation.error());
        });
}

std::optional<ClientApplication> ExplanationView::openClient() const
{
    return m_draft.isOpen() ? std::optional(m_draft.typed()) : std::nullopt;
}

void ExplanationView::clear()
{
    while (QLayoutItem *item = m_answer->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

void ExplanationView::showNothing(const QString &why)
{
    m_question.reset();
    ++m_turn;
    clear();
    if (why.isEmpty())
        m_verdict->dismiss();
    else
        m_verdict->showText(MessageBar::Information, why);
}

void ExplanationView::show(const explain::Explanation &explanation)
{
    clear();
    m_server = m_question->server.isEmpty() ? explanation.server : m_question->server;
    const QString text = verdictText(explanation);
    if (!m_verdict->isVisible() || m_verdict->text() != text)
        m_verdict->showText(typeOf(explanation.verdict), text);
    const bool isOpen = m_draft.isOpen() && explanation.foundClientId == m_draft.typed().clientId;
    if (!isOpen && !explanation.foundClientId.isEmpty())
        addOtherClient(explanation.foundClientId);
    for (const auto &problem :
         explanation.problems.first(std::min(explanation.problems.size(), mostProblems))) {
        if (m_answer->count() > 0)
            m_answer->addWidget(line());
        auto *view = new ProblemView(problem, isOpen);
        connect(view, &ProblemView::remedyChosen, this, &ExplanationView::remedy);
        m_answer->addWidget(view);
    }
    for (const QString &note : explanation.notes)
        m_answer->addWidget(wrapped(note));
    Q_EMIT answered();
}

void ExplanationView::addOtherClient(const QString &clientId)
{
    const explain::Remedy open{explain::Remedy::Kind::OpenClient, ClientField::ClientId, clientId};
    m_answer->addWidget(
        wrapped(tr("The request is of the client application \"%1\", and not of the one that is open.")
                    .arg(clientId)));
    auto *button = new QPushButton(tr("O&pen \"%1\"").arg(QString(clientId).replace(u'&', "&&"_L1)));
    connect(button, &QPushButton::clicked, this, [this, open] { remedy(open); });
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->addWidget(button);
    layout->addStretch();
    m_answer->addWidget(row);
}

void ExplanationView::remedy(const explain::Remedy &remedy)
{
    using Kind = explain::Remedy::Kind;
    switch (remedy.kind) {
    case Kind::Add:
        return add(remedy.field, remedy.value);
    case Kind::TurnOn:
        if (!m_validation.stateOf(remedy.field).isEditable())
            return Q_EMIT fieldWanted(remedy.field);
        m_draft.table(remedy.field).setData(m_draft.cell(remedy.field), true);
        return;
    case Kind::GoTo:
        return Q_EMIT fieldWanted(remedy.field);
    case Kind::OpenClient:
        return Q_EMIT clientWanted(remedy.value);
    case Kind::None:
        break;
    }
}

/// As a person adds it on its tab: one step of what can be undone. Where some are for one server alone, so is
/// what was judged for one.
void ExplanationView::add(ClientField field, const QString &value)
{
    if (field == ClientField::LoginRedirects || field == ClientField::LogoutRedirects) {
        RedirectTable &redirects = m_draft.redirects(field);
        if (m_server.isEmpty() || !redirects.isAnyForOne())
            redirects.addText(value);
        else
            redirects.editTextsOn(m_server, redirects.textsOn(m_server) << value);
        return;
    }
    TextListTable &names = m_draft.names(field);
    names.setTexts(names.texts() << value);
}

}
