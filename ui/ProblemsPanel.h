#pragma once

#include "domain/rules/Problem.h"

#include <QWidget>

class QLabel;
class QLayout;
class QPushButton;
class QToolButton;
class QTreeWidget;

namespace gatehouse {

/// Errors, warnings and advice about the client application that is open; choosing one leads to its field. A
/// line while there are none, or while it is folded: then it counts them.
class ProblemsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsPanel(QWidget *parent = nullptr);

    void setProblems(const QList<Problem> &problems);
    void setUnfolded(bool unfolded);

Q_SIGNALS:
    void unfoldWanted(); ///< or folded, by its heading
    void problemChosen(gatehouse::ClientField field, int row);
    void acceptWanted(const gatehouse::Problem &problem); ///< it is a risk

private:
    QLayout *buildHeading();
    void buildList();
    void showState();
    void choose(int position);
    void acceptChosen();
    void showAcceptable();

    QTreeWidget *m_list;
    QToolButton *m_heading;
    QLabel *m_summary;
    bool m_unfolded = true;
    QPushButton *m_accept;
    QList<Problem> m_problems;
};

}
