#pragma once

#include "domain/rules/Problem.h"

#include <QHash>
#include <QSqlTableModel>

#include <functional>

namespace gatehouse {

class DraftDatabase;

/// The values of one row in the order of the table's columns, its key last: null until it is written. Without
/// values there is no such row.
using DraftRow = QVariantList;

struct DraftRowChange
{
    DraftRow before;
    DraftRow after;

    bool operator==(const DraftRowChange &) const = default;
};

/// What a cell can be where that is chosen and not typed.
struct Choice
{
    QString key;
    QString text;
};

/// What is done, and undone, in one step.
using DraftChange = QList<DraftRowChange>;

/// One table of a working copy as its tab edits it. Every edit is in the table at once; cells are edited one
/// by one with setData(), rows with insertRows() at the end and removeRows(), and many at once with write().
/// Whatever else writes into the table calls select() afterwards.
class DraftTable : public QSqlTableModel
{
    Q_OBJECT

public:
    enum Role {
        SeverityRole = Qt::UserRole, ///< of what is wrong with the row, as in Severity; -1 nothing
        ChoicesRole,                 ///< QList<Choice>, empty where a cell is typed
    };

    /// The first columns of the table, which have `titles`, are those of the model. `filter` as in
    /// setFilter().
    DraftTable(const DraftDatabase &database, const QString &name, const QStringList &titles,
               const QString &filter = {});

    /// Asked before each edit of a person: while it says so there is none, and no cell can be edited.
    void setHeldBy(std::function<bool()> isHeld) { m_isHeld = std::move(isHeld); }
    bool isHeld() const { return m_isHeld && m_isHeld(); }

    /// Replaces all rows, in that order; it cannot be undone.
    void fill(QList<DraftRow> rows);
    /// Does several things as one step; with a column, what one edit of a cell there comes to.
    void write(DraftChange change, int column = -1);
    /// The same without telling it: for undo and redo.
    void writeAgain(DraftChange change);
    /// Does `fill`, which puts other rows in place of all that there are, as one step that can be undone.
    void refill(const std::function<void()> &fill);
    void removeRowsAt(const QList<int> &rows);
    /// Replaces the first values of a row that is there.
    void setRow(int row, const QVariantList &values);

    DraftRow rowAt(int row) const;
    QList<DraftRow> rows() const;
    /// Columns that are not shown have values, too.
    QVariant valueAt(int row, int column) const;
    qint64 keyAt(int row) const;
    int rowOfKey(qint64 key) const; ///< -1: there is none
    /// As insertRows() makes it, to be the row at `row`.
    virtual DraftRow blankRow(int row) const;

    /// Problem::row is the row; a row has its worst.
    void setProblems(const QList<Problem> &problems);

    bool select() override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    bool insertRows(int row, int count, const QModelIndex &parent = {}) override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;

Q_SIGNALS:
    /// A person edited: one cell, or several things (column -1).
    void written(const gatehouse::DraftChange &change, int column);
    void changed(); ///< by whatever

protected:
    QString orderByClause() const override;
    void tellAllChanged();
    int positionColumn() const { return m_position; } ///< the one that orders the rows; -1: none does

private:
    /// As DraftQuery: what could not be read or written must not pass for what is typed.
    void endIfFailed() const;
    void keepKeys(const DraftChange &before, QList<DraftRow> &rows) const;
    void apply(DraftChange &change);
    void showApplied(const DraftChange &change);

    std::function<bool()> m_isHeld;
    int m_shown;
    DraftRow m_blank;
    int m_position = -1; ///< the column that orders the rows
    bool m_isWriting = false;
    QHash<int, Problem> m_problems; ///< by row
};

}
