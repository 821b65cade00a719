#pragma once

#include "ui/common/LineEdit.h"

#include <QVariant>

namespace gatehouse {

/// A time in seconds, typed and shown as people write it: `30 min`. Empty stands for none.
class LifetimeEdit : public LineEdit
{
    Q_OBJECT

public:
    explicit LifetimeEdit(QWidget *parent = nullptr);

    /// An int; nothing; or the text itself while it is no time.
    QVariant value() const;
    /// What stands for that value already stays as it was typed.
    void setValue(const QVariant &value);

private:
    void showInWords();
};

}
