#include "ui/ProblemsDock.h"

#include "ui/ProblemsPanel.h"

#include <QAction>

namespace gatehouse {

ProblemsDock::ProblemsDock(QWidget *parent) : QDockWidget(tr("Problems"), parent), m_panel(new ProblemsPanel)
{
    setObjectName("problems");
    setWidget(m_panel);
    connect(toggleViewAction(), &QAction::toggled, this, [this](bool on) {
        if (m_applies)
            m_wanted = on;
    });
}

void ProblemsDock::setWanted(bool wanted)
{
    m_wanted = wanted;
    showAsWanted();
}

void ProblemsDock::setApplies(bool applies)
{
    m_applies = applies;
    showAsWanted();
}

void ProblemsDock::showAsWanted()
{
    const bool wanted = m_wanted;
    setVisible(wanted && m_applies);
    toggleViewAction()->setEnabled(m_applies);
    m_wanted = wanted;
}

}
