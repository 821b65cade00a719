#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>

class QWidget;

namespace gatehouse {

/// Tells when nobody has used keyboard or mouse for a while.
class IdleLock : public QObject
{
    Q_OBJECT

public:
    explicit IdleLock(QObject *parent = nullptr);

    /// 0: never. Another one counts from now on.
    void setPatience(std::chrono::milliseconds patience);

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void check();

    std::chrono::milliseconds m_patience{0};
    QElapsedTimer m_sinceInput;
    QTimer m_timer;
};

/// The dialogs of a window that are out of sight while it is locked; what was typed in them stays.
class HiddenDialogs
{
public:
    void hideThoseOf(QWidget &window);
    void showAgain();
    /// They are given up: another person, or one in another database, must not see them.
    void drop();
    bool isAny() const;

private:
    QList<QPointer<QWidget>> m_hidden;
};

}
