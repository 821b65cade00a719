#pragma once

#include "ui/records/EditTable.h"
#include "ui/tables/MergeModel.h"

namespace gatehouse {

/// A three-way merge to look through and to choose in: what was, what each side made of it, and a choice for
/// each field or row.
class MergeTable : public EditTable
{
    Q_OBJECT

public:
    MergeTable(const QString &accessibleName, const MergeWords &words, QWidget *parent = nullptr);

    MergeModel &mergeModel() { return *m_model; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    MergeModel *m_model;
};

}
