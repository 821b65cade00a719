#pragma once

#include "ui/records/RecordPart.h"

class QLabel;
class QPushButton;

namespace gatehouse {

/// The tab Password of a user: whether there is one, and a way to set another.
class PasswordPart : public RecordPart
{
    Q_OBJECT

public:
    explicit PasswordPart(QWidget *parent = nullptr);

    void display(const Record &record) override;
    bool focusColumn(const QString &) override { return false; }

Q_SIGNALS:
    void setPasswordChosen();

private:
    QLabel *m_text;
    QPushButton *m_set;
};

}
