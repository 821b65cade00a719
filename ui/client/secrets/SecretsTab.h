#pragma once

#include "ui/client/secrets/AddSecretDialog.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTableView;

namespace gatehouse {

class ClientDraft;
class EncryptionState;
class SecretTable;
class ValidationController;

/// The tab Secrets: several at once, so that a new one can be handed over before the old one goes.
class SecretsTab : public QWidget
{
    Q_OBJECT

public:
    SecretsTab(ClientDraft &draft, ValidationController &validation, const Workplace &workplace,
               const EncryptionState &encryption, QWidget *parent = nullptr);

    void addSecret(AddSecretDialog::Storage storage);
    void focusRow(int row);

Q_SIGNALS:
    void failed(const gatehouse::Error &error);

private:
    QPushButton *addButton(QLayout *layout, const char *icon, const QString &text,
                           void (SecretsTab::*chosen)());
    void buildList();
    void addHashed() { addSecret(AddSecretDialog::Storage::Hashed); }
    void addEncrypted() { addSecret(AddSecretDialog::Storage::Encrypted); }
    void seal(const NewSecret &secret);
    void reveal();
    void openRevealed(const ClientSecret &secret, int subject);
    void keepOnlyHash();
    void removeSelected();
    QList<int> selectedEncryptedRows() const;
    QString namesOf(const QList<int> &rows) const;
    void showState();

    ClientDraft &m_draft;
    ValidationController &m_validation;
    const Workplace &m_workplace;
    const EncryptionState &m_encryption;
    SecretTable &m_table;
    QPushButton *m_add = nullptr;
    QPushButton *m_addEncrypted = nullptr;
    QPushButton *m_reveal = nullptr;
    QPushButton *m_keepHash = nullptr;
    QPushButton *m_remove = nullptr;
    QTableView *m_list;
    QLabel *m_reason;
    QLabel *m_empty;
};

}
