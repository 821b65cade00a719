#pragma once

#include "draft/DraftTable.h"

namespace gatehouse {

/// A list of texts, a row each: the redirects of one kind, or the names of scopes and resources.
class TextListTable : public DraftTable
{
    Q_OBJECT

public:
    using DraftTable::DraftTable;

    QStringList texts() const;
    void fillTexts(const QStringList &texts);
    /// Leaves in the list what is in `texts`, adds what is not there yet, and puts all in that order. One
    /// step.
    void setTexts(const QStringList &texts);

protected:
    enum Column { Text, Position, Kind };
    DraftRow newRow(const QString &text, int row) const;
};

}
