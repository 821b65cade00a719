#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace gatehouse {

class ClientDraft;
class SecretListModel;
class ValidationController;

/// The tab Secrets: several at once, so that a new one can be handed over before the old one goes.
class SecretsTab : public QWidget
{
    Q_OBJECT

public:
    SecretsTab(ClientDraft &draft, ValidationController &validation, QWidget *parent = nullptr);

    void addSecret();
    void focusRow(int row);

private:
    void removeSelected();
    void showState();

    ClientDraft &m_draft;
    SecretListModel *m_model;
    QPushButton *m_add;
    QPushButton *m_remove;
    QTableView *m_list;
    QLabel *m_empty;
};

}
