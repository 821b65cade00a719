#include "ui/client/tryit/ExplainGroup.h"

#include "domain/ShortText.h"
#include "domain/explain/ServerHabits.h"
#include "domain/rules/InvisibleText.h"
#include "draft/ClientDraft.h"
#include "draft/TextListTable.h"
#include "services/explain/StoredClients.h"
#include "store/DatabaseThread.h"
#include "ui/client/ValidationController.h"
#include "ui/client/tryit/ProblemView.h"
#include "ui/client/tryit/RequestEdit.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/records/HelpLabel.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QFrame>
#include <QPushButton>

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
                                         : ExplainGroup::tr("%1 of \"%2\"")
                                               .arg(labelOf(explanation.kind),
                                                    rules::withInvisiblesNamed(shortText(id, longestName)));
    return ExplainGroup::tr("%1: %2.").arg(request, labelOf(explanation.verdict));
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

ExplainGroup::ExplainGroup(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                           QWidget *parent)
    : QGroupBox(tr("Explain a request"), parent)
    , m_database(database)
    , m_draft(draft)
    , m_validation(validation)
    , m_request(new RequestEdit)
    , m_server(new KeyComboBox)
    , m_verdict(new MessageBar)
    , m_hint(new HelpLabel(
          tr("The address of a sign-in or a logout that failed, or the form that was sent for a token. "
             "Codes, tokens and secrets in it are masked at once, and nothing of it is kept.")))
    , m_answer(new QVBoxLayout)
{
    QList<KeyComboBox::Item> servers;
    for (const explain::ServerHabits &habits : explain::allServerHabits())
        servers << KeyComboBox::Item{habits.name, titleOf(habits.kind)};
    m_server->setItems(servers);
    m_server->setKey(servers.first().key);
    m_server->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_hint->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_request->setPlaceholderText(u"https://idp.example.com/authorize?response_type=code&client_id=…"_s);
    m_verdict->setCloseButtonVisible(false);

    auto *rows = new QFormLayout;
    rows->addRow(tr("&Request:"), m_request);
    rows->addRow(QString(), m_hint);
    rows->addRow(tr("&Judge as:"), m_server);
    rows->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    static_cast<HelpLabel *>(m_hint)->describe(*m_request);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(rows);
    layout->addWidget(m_verdict);
    layout->addLayout(m_answer);

    connect(m_request, &RequestEdit::requestChanged, this, &ExplainGroup::judge);
    connect(m_server, &KeyComboBox::keyChosen, this, &ExplainGroup::judge);
    connect(&validation, &ValidationController::validated, this, &ExplainGroup::judge);
}

void ExplainGroup::judge()
{
    const int question = ++m_question;
    const auto &request = m_request->request();
    if (m_request->isBlank())
        return showNothing({});
    if (!request)
        return showNothing(request.error().text);
    const explain::JudgedAs server = explain::habitsByName(m_server->key())->kind;
    const auto open = m_draft.isOpen() ? std::optional(m_draft.typed()) : std::nullopt;
    m_database
        .run([asked = *request, server, open](Database &database) {
            return explain::explain(asked, StoredClients(database, open), {.server = server});
        })
        .then(this, [this, question](const Result<explain::Explanation> &explanation) {
            if (question != m_question)
                return;
            if (explanation)
                show(*explanation);
            else
                Q_EMIT failed(explanation.error());
        });
}

void ExplainGroup::clearAnswer()
{
    while (QLayoutItem *item = m_answer->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

void ExplainGroup::showNothing(const QString &why)
{
    clearAnswer();
    if (why.isEmpty())
        m_verdict->dismiss();
    else
        m_verdict->showText(MessageBar::Information, why);
}

void ExplainGroup::show(const explain::Explanation &explanation)
{
    clearAnswer();
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
        connect(view, &ProblemView::remedyChosen, this, &ExplainGroup::remedy);
        m_answer->addWidget(view);
    }
    for (const QString &note : explanation.notes)
        m_answer->addWidget(wrapped(note));
}

void ExplainGroup::addOtherClient(const QString &clientId)
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

void ExplainGroup::remedy(const explain::Remedy &remedy)
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

/// As a person adds it on its tab: one step of what can be undone.
void ExplainGroup::add(ClientField field, const QString &value)
{
    if (field == ClientField::LoginRedirects || field == ClientField::LogoutRedirects) {
        m_draft.redirects(field).addText(value);
        return;
    }
    TextListTable &names = m_draft.names(field);
    names.setTexts(names.texts() << value);
}

}
