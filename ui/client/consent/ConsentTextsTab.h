#pragma once

#include "domain/ClientApplication.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace gatehouse {

class ClientDraft;
class ConsentTextTable;
class DatabaseThread;
class MarkedTextEdit;
class ValidationController;

/// The tab Default resource translation: the table of consent texts, and beneath it room to write the chosen
/// one.
class ConsentTextsTab : public QWidget
{
    Q_OBJECT

public:
    ConsentTextsTab(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                    QWidget *parent = nullptr);

    void focusRow(int row);
    /// Puts texts of another client application in; asks first where that would overwrite some.
    void takeTexts(const QString &clientId, const ConsentTextMap &texts);

private:
    void buildTable();
    void buildEditor();
    QLayout *editorHeading();
    QLayout *buildButtons();
    void chooseClient();
    void showFillMenu();
    void showState();
    void showCell();
    void write();
    void keepCell();
    void chooseKept();

    DatabaseThread &m_database;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    ConsentTextTable &m_texts;
    QLabel *m_reason;
    QTableView *m_table;
    QLabel *m_chosen; ///< which text of which language is edited
    MarkedTextEdit *m_editor;
    QLabel *m_hint;
    QPushButton *m_fill;
    QPushButton *m_copy;
    QString m_keptTag; ///< of the chosen text, while the rows are read again
    int m_keptColumn = -1;
};

}
