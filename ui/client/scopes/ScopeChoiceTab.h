#pragma once

#include "domain/ClientField.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace gatehouse {

class ClientDraft;
class ScopeChoiceModel;
class ValidationController;

/// The tab API scopes, Default resources or Custom resources: check what the client application is given.
class ScopeChoiceTab : public QWidget
{
    Q_OBJECT

public:
    ScopeChoiceTab(ClientField field, ClientDraft &draft, ValidationController &validation,
                   QWidget *parent = nullptr);

    void focusRow(int row);

private:
    void buildList();
    void showState();
    QString help() const;

    ClientField m_field;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    ScopeChoiceModel *m_model;
    QTableView *m_list;
    QLabel *m_note;
};

}
