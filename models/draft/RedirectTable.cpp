#include "draft/RedirectTable.h"

#include "domain/rules/FieldRules.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace gatehouse {

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
