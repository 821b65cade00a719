#pragma once

#include "domain/ClientApplication.h"
#include "domain/Error.h"

#include <QObject>

#include <optional>

namespace gatehouse {

class ClientDraft;
class ClientList;
class DatabaseThread;
struct ChangeNotice;
struct SeenChange;

/// Keeps the list's current row and the draft on the same client application.
class CurrentClient : public QObject
{
    Q_OBJECT

public:
    CurrentClient(DatabaseThread &database, ClientList &list, ClientDraft &draft, QObject *parent);

    /// Reads the list again, and what is open: where something is unsaved that stays, and what is stored
    /// otherwise by now is told. Once the list is there the row of `wantedKey` is current, or else of what is
    /// open, or else the first one is opened.
    void refresh();
    /// Others changed something: what is open is shown as it is stored now, with the cursor where it was.
    /// Where something is typed that is left alone, and who saved meanwhile is told.
    void takeChanges(const ChangeNotice &notice);
    void reloadList(const QString &wantedKey = {});
    /// Reads the client application into the draft and makes its row current.
    void open(const QString &key);
    /// Opens what the person has moved to.
    void follow(const QString &key);
    /// Goes back to the row of what is open.
    void stay();
    /// A save told that what is open is gone.
    void refreshDeleted();
    /// What is open was deleted by somebody else, as far as it was looked at since it was opened.
    bool isGone() const;

Q_SIGNALS:
    void chosen(const QString &key); ///< the person moved to another row: follow() or stay()
    /// Somebody else changed what is open and has unsaved edits.
    void changedMeanwhile(const gatehouse::ClientApplication &now);
    /// The same deleted; `wasRefused`: which a save told.
    void deletedMeanwhile(bool wasRefused);
    /// Somebody else saved what is open and has unsaved edits.
    void savedMeanwhile(const gatehouse::SeenChange &save);
    void gone(const QString &clientId); ///< nothing was typed: it is no longer open
    void failed(const gatehouse::Error &error);

private:
    void compare();
    void tellDeleted(bool wasRefused);
    void takeAgain(const std::optional<ClientApplication> &now);
    void tellMeanwhile(const std::optional<ClientApplication> &now, const ChangeNotice &notice);
    void take(const QString &key, const std::optional<ClientApplication> &client);
    void choose(const QString &key);
    void showLoadedList();

    DatabaseThread &m_database;
    ClientList &m_list;
    ClientDraft &m_draft;
    QString m_wantedKey;    ///< the row to be current once the list is read again
    int m_question = 0;     ///< answers to older ones are thrown away
    int m_goneSubject = -1; ///< of the draft whose client application somebody else deleted
};

}
