#pragma once

#include "store/RowSteps.h"

#include <QAbstractTableModel>

#include <algorithm>
#include <functional>

namespace gatehouse {

/// A column of a TableModel: its heading, and what its cells say.
template<typename Row>
struct TableColumn
{
    QString heading;
    std::function<QString(const Row &row)> text;
};

/// A table of values in memory, a row for each. What a cell says is its tool tip as well, as cells cut texts
/// off. Where that is all, it needs no class of its own.
template<typename Row>
class TableModel : public QAbstractTableModel
{
public:
    explicit TableModel(QList<TableColumn<Row>> columns, QObject *parent = nullptr)
        : QAbstractTableModel(parent), m_columns(std::move(columns))
    {
    }

    void setRows(QList<Row> rows)
    {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }

    const QList<Row> &rows() const { return m_rows; }
    const Row &rowAt(int row) const { return m_rows.at(row); }

    int rowCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }

    int columnCount(const QModelIndex &parent = {}) const final
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const final
    {
        const bool isHeading = orientation == Qt::Horizontal && role == Qt::DisplayRole;
        return isHeading ? QVariant(m_columns.value(section).heading) : QVariant();
    }

    QVariant data(const QModelIndex &index, int role) const final
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
            return {};
        const Row &row = m_rows.at(index.row());
        return role == Qt::DisplayRole ? text(row, index.column()) : detail(row, index.column(), role);
    }

protected:
    /// Shows `after` by these steps, which lead there; where they are too many, by a reset. Views keep what
    /// is selected, and are told nothing where nothing differs.
    void takeSteps(const RowSteps &steps, const QList<Row> &after)
    {
        if (steps.isTooMany)
            return setRows(after);
        for (const auto &[first, last] : steps.removed) {
            beginRemoveRows({}, first, last);
            m_rows.remove(first, last - first + 1);
            endRemoveRows();
        }
        for (const auto &[from, to] : steps.moved) {
            beginMoveRows({}, from, from, {}, to);
            m_rows.move(from, to > from ? to - 1 : to);
            endMoveRows();
        }
        for (const auto &[first, last] : steps.inserted) {
            beginInsertRows({}, first, last);
            for (int row = first; row <= last; ++row)
                m_rows.insert(row, after.at(row));
            endInsertRows();
        }
        for (const auto &[first, last] : steps.changed) {
            std::copy(after.begin() + first, after.begin() + last + 1, m_rows.begin() + first);
            Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
        }
    }

    QString text(const Row &row, int column) const { return m_columns.at(column).text(row); }

    /// What a cell has beside its text.
    virtual QVariant detail(const Row &row, int column, int role) const
    {
        return role == Qt::ToolTipRole ? text(row, column) : QVariant();
    }

    /// Of the first whose member has the value; -1: none.
    template<typename Value>
    int rowWhere(Value Row::*member, const Value &value) const
    {
        const auto found = std::ranges::find(m_rows, value, member);
        return found == m_rows.end() ? -1 : int(found - m_rows.begin());
    }

    QList<Row> m_rows;

private:
    QList<TableColumn<Row>> m_columns;
};

}
