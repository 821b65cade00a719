#pragma once

#include "domain/ClientApplication.h"
#include "domain/Error.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QStringListModel;

namespace gatehouse {

class DatabaseThread;

/// Asks for another client application by its client ID and reads its consent texts; completes what is typed
/// from the database.
class CopyTextsDialog : public QDialog
{
    Q_OBJECT

public:
    CopyTextsDialog(DatabaseThread &database, const QString &ownClientId, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const QString &clientId, const ConsentTextMap &texts);

private:
    void complete();
    void look();
    void take(const QString &clientId, const Result<std::optional<ClientApplication>> &found);
    void showNote(const QString &text);

    DatabaseThread &m_database;
    QString m_ownClientId;
    QLineEdit *m_clientId;
    QPushButton *m_copy;
    QLabel *m_note;
    QStringListModel *m_known;
};

}
