#include "ui/client/tryit/ExplainGroup.h"

#include "domain/explain/ServerHabits.h"
#include "ui/client/tryit/ExplanationView.h"
#include "ui/client/tryit/RequestEdit.h"
#include "ui/common/KeyComboBox.h"
#include "ui/records/HelpLabel.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int leastCharactersOfServer = 10; ///< so that the tab fits beside the list on a small screen

}

ExplainGroup::ExplainGroup(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                           QWidget *parent)
    : QGroupBox(tr("Explain a request"), parent)
    , m_request(new RequestEdit)
    , m_server(new KeyComboBox)
    , m_explanation(new ExplanationView(database, draft, validation))
    , m_hint(new HelpLabel(
          tr("The address of a sign-in or a logout that failed, or the form that was sent for a token. "
             "Codes, tokens and secrets in it are masked at once, and nothing of it is kept.")))
{
    QList<KeyComboBox::Item> servers;
    for (const explain::ServerHabits &habits : explain::allServerHabits())
        servers << KeyComboBox::Item{habits.name, titleOf(habits.kind)};
    m_server->setItems(servers);
    m_server->setKey(servers.first().key);
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

void ExplainGroup::judge()
{
    const auto &request = m_request->request();
    if (m_request->isBlank())
        m_explanation->showNothing();
    else if (!request)
        m_explanation->showNothing(request.error().text);
    else
        m_explanation->ask({*request, explain::habitsByName(m_server->key())->kind});
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
