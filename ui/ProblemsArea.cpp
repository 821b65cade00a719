#include "ui/ProblemsArea.h"

#include "ui/ProblemsPanel.h"

#include <QAction>
#include <QBoxLayout>

namespace gatehouse {

ProblemsArea::ProblemsArea(QWidget *parent)
    : QWidget(parent), m_panel(new ProblemsPanel), m_toggle(new QAction(tr("&Problems"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_panel, 1);

    m_toggle->setCheckable(true);
    m_toggle->setChecked(true);
    connect(m_toggle, &QAction::toggled, this, &ProblemsArea::showAsWanted);
}

void ProblemsArea::setWanted(bool wanted)
{
    m_toggle->setChecked(wanted);
    showAsWanted();
}

bool ProblemsArea::isWanted() const
{
    return m_toggle->isChecked();
}

void ProblemsArea::setApplies(bool applies)
{
    m_applies = applies;
    showAsWanted();
}

void ProblemsArea::showAsWanted()
{
    setVisible(isWanted() && m_applies);
    m_toggle->setEnabled(m_applies);
}

}
