#pragma once

#include "ui/common/Page.h"

#include "domain/ClientApplication.h"
#include "domain/Error.h"

#include <QPointer>

#include <optional>

namespace gatehouse {

class BulkActions;
class ClientDraft;
class ClientEditor;
class ClientList;
class ClientMerger;
class ClientMessages;
class ClientSaver;
class ClientsView;
class CurrentClient;
class DatabaseThread;
class DeletedClient;
class DraftHistory;
class EncryptionState;
class ListPlace;
class PresenceHint;
class ValidationController;
struct Presence;
struct Problem;
struct Workplace;
enum class ClientField;

/// The page Client applications: the list, and the tabs of the chosen one.
class ClientsPage : public Page
{
    Q_OBJECT

public:
    /// The list stands where `place` says; null: in a place of the page's own.
    explicit ClientsPage(Workplace &workplace, ListPlace *place = nullptr, QWidget *parent = nullptr);
    ~ClientsPage() override;

    void refresh() override;
    void follow(const ChangeNotice &notice) override;
    Actions available() const override;
    QString obstacle(Action action) const override;
    QString target(Action action) const override;
    void trigger(Action action) override;
    bool isModified() const override;
    QString editedTitle() const override;
    void save(const std::function<void(bool)> &done) override;
    void discard() override;
    QUndoStack *undoStack() override;
    ClientTarget selectedClients() const override;

    /// Of the client application that is open, if it is stored.
    QString openKey() const;
    void showOthers(const QList<Presence> &others, const QString &userId);

    ValidationController &validation() { return *m_validation; }
    void goTo(ClientField field, int row);
    /// Asks for the reason.
    void acceptRisk(const Problem &problem);
    /// For beside the page.
    QWidget *makeAcceptedRisks();

Q_SIGNALS:
    void clientsSaved();
    void serversWanted(); ///< the page where servers are added
    void followed(const gatehouse::ChangeNotice &notice);

private:
    ClientEditor *makeEditor();
    void finishOpening();
    void loadRecords();
    void lookForServers();
    void chooseRow(const QString &key);
    void chooseClient(const QString &clientId);
    void leaveWhenIdle(const std::function<void()> &then);
    void addNew();
    void duplicate();
    void revert();
    void takeSaved(const QString &key);
    void showReadError(const Error &error);

    Workplace &m_workplace;
    DatabaseThread &m_database;
    EncryptionState *m_encryption;
    ClientDraft *m_draft;
    DraftHistory *m_history;
    ValidationController *m_validation;
    ClientMerger *m_merger;
    ClientSaver *m_saver;
    ClientMessages *m_messages;
    DeletedClient *m_deleted;
    ListPlace *m_place;
    ClientList *m_list;
    CurrentClient *m_current;
    PresenceHint *m_others;
    BulkActions *m_bulk;
    ClientsView *m_view;
    QPointer<QWidget> m_acceptedRisks; ///< where others put them
    bool m_isPainted = false;          ///< the list: opening the window waits for that alone
};

}
