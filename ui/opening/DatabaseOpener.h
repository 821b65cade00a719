#pragma once

#include "domain/Error.h"
#include "store/DatabaseUrl.h"

#include <QObject>

#include <optional>

class QAction;
class QMenu;
class QWidget;

namespace gatehouse {

/// The ways to another database, and to the password of the one that is opened.
class DatabaseOpener : public QObject
{
    Q_OBJECT

public:
    explicit DatabaseOpener(QWidget &window);

    QAction *openAction() const { return m_open; }
    QMenu *recentMenu() const { return m_recent; }

    /// Shows the dialog.
    void choose();
    /// It is open: it is remembered, and its password is kept where that is wanted.
    void noteOpened(const DatabaseUrl &url);
    /// It is not: where its password is what is missing, looks for that in the keyring and asks for it.
    void offerPassword(const DatabaseUrl &url, const Error &why);

Q_SIGNALS:
    void chosen(const gatehouse::DatabaseUrl &url);
    void passwordKnown(const gatehouse::DatabaseUrl &url); ///< of the one that was not opened for want of it
    void notKept(const gatehouse::Error &why);             ///< the password, in the keyring

private:
    void showRecent();
    void chooseRecent(const QString &url);
    void forget(const QString &url);
    void askPassword(const DatabaseUrl &url, const Error &why);
    void tryWith(const DatabaseUrl &url, const QString &password);

    QWidget &m_window;
    QAction *m_open;
    QMenu *m_recent;
    /// What was said of the password of the database that is being opened.
    struct Wish
    {
        QString url;
        bool keepsPassword = false;
    };
    std::optional<Wish> m_wish;
    QString m_inKeyring; ///< the URL whose password was taken from there, so that a wrong one is asked for
};

}
