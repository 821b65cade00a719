#pragma once

#include <QWidget>

class QPushButton;
class QTableView;
class QToolButton;

namespace gatehouse {

class AcceptedRiskModel;
class ClientDraft;

/// The accepted risks of the client application that is open: a line that counts them, and the list when it
/// is unfolded. Nothing where there are none.
class AcceptedRisks : public QWidget
{
    Q_OBJECT

public:
    explicit AcceptedRisks(ClientDraft &draft, QWidget *parent = nullptr);

private:
    void build();
    void takeBack();
    void showState();

    ClientDraft &m_draft;
    QToolButton *m_heading = nullptr; ///< and what follows: when the first accepted risk is shown
    QPushButton *m_takeBack = nullptr;
    QTableView *m_list = nullptr;
    AcceptedRiskModel *m_model = nullptr;
};

}
