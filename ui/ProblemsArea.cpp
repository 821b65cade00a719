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
    m_toggle->setStatusTip(tr("Show what is wrong, or a line that counts it"));
    connect(m_toggle, &QAction::toggled, m_panel, &ProblemsPanel::setUnfolded);
    connect(m_panel, &ProblemsPanel::unfoldWanted, m_toggle, &QAction::toggle);
}

void ProblemsArea::addSection(QWidget *section)
{
    layout()->addWidget(section);
}

void ProblemsArea::setWanted(bool wanted)
{
    m_toggle->setChecked(wanted);
}

bool ProblemsArea::isWanted() const
{
    return m_toggle->isChecked();
}

void ProblemsArea::setApplies(bool applies)
{
    setVisible(applies);
    m_toggle->setEnabled(applies);
}

}
