#pragma once

#include "domain/explain/Explanation.h"

#include <QWidget>

class QVBoxLayout;

namespace gatehouse {

/// One reason why a request is refused, what was sent beside what is allowed, and a button for what can be
/// done here.
class ProblemView : public QWidget
{
    Q_OBJECT

public:
    /// `isOpen`: the client application that it is about is the one that is edited.
    ProblemView(const explain::RequestProblem &problem, bool isOpen, QWidget *parent = nullptr);

Q_SIGNALS:
    void remedyChosen(const gatehouse::explain::Remedy &remedy);

private:
    void addText(const QString &text, bool isHeading);
    void addAddresses();
    void addButton();

    explain::RequestProblem m_problem;
    QVBoxLayout *m_layout;
};

}
