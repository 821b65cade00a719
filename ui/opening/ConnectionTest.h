#pragma once

#include "store/DatabaseUrl.h"

#include <QWidget>

#include <functional>

class QPushButton;

namespace gatehouse {

class MessageBar;
class WorkProgress;

/// A button that tries a database, on another thread, and what came of it in words.
class ConnectionTest : public QWidget
{
    Q_OBJECT

public:
    /// What is to be tried, where it can be; and whether its password is in the keyring unless it has one.
    struct Wanted
    {
        DatabaseUrl url;
        bool isInKeyring = false;
    };
    using What = std::function<Result<Wanted>()>;

    explicit ConnectionTest(What what, QWidget *parent = nullptr);

    /// What came of it is about something else by now.
    void forget();
    /// Stops what is under way; tells whether there was something.
    bool cancel();

private:
    void begin();

    What m_what;
    QPushButton *m_button;
    WorkProgress *m_progress;
    MessageBar *m_answer;
    int m_round = 0; ///< answers of earlier ones are nobody's
};

}
