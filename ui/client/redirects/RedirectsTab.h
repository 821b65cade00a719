#pragma once

#include "domain/ClientField.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace gatehouse {

class ClientDraft;
class RedirectTable;
class ValidationController;

/// The tab Allowed login redirects or Allowed logout redirects: type or paste at the top, the list beneath.
class RedirectsTab : public QWidget
{
    Q_OBJECT

public:
    RedirectsTab(ClientField field, ClientDraft &draft, ValidationController &validation,
                 QWidget *parent = nullptr);

    /// As Problem::row counts them.
    void focusRow(int row);

private:
    void buildEntry();
    void buildList();
    void add();
    void addText(const QString &text);
    bool pasteLines();
    void takeLines(const QString &text);
    void removeSelected();
    void showState();
    void showNote(const QString &text);
    void forgetEntry();
    bool eventFilter(QObject *watched, QEvent *event) override;

    ClientField m_field;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    RedirectTable &m_table;
    QLineEdit *m_entry;
    QPushButton *m_add;
    QPushButton *m_remove;
    QTableView *m_list;
    QLabel *m_reason; ///< why redirects do not apply
    QLabel *m_note;   ///< what came of adding
    QLabel *m_empty;
    int m_subject = -1; ///< of the draft when it was last shown
};

}
