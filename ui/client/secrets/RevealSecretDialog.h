#pragma once

#include "secrets/SecretBytes.h"

#include <QDeadlineTimer>
#include <QDialog>
#include <QTimer>

#include <chrono>

class QLabel;
class QLineEdit;
class QPushButton;

namespace gatehouse {

/// Shows a secret for a short while. It goes away by itself, and for good when it or the page beneath it is
/// hidden, as when the window is locked.
class RevealSecretDialog : public QDialog
{
    Q_OBJECT

public:
    RevealSecretDialog(const QString &title, const SecretBytes &secret, QWidget *parent,
                       std::chrono::seconds time = std::chrono::seconds(30));
    ~RevealSecretDialog() override;

    void done(int result) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build(const QString &title);
    void copy();
    void countDown();
    void forget();

    QLineEdit *m_shown;
    QPushButton *m_copy;
    QLabel *m_left; ///< how long it is still shown
    QDeadlineTimer m_end;
    QTimer m_timer;
};

}
