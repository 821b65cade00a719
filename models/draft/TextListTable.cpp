#include "draft/TextListTable.h"

#include "domain/rules/FieldRules.h"

#include <QSet>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

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
        after[positionColumn()] = texts.indexOf(before.at(Text).toString());
        if (!missing.removeOne(before.at(Text).toString()))
            after.clear();
        change << DraftRowChange{before, after};
    }
    for (const QString &text : std::as_const(missing)) {
        change << DraftRowChange{{}, newRow(text, 0)};
        change.last().after[positionColumn()] = texts.indexOf(text);
    }
    write(change);
}

void TextListTable::editTexts(const QStringList &texts)
{
    QList<int> rows(rowCount());
    std::iota(rows.begin(), rows.end(), 0);
    editRows(rows, texts, [this](const QString &text, int row) { return newRow(text, row); });
}

void TextListTable::editRows(const QList<int> &rows, const QStringList &texts, const MadeRow &made)
{
    DraftChange change = changeTo(rows, texts, made);
    change.removeIf([](const DraftRowChange &one) { return one.before == one.after; });
    const bool isOneRow = change.size() == 1 && !change.first().after.isEmpty();
    if (isOneRow && !change.first().before.isEmpty())
        setData(index(rowOfKey(change.first().before.last().toLongLong()), Text),
                change.first().after.at(Text));
    else
        write(change, isOneRow ? Text : -1);
}

/// What differs stands between the rows that are the same from the beginning and from the end.
DraftChange TextListTable::changeTo(const QList<int> &rows, const QStringList &texts,
                                    const MadeRow &made) const
{
    QStringList old;
    for (const int row : rows)
        old << valueAt(row, Text).toString();
    const auto same = std::ranges::mismatch(old, texts);
    const qsizetype first = same.in1 - old.begin();
    const qsizetype fewer = std::min(old.size(), texts.size());
    qsizetype last = 0;
    while (last < fewer - first && old.at(old.size() - 1 - last) == texts.at(texts.size() - 1 - last))
        ++last;
    const qsizetype more = texts.size() - old.size();
    const auto positionAt = [&](qsizetype row) -> qsizetype {
        if (row < rows.size())
            return valueAt(rows.at(row), positionColumn()).toLongLong();
        const qsizetype behind = row - rows.size();
        return rows.isEmpty() ? behind : valueAt(rows.last(), positionColumn()).toLongLong() + behind + 1;
    };
    DraftChange change;
    for (qsizetype row = 0; row < old.size(); ++row) {
        const bool isBehind = row >= old.size() - last;
        const qsizetype target = isBehind ? row + more : row;
        const DraftRow before = rowAt(rows.at(row));
        DraftRow after = before;
        if (!isBehind && row >= texts.size() - last) {
            after.clear();
        } else {
            after[Text] = texts.at(target);
            after[positionColumn()] = positionAt(target);
        }
        change << DraftRowChange{before, after};
    }
    for (qsizetype row = old.size() - last; row < texts.size() - last; ++row) {
        change << DraftRowChange{{}, made(texts.at(row), int(row))};
        change.last().after[positionColumn()] = positionAt(row);
    }
    return change;
}

RedirectTable::RedirectTable(const DraftDatabase &database, const QString &kind)
    : ServerTextTable(database, u"client_redirect"_s, tr("Redirect"), u"kind = '%1'"_s.arg(kind))
    , m_kind(kind)
{
}

DraftRow RedirectTable::blankRow(int row) const
{
    DraftRow blank = ServerTextTable::blankRow(row);
    blank[positionColumn() + 1] = m_kind;
    return blank;
}

RedirectTable::Added RedirectTable::addText(const QString &text)
{
    const QStringList present = texts();
    QSet<QString> known(present.begin(), present.end());
    Added added;
    DraftChange change;
    for (const QString &uri : rules::redirectsFromPaste(text)) {
        if (known.contains(uri)) {
            added.doubled << uri;
            continue;
        }
        known.insert(uri);
        change << DraftRowChange{{}, newRow(uri, rowCount() + added.rows)};
        ++added.rows;
        added.refused += rules::hasError(rules::checkRedirect(uri));
    }
    write(change);
    return added;
}

bool RedirectTable::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const bool isUri = index.column() == Text;
    return ServerTextTable::setData(index, isUri ? rules::trimmedUri(value.toString()) : value, role);
}

}
