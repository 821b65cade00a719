#pragma once

#include "services/signin/SignIn.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace gatehouse {

class DatabaseThread;
class MessageBar;
class NewPassword;
class PasswordField;

/// Shown instead of everything else until a main administrator is signed in: it makes the first one, signs
/// in, or unlocks.
class SignInPage : public QWidget
{
    Q_OBJECT

public:
    enum class Purpose { SignIn, MakeFirst, Unlock };

    explicit SignInPage(DatabaseThread &database, QWidget *parent = nullptr);
    ~SignInPage() override;

    /// Asks the database whether there is a main administrator, and then the person.
    void begin();
    /// Asks for the password of the one who is signed in; nobody else can unlock.
    void lock(const signin::Administrator &who);
    /// Asks anybody who may sign in, because the one who was may not any more, or the database is another.
    void askAgain(const QString &why);
    /// Why the window does not close while it is locked.
    void explainUnsaved();

    /// What is wrong with the whole database: stays until it is dismissed.
    MessageBar &databaseBar() { return *m_databaseBar; }

Q_SIGNALS:
    void signedIn(const gatehouse::signin::Administrator &who);
    /// Whoever was signed in did not get in again.
    void notUnlocked();

private:
    QWidget *makeSignInForm();
    QWidget *makeFirstForm();
    void ask(Purpose purpose);
    void submit();
    void submitFirst();
    void cancel();
    void take(const Result<signin::Administrator> &outcome);
    void setBusy(bool busy);
    void showState();
    void focusField();

    DatabaseThread &m_database;
    Purpose m_purpose = Purpose::SignIn;
    bool m_busy = false;
    QLabel *m_title;
    QLabel *m_text;
    MessageBar *m_databaseBar;
    MessageBar *m_messages;
    QWidget *m_forms;
    QWidget *m_signInForm = nullptr;
    QWidget *m_firstForm = nullptr;
    QLineEdit *m_userId;
    PasswordField *m_password;
    QLineEdit *m_firstUserId = nullptr;
    QLineEdit *m_firstName = nullptr;
    NewPassword *m_newPassword = nullptr;
    QPushButton *m_go;
    QPushButton *m_cancel;
    QTimer *m_slow;                                 ///< says why there is no answer yet
    std::shared_ptr<std::atomic<bool>> m_cancelled; ///< of the sign-in that is under way
};

}
