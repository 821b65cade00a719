#pragma once

#include <QDockWidget>

namespace gatehouse {

class ProblemsPanel;

/// Holds the Problems panel beneath the pages. It shows only where there are problems to speak of, and
/// remembers apart from that whether the person wants it.
class ProblemsDock : public QDockWidget
{
    Q_OBJECT

public:
    explicit ProblemsDock(QWidget *parent = nullptr);

    ProblemsPanel &panel() { return *m_panel; }
    void setWanted(bool wanted);
    bool isWanted() const { return m_wanted; }
    /// Whether the page that is shown has problems to speak of.
    void setApplies(bool applies);

private:
    void showAsWanted();

    ProblemsPanel *m_panel;
    bool m_wanted = true;
    bool m_applies = true;
};

}
