#pragma once

#include "support/Edits.h"
#include "ui/common/Workplace.h"

#include <QSemaphore>
#include <QTemporaryDir>

namespace gatehouse::test {

/// A database in a folder of its own with two users, two scopes and room for many client applications.
class ClientFixture
{
public:
    ClientFixture();

    DatabaseThread &thread() { return m_thread; }
    TaskRunner &tasks() { return m_tasks; }
    DatabaseUrl url() const;
    /// Encryption is not set up in it.
    Workplace &workplace() { return m_workplace; }
    void makeEncryptionKey();
    QString path(const QString &name) const { return m_folder.filePath(name); }

    ClientApplication stored(const QString &clientId);
    bool exists(const QString &clientId);
    ClientApplication save(const ClientApplication &client);
    /// A complete client application with OpenID Connect.
    ClientApplication addWebClient(const QString &clientId);

private:
    QTemporaryDir m_folder;
    DatabaseThread m_thread;
    TaskRunner m_tasks;
    Workplace m_workplace;
};

/// Keeps everything waiting that is asked of a database from now on.
class HeldBack
{
public:
    explicit HeldBack(DatabaseThread &database);
    ~HeldBack() { letGo(); }

    /// Returns when all has been answered.
    void letGo();

private:
    DatabaseThread &m_database;
    QSemaphore m_gate;
};

}
