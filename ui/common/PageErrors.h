#pragma once

#include "domain/Error.h"

#include <QObject>

#include <functional>

namespace gatehouse {

class DatabaseThread;
class MessageBar;

/// Shows in a page's message bar what went wrong, for as long as it is so. What the window tells for all
/// pages, that the session ended or the database was lost, is left to the window.
class PageErrors : public QObject
{
    Q_OBJECT

public:
    using StillSo = std::function<bool()>;

    PageErrors(DatabaseThread &database, MessageBar &bar);

    void showError(const Error &error);
    /// What was typed is not saved. Without `stillSo` the cause lies elsewhere than in what was typed.
    void showNotSaved(const Error &error, StillSo stillSo = {});
    void showNotSaved(const QString &text, StillSo stillSo);
    void showNotRead(const Error &error);

    /// What was typed changed: a message goes when what it tells is so no more.
    void lookAgain();
    /// All is read again: a message goes whose cause lay elsewhere; where it is still there the next try
    /// tells.
    void readAgain();

private:
    bool isToldByWindow(const Error &error) const;
    bool isAway(const Error &error) const;
    void remember(StillSo stillSo);
    void dismiss();

    MessageBar &m_bar;
    QString m_lost;    ///< what the window says of the database that was lost
    QString m_away;    ///< or of its server that does not answer
    QString m_passing; ///< what the bar says that can cease to be so
    StillSo m_stillSo;
};

}
