#pragma once

#include "domain/Error.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace gatehouse {

/// Shown instead of the pages while no database is open: what happened, and the ways on.
class DatabaseErrorPage : public QWidget
{
    Q_OBJECT

public:
    explicit DatabaseErrorPage(QWidget *parent = nullptr);

    void showError(const Error &error);

Q_SIGNALS:
    void retryChosen();
    void otherWanted();

private:
    QLabel *m_text;
    QPushButton *m_retry;
};

}
