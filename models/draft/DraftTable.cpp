#include "draft/DraftTable.h"

#include "draft/DraftDatabase.h"

#include <QScopedValueRollback>
#include <QSqlError>
#include <QSqlField>
#include <QSqlRecord>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

/// More rows than this are read again as a whole.
constexpr int mostReadOneByOne = 16;

}

DraftTable::DraftTable(const DraftDatabase &database, const QString &name, const QStringList &titles,
                       const QString &filter)
    : QSqlTableModel(nullptr, database.sql()), m_shown(int(titles.size()))
{
    setEditStrategy(OnFieldChange);
    setTable(name);
    setFilter(filter);
    const QSqlRecord columns = record();
    m_position = columns.indexOf(u"position"_s);
    for (int column = 0; column < columns.count() - 1; ++column)
        m_blank << draftValue(QVariant(columns.field(column).metaType()));
    m_blank << QVariant();
    for (int column = 0; column < m_shown; ++column)
        setHeaderData(column, Qt::Horizontal, titles.at(column));
    DraftTable::select();
}

/// All rows at once: a view would otherwise be told of the first 256 and ask for more.
bool DraftTable::select()
{
    beginResetModel();
    const bool isRead = QSqlTableModel::select();
    while (canFetchMore())
        fetchMore();
    endResetModel();
    endIfFailed();
    if (!m_isWriting)
        Q_EMIT changed();
    return isRead;
}

void DraftTable::endIfFailed() const
{
    if (lastError().isValid())
        qFatal("The working copy failed: %ls", qUtf16Printable(lastError().nativeErrorCode()));
}

QString DraftTable::orderByClause() const
{
    return m_position < 0 ? u"ORDER BY draft_id"_s : u"ORDER BY position, draft_id"_s;
}

int DraftTable::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_shown;
}

QVariant DraftTable::valueAt(int row, int column) const
{
    return QSqlTableModel::data(createIndex(row, column), Qt::EditRole);
}

DraftRow DraftTable::rowAt(int row) const
{
    DraftRow values;
    for (int column = 0; column < m_blank.size(); ++column)
        values << valueAt(row, column);
    return values;
}

QList<DraftRow> DraftTable::rows() const
{
    QList<DraftRow> all;
    for (int row = 0; row < rowCount(); ++row)
        all << rowAt(row);
    return all;
}

qint64 DraftTable::keyAt(int row) const
{
    return valueAt(row, int(m_blank.size()) - 1).toLongLong();
}

int DraftTable::rowOfKey(qint64 key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (keyAt(row) == key)
            return row;
    }
    return -1;
}

DraftRow DraftTable::blankRow(int row) const
{
    DraftRow blank = m_blank;
    if (m_position >= 0) {
        const int last = rowCount() - 1;
        blank[m_position] = last < 0 ? row : valueAt(last, m_position).toInt() + row - last;
    }
    return blank;
}

QVariant DraftTable::data(const QModelIndex &index, int role) const
{
    const auto problem = m_problems.constFind(index.row());
    const bool hasProblem = problem != m_problems.constEnd();
    switch (role) {
    case SeverityRole:
        return hasProblem ? int(problem->severity) : -1;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return hasProblem ? problem->text : QString();
    default:
        return QSqlTableModel::data(index, role);
    }
}

void DraftTable::setProblems(const QList<Problem> &problems)
{
    QHash<int, Problem> worst;
    for (const Problem &problem : problems) {
        if (problem.row >= 0 && !worst.contains(problem.row))
            worst.insert(problem.row, problem);
    }
    if (worst == m_problems)
        return;
    m_problems = worst;
    tellAllChanged();
}

void DraftTable::tellAllChanged()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

Qt::ItemFlags DraftTable::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QSqlTableModel::flags(index);
    return isHeld() ? flags & ~Qt::ItemIsEditable : flags;
}

bool DraftTable::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || isHeld())
        return false;
    const DraftRow before = rowAt(index.row());
    {
        const QScopedValueRollback writing(m_isWriting, true);
        if (!QSqlTableModel::setData(index, draftValue(value), role)) {
            endIfFailed();
            return false;
        }
    }
    if (const DraftRow after = rowAt(index.row()); after != before) {
        Q_EMIT written({{before, after}}, index.column());
        Q_EMIT changed();
    }
    return true;
}

/// QSqlTableModel inserts and removes one row at a time, and then wants all read again for each.
bool DraftTable::insertRows(int row, int count, const QModelIndex &parent)
{
    if (parent.isValid() || row != rowCount() || count < 1)
        return false;
    DraftChange change;
    for (int added = 0; added < count; ++added)
        change << DraftRowChange{{}, blankRow(row + added)};
    write(change);
    return true;
}

bool DraftTable::removeRows(int row, int count, const QModelIndex &parent)
{
    if (parent.isValid() || row < 0 || count < 1 || row + count > rowCount())
        return false;
    QList<int> rows(count);
    std::iota(rows.begin(), rows.end(), row);
    removeRowsAt(rows);
    return true;
}

void DraftTable::removeRowsAt(const QList<int> &rows)
{
    DraftChange change;
    for (const int row : rows)
        change << DraftRowChange{rowAt(row), {}};
    write(change);
}

void DraftTable::setRow(int row, const QVariantList &values)
{
    if (row >= rowCount())
        return;
    const DraftRow before = rowAt(row);
    write({{before, values + before.sliced(values.size())}});
}

void DraftTable::fill(QList<DraftRow> rows)
{
    DraftChange change;
    for (int row = 0; row < rowCount(); ++row)
        change << DraftRowChange{rowAt(row), {}};
    keepKeys(change, rows);
    for (qsizetype row = 0; row < rows.size(); ++row) {
        if (m_position >= 0)
            rows[row][m_position] = row;
        change << DraftRowChange{{}, rows.at(row)};
    }
    if (!change.isEmpty())
        writeAgain(change);
}

void DraftTable::refill(const std::function<void()> &fill)
{
    const QList<DraftRow> before = rows();
    fill();
    DraftChange change;
    for (const DraftRow &row : before)
        change << DraftRowChange{row, {}};
    for (const DraftRow &row : rows())
        change << DraftRowChange{{}, row};
    Q_EMIT written(change, -1);
}

/// The rows before and after what differs are the same ones as before for whoever has them selected.
void DraftTable::keepKeys(const DraftChange &before, QList<DraftRow> &rows) const
{
    const auto keep = [&](qsizetype old, qsizetype row) {
        const DraftRow &known = before.at(old).before;
        for (qsizetype column = 0; column < known.size() - 1; ++column) {
            if (column != m_position && known.at(column) != rows.at(row).value(column))
                return false;
        }
        rows[row].last() = known.last();
        return true;
    };
    const qsizetype fewer = std::min(before.size(), rows.size());
    qsizetype first = 0;
    while (first < fewer && keep(first, first))
        ++first;
    qsizetype last = 1;
    while (last <= fewer - first && keep(before.size() - last, rows.size() - last))
        ++last;
}

void DraftTable::write(DraftChange change, int column)
{
    change.removeIf([](const DraftRowChange &one) { return one.before == one.after; });
    if (change.isEmpty() || isHeld())
        return;
    apply(change);
    Q_EMIT written(change, column);
    Q_EMIT changed();
}

void DraftTable::writeAgain(DraftChange change)
{
    apply(change);
    Q_EMIT changed();
}

void DraftTable::apply(DraftChange &change)
{
    const QScopedValueRollback writing(m_isWriting, true);
    database().transaction();
    DraftQuery remove(database(), u"DELETE FROM %1 WHERE draft_id = ?"_s.arg(tableName()));
    DraftQuery put(database(), u"REPLACE INTO %1 VALUES (%2)"_s.arg(
                                   tableName(), QStringList(m_blank.size(), u"?"_s).join(u", "_s)));
    for (auto &[before, after] : change) {
        if (after.isEmpty()) {
            remove.run({before.last()});
            continue;
        }
        put.run(after);
        if (after.last().isNull())
            after.last() = put.lastKey();
    }
    database().commit();
    showApplied(change);
}

/// Where all rows stay, so do selection and open editors.
void DraftTable::showApplied(const DraftChange &change)
{
    if (change.size() > mostReadOneByOne) {
        select();
        return;
    }
    QList<int> rows;
    for (const auto &[before, after] : change) {
        const bool stays = !before.isEmpty() && !after.isEmpty() &&
                           (m_position < 0 || before.at(m_position) == after.at(m_position));
        rows << (stays ? rowOfKey(after.last().toLongLong()) : -1);
    }
    if (rows.contains(-1)) {
        select();
        return;
    }
    for (const int row : std::as_const(rows))
        selectRow(row);
}

}
