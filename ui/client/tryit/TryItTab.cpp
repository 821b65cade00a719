#include "ui/client/tryit/TryItTab.h"

#include "ui/client/tryit/ExplainGroup.h"
#include "ui/common/Workplace.h"

#include <QBoxLayout>

namespace gatehouse {

TryItTab::TryItTab(const Workplace &workplace, ClientDraft &draft, ValidationController &validation,
                   QWidget *parent)
    : QWidget(parent)
{
    auto *explain = new ExplainGroup(workplace.database, draft, validation);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(explain);
    layout->addStretch();
    connect(explain, &ExplainGroup::failed, this, &TryItTab::failed);
    connect(explain, &ExplainGroup::fieldWanted, this, &TryItTab::fieldWanted);
    connect(explain, &ExplainGroup::clientWanted, this, &TryItTab::clientWanted);
}

}
