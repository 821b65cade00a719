#pragma once

#include <QTableView>

namespace gatehouse {

/// A table in which a person types: wraps long texts, and begins to edit with Enter, F2 or the first letter.
class EditTable : public QTableView
{
    Q_OBJECT

public:
    explicit EditTable(const QString &accessibleName, QWidget *parent = nullptr);

Q_SIGNALS:
    void deletePressed(); ///< while no cell is being edited

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

}
