#pragma once

#include "domain/Error.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace gatehouse {

class ClientDraft;
class FieldForm;
class KeyListModel;
class ValidationController;
struct Workplace;

/// The tab Keys: by what a client application with Client authentication Private key is checked.
class KeysTab : public QWidget
{
    Q_OBJECT

public:
    KeysTab(ClientDraft &draft, ValidationController &validation, const Workplace &workplace,
            QWidget *parent = nullptr);

    void focusRow(int row);
    void focusUri();

Q_SIGNALS:
    void failed(const gatehouse::Error &error);

private:
    void buildUri();
    void buildList();
    void addFromFile();
    void generate();
    void addKeys(const QStringList &keys);
    void removeSelected();
    void showNote(const QString &text);
    void showState();

    ClientDraft &m_draft;
    ValidationController &m_validation;
    const Workplace &m_workplace;
    KeyListModel *m_model;
    QPushButton *m_add;
    QPushButton *m_generate;
    QPushButton *m_remove;
    QTableView *m_list;
    FieldForm *m_uri;
    QLabel *m_reason;
    QLabel *m_note;
    QLabel *m_empty;
};

}
