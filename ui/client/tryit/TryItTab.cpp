#include "ui/client/tryit/TryItTab.h"

#include "ui/client/tryit/ExplainGroup.h"
#include "ui/client/tryit/TrialGroup.h"
#include "ui/common/Workplace.h"

#include <QBoxLayout>

namespace gatehouse {

TryItTab::TryItTab(const Workplace &workplace, ClientDraft &draft, ValidationController &validation,
                   QWidget *parent)
    : QWidget(parent)
{
    auto *trial = new TrialGroup(workplace, draft, validation);
    auto *explain = new ExplainGroup(workplace.database, draft, validation);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(trial);
    layout->addWidget(explain);
    layout->addStretch();
    connect(trial, &TrialGroup::failed, this, &TryItTab::failed);
    connect(trial, &TrialGroup::fieldWanted, this, &TryItTab::fieldWanted);
    connect(trial, &TrialGroup::clientWanted, this, &TryItTab::clientWanted);
    connect(trial, &TrialGroup::serversWanted, this, &TryItTab::serversWanted);
    connect(explain, &ExplainGroup::failed, this, &TryItTab::failed);
    connect(explain, &ExplainGroup::fieldWanted, this, &TryItTab::fieldWanted);
    connect(explain, &ExplainGroup::clientWanted, this, &TryItTab::clientWanted);
}

}
