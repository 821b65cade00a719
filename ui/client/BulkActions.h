#pragma once

#include "services/BulkEdit.h"
#include "ui/common/MessageBar.h"

#include <QObject>

#include <functional>

namespace gatehouse {

class ClientDraft;
class ClientList;
class DatabaseThread;
class TaskRunner;

/// Deletes, enables and disables the client applications that are selected in the list, and tells what came
/// of it.
class BulkActions : public QObject
{
    Q_OBJECT

public:
    /// `page` is the parent of the question before deleting.
    BulkActions(DatabaseThread &database, TaskRunner &tasks, ClientList &list, ClientDraft &draft,
                QWidget *page);

    void askRemove();
    void setEnabled(bool enabled);

Q_SIGNALS:
    void changed(); ///< or may have changed: the list is to be read again
    void failed(const gatehouse::Error &error);
    void done(gatehouse::MessageBar::MessageType type, const QString &text);

private:
    void remove(const QStringList &keys);
    QString whatGoes(const QStringList &keys, const QStringList &clientIds) const;
    using Change = std::function<Result<bulk::Outcome>(const Database &, const Progress &)>;
    void run(const QString &title, const QString &doneText, Change change);
    static QString named(const QStringList &clientIds);
    static QString text(const bulk::Outcome &outcome, const QString &doneText);

    DatabaseThread &m_database;
    TaskRunner &m_tasks;
    ClientList &m_list;
    ClientDraft &m_draft;
    QWidget *m_page;
};

}
