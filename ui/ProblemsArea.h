#pragma once

#include <QWidget>

class QAction;

namespace gatehouse {

class ProblemsPanel;

/// Holds the Problems panel beneath the pages. It shows only where there are problems to speak of, and
/// remembers whether the person wants the list of them or a line that counts them. Not a dock: the style's
/// dock buttons cost a fifth of the start.
class ProblemsArea : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsArea(QWidget *parent = nullptr);

    ProblemsPanel &panel() { return *m_panel; }
    /// Beneath the panel.
    void addSection(QWidget *section);
    QAction *toggleAction() const { return m_toggle; }
    void setWanted(bool wanted);
    bool isWanted() const;
    /// Whether the page that is shown has problems to speak of.
    void setApplies(bool applies);

private:
    ProblemsPanel *m_panel;
    QAction *m_toggle;
};

}
