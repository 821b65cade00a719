#include "draft/TextListTable.h"

namespace gatehouse {

QStringList TextListTable::texts() const
{
    QStringList texts;
    for (int row = 0; row < rowCount(); ++row)
        texts << valueAt(row, Text).toString();
    return texts;
}

DraftRow TextListTable::newRow(const QString &text, int row) const
{
    DraftRow made = blankRow(row);
    made[Text] = text;
    return made;
}

void TextListTable::fillTexts(const QStringList &texts)
{
    QList<DraftRow> rows;
    for (const QString &text : texts)
        rows << newRow(text, 0);
    fill(rows);
}

void TextListTable::setTexts(const QStringList &texts)
{
    DraftChange change;
    QStringList missing = texts;
    for (int row = 0; row < rowCount(); ++row) {
        const DraftRow before = rowAt(row);
        DraftRow after = before;
        after[Position] = texts.indexOf(before.at(Text).toString());
        if (!missing.removeOne(before.at(Text).toString()))
            after.clear();
        change << DraftRowChange{before, after};
    }
    for (const QString &text : std::as_const(missing)) {
        change << DraftRowChange{{}, newRow(text, 0)};
        change.last().after[Position] = texts.indexOf(text);
    }
    write(change);
}

}
