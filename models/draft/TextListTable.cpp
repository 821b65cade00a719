#include "draft/TextListTable.h"

#include "domain/rules/FieldRules.h"

#include <QSet>

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
