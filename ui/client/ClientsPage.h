#pragma once

#include "ui/common/Page.h"

#include "domain/Error.h"
#include "services/BulkEdit.h"

namespace gatehouse {

class ClientDraft;
class ClientEditor;
class ClientList;
class DatabaseThread;
class LazyWidget;
class MessageBar;
class ValidationController;
struct ClientApplication;
enum class ClientField;

/// The page Client applications: the list above, the tabs of the chosen one beneath.
class ClientsPage : public Page
{
    Q_OBJECT

public:
    explicit ClientsPage(DatabaseThread &database, QWidget *parent = nullptr);

    void refresh() override;
    Actions available() const override;
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

private:
    ClientEditor &editor();
    ClientEditor *makeEditor();
    void loadRecords();
    void chooseRow(const QString &key);
    void open(const QString &key);
    void showLoadedList();
    void addNew();
    void duplicate();
    void revert();
    void askRemove();
    void remove(const QStringList &keys);
    void setSelectedEnabled(bool enabled);
    void runBulk(std::function<Result<bulk::Outcome>(const Database &)> change, const QString &done);
    void finishSave(const ClientApplication &sent, const Result<ClientApplication> &saved);
    void showError(const Error &error);

    DatabaseThread &m_database;
    ClientDraft *m_draft;
    ValidationController *m_validation;
    MessageBar *m_messages;
    ClientList *m_list;
    LazyWidget *m_editor; ///< made once the list can be seen: opening the window waits for the list alone
    QString m_wantedKey;  ///< the row to be current once the list is read again
    bool m_saving = false;
};

}
