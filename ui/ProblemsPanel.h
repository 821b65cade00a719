#pragma once

#include "domain/rules/Problem.h"

#include <QWidget>

class QLabel;
class QLayout;
class QTreeWidget;

namespace gatehouse {

/// Errors, warnings and advice about the client application that is open; choosing one leads to its field. No
/// more than a line is needed while there are none.
class ProblemsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsPanel(QWidget *parent = nullptr);

    void setProblems(const QList<Problem> &problems);

Q_SIGNALS:
    void problemChosen(gatehouse::ClientField field, int row);

private:
    QLayout *buildHeading();
    void choose(int position);

    QTreeWidget *m_list;
    QLabel *m_empty;
    QList<Problem> m_problems;
};

}
