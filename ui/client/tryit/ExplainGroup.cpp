#include "ui/client/tryit/ExplainGroup.h"

#include "domain/explain/ServerHabits.h"
#include "domain/servers/ServerNames.h"
#include "store/DatabaseThread.h"
#include "store/records/ServerStore.h"
#include "ui/client/tryit/RequestEdit.h"
#include "ui/common/KeyComboBox.h"
#include "ui/records/HelpLabel.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int leastCharactersOfServer = 10; ///< so that the tab fits beside the list on a small screen

}

ExplainGroup::ExplainGroup(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                           QWidget *parent)
    : QGroupBox(tr("Explain a request"), parent)
    , m_database(database)
    , m_request(new RequestEdit)
    , m_server(new KeyComboBox)
    , m_explanation(new ExplanationView(database, draft, validation))
    , m_hint(new HelpLabel(
          tr("The address of a sign-in or a logout that failed, or the form that was sent for a token. "
             "Codes, tokens and secrets in it are masked at once, and nothing of it is kept.")))
{
    showServers();
    m_server->setKey(explain::allServerHabits().first().name);
    m_server->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_server->setMinimumContentsLength(leastCharactersOfServer);
    m_hint->fillRow();
    m_request->setPlaceholderText(u"https://idp.example.com/authorize?response_type=code&client_id=…"_s);

    auto *rows = new QFormLayout;
    rows->addRow(tr("&Request:"), m_request);
    rows->addRow(QString(), m_hint);
    rows->addRow(tr("&Judge as:"), m_server);
    rows->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_hint->describe(*m_request);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(rows);
    layout->addWidget(m_explanation);

    connect(m_request, &RequestEdit::requestChanged, this, &ExplainGroup::judge);
    connect(m_server, &KeyComboBox::keyChosen, this, &ExplainGroup::judge);
    // Later, when what is shown has its place.
    connect(m_explanation, &ExplanationView::answered, this,
            [this] { QTimer::singleShot(0, this, &ExplainGroup::reveal); });
    connect(m_explanation, &ExplanationView::failed, this, &ExplainGroup::failed);
    connect(m_explanation, &ExplanationView::fieldWanted, this, &ExplainGroup::fieldWanted);
    connect(m_explanation, &ExplanationView::clientWanted, this, &ExplainGroup::clientWanted);
}

/// Kinds of servers, then those of the list.
void ExplainGroup::showServers()
{
    QList<KeyComboBox::Item> items;
    for (const explain::ServerHabits &habits : explain::allServerHabits())
        items << KeyComboBox::Item{habits.name, titleOf(habits.kind)};
    for (const Server &server : std::as_const(m_servers))
        items << KeyComboBox::Item{server.key, tr("%1 (%2)").arg(server.name, labelOf(server.kind))};
    m_server->setItems(items);
}

void ExplainGroup::showEvent(QShowEvent *event)
{
    m_database.run(store::loadServers).then(this, [this](const Result<QList<Server>> &servers) {
        if (!servers)
            return Q_EMIT failed(servers.error());
        m_servers = *servers;
        showServers();
    });
    QGroupBox::showEvent(event);
}

ExplanationView::Question ExplainGroup::question(const explain::PastedRequest &request) const
{
    const auto listed = std::ranges::find(m_servers, m_server->key(), &Server::key);
    if (listed != m_servers.end())
        return {request, explain::judgedAs(*listed), listed->name};
    const explain::ServerHabits *habits = explain::habitsByName(m_server->key());
    return {request, habits ? habits->kind : explain::JudgedAs::Standard};
}

void ExplainGroup::judge()
{
    const auto &request = m_request->request();
    if (m_request->isBlank())
        m_explanation->showNothing();
    else if (!request)
        m_explanation->showNothing(request.error().text);
    else
        m_explanation->ask(question(*request));
    m_isAsked = request.has_value();
}

/// What was asked is at the top of what is seen, and as much of the answer below it as there is room for. Not
/// of an answer that comes again because something else was typed.
void ExplainGroup::reveal()
{
    if (!std::exchange(m_isAsked, false))
        return;
    for (QWidget *around = parentWidget(); around; around = around->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(around))
            area->verticalScrollBar()->setValue(mapTo(area->widget(), QPoint()).y());
    }
}

}
