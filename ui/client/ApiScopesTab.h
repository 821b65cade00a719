#pragma once

#include <QWidget>

class QLabel;
class QTableView;

namespace gatehouse {

class ClientDraft;
class ScopeChoiceModel;
class ValidationController;

/// The tab API scopes: which scopes the client application may ask for.
class ApiScopesTab : public QWidget
{
    Q_OBJECT

public:
    ApiScopesTab(ClientDraft &draft, ValidationController &validation, QWidget *parent = nullptr);

    void focusRow(int row);

private:
    void showState();

    ClientDraft &m_draft;
    ValidationController &m_validation;
    ScopeChoiceModel *m_model;
    QTableView *m_list;
    QLabel *m_note;
};

}
