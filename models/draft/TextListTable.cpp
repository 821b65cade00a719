#include "draft/TextListTable.h"

#include "domain/rules/FieldRules.h"

#include <QSet>

#include <algorithm>

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

void TextListTable::editTexts(const QStringList &texts)
{
    DraftChange change = changeTo(texts);
    change.removeIf([](const DraftRowChange &one) { return one.before == one.after; });
    const bool isOneRow = change.size() == 1 && !change.first().after.isEmpty();
    if (isOneRow && !change.first().before.isEmpty())
        setData(index(rowOfKey(change.first().before.last().toLongLong()), Text),
                change.first().after.at(Text));
    else
        write(change, isOneRow ? Text : -1);
}

/// What differs stands between the rows that are the same from the beginning and from the end.
DraftChange TextListTable::changeTo(const QStringList &texts) const
{
    const QStringList old = this->texts();
    const auto same = std::ranges::mismatch(old, texts);
    const qsizetype first = same.in1 - old.begin();
    const qsizetype fewer = std::min(old.size(), texts.size());
    qsizetype last = 0;
    while (last < fewer - first && old.at(old.size() - 1 - last) == texts.at(texts.size() - 1 - last))
        ++last;
    const qsizetype more = texts.size() - old.size();
    DraftChange change;
    for (qsizetype row = 0; row < old.size(); ++row) {
        const bool isBehind = row >= old.size() - last;
        const qsizetype target = isBehind ? row + more : row;
        DraftRow after = rowAt(int(row));
        if (!isBehind && row >= texts.size() - last) {
            after.clear();
        } else {
            after[Text] = texts.at(target);
            after[Position] = target;
        }
        change << DraftRowChange{rowAt(int(row)), after};
    }
    for (qsizetype row = old.size() - last; row < texts.size() - last; ++row) {
        change << DraftRowChange{{}, newRow(texts.at(row), int(row))};
        change.last().after[Position] = row;
    }
    return change;
}

RedirectTable::RedirectTable(const DraftDatabase &database, const QString &kind)
    : TextListTable(database, u"client_redirect"_s, {tr("Redirect")}, u"kind = '%1'"_s.arg(kind))
    , m_kind(kind)
{
}

DraftRow RedirectTable::blankRow(int row) const
{
    DraftRow blank = TextListTable::blankRow(row);
    blank[Kind] = m_kind;
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
    return TextListTable::setData(index, rules::trimmedUri(value.toString()), role);
}

}
