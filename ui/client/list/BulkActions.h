#pragma once

#include "services/BulkEdit.h"
#include "store/records/ClientPage.h"
#include "ui/common/MessageBar.h"

#include <QObject>

#include <functional>

namespace gatehouse {

class ClientDraft;
class ClientList;
struct Workplace;

/// Deletes, enables and disables the client applications that the list says are acted upon, and tells what
/// came of it. Which these are is settled when it is chosen: nobody else's come in later.
class BulkActions : public QObject
{
    Q_OBJECT

public:
    /// `page` is the parent of the question before deleting.
    BulkActions(Workplace &workplace, ClientList &list, ClientDraft &draft, QWidget *page);

    void askRemove();
    void setEnabled(bool enabled);

Q_SIGNALS:
    void changed(); ///< or may have changed: the list is to be read again
    void failed(const gatehouse::Error &error);
    void done(gatehouse::MessageBar::MessageType type, const QString &text);

private:
    using Names = QList<store::ClientName>;
    /// Goes on with what they are one by one; those that were not read are asked for.
    void settle(std::function<void(const Names &)> then);
    void askRemove(const Names &clients);
    void remove(const QStringList &keys, const bulk::ReadVersions &read);
    /// Somebody else changed what is open since it was read.
    void askRemoveChanged();
    void askRemoveChanged(const ClientApplication &now);
    bulk::ReadVersions versionOfOpen() const;
    void setEnabled(const QStringList &keys, bool enabled);
    QString whatGoes(const Names &clients) const;
    void forgetOpen(const QStringList &removed);
    using Change = std::function<Result<bulk::Outcome>(const Database &, const Progress &)>;
    void run(const QString &title, const QString &doneText, Change change,
             std::function<void(const bulk::Outcome &)> whenDone = {});
    static QString named(const QStringList &clientIds);
    static QString text(const bulk::Outcome &outcome, const QString &doneText);

    Workplace &m_workplace;
    ClientList &m_list;
    ClientDraft &m_draft;
    QWidget *m_page;
};

}
