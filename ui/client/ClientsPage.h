#pragma once

#include "ui/common/Page.h"

#include "domain/Error.h"

namespace gatehouse {

class BulkActions;
class ClientDraft;
class ClientEditor;
class ClientList;
class CurrentClient;
class DatabaseThread;
class EncryptionState;
class LazyWidget;
class MessageBar;
class ValidationController;
struct ClientApplication;
struct Workplace;
enum class ClientField;

/// The page Client applications: the list above, the tabs of the chosen one beneath.
class ClientsPage : public Page
{
    Q_OBJECT

public:
    explicit ClientsPage(Workplace &workplace, QWidget *parent = nullptr);

    void refresh() override;
    Actions available() const override;
    QString obstacle(Action action) const override;
    void trigger(Action action) override;
    bool isModified() const override;
    QString editedTitle() const override;
    void save(std::function<void(bool)> done) override;
    void discard() override;
    QUndoStack *undoStack() override;
    QStringList selectedClients() const override;

    ValidationController &validation() { return *m_validation; }
    void goTo(ClientField field, int row);
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);

Q_SIGNALS:
    void clientsSaved();

private:
    ClientEditor &editor();
    ClientEditor *makeEditor();
    void finishOpening();
    void loadRecords();
    void chooseRow(const QString &key);
    void addNew();
    void duplicate();
    void revert();
    void finishSave(const ClientApplication &sent, const Result<ClientApplication> &saved);
    void showReadError(const Error &error);
    void showError(const Error &error);

    Workplace &m_workplace;
    DatabaseThread &m_database;
    EncryptionState *m_encryption;
    ClientDraft *m_draft;
    ValidationController *m_validation;
    MessageBar *m_messages;
    ClientList *m_list;
    CurrentClient *m_current;
    BulkActions *m_bulk;
    LazyWidget *m_editor; ///< made once the list can be seen: opening the window waits for the list alone
    bool m_isPainted = false;
    bool m_saving = false;
};

}
