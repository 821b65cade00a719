#pragma once

#include "services/ImportPlan.h"

#include <QAbstractItemModel>

#include <memory>

namespace gatehouse {

/// What an import would do: a row for each client application, and for each API scope and user that does not
/// stay as it is. Beneath it the fields before and after, and what is not taken as the file says it.
class ImportPlanModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { What, Happens, ColumnTotal };
    enum Role { StatusRole = Qt::UserRole }; ///< ImportStatus as int, on rows of the first level

    using QAbstractItemModel::QAbstractItemModel;

    void setPlan(std::shared_ptr<const ImportPlan> plan); ///< null: none

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Kind { Client, Scope, Resource, Language, User, File };
    struct Row
    {
        Kind kind;
        qsizetype position; ///< in the plan's list of that kind
    };
    struct Line
    {
        QString title;
        QString text;
    };

    void listRows();
    template<typename Planned>
    void listRecords(Kind kind, const QList<Planned> &records);
    /// Calls visit with the planned record of the row; a client application and the file itself are none.
    template<typename Visitor>
    void visitRecord(const Row &row, Visitor visit) const;
    std::optional<ImportStatus> statusOf(const Row &row) const;
    Line lineOf(const Row &row) const;
    const QList<Line> &detailsOf(int row) const;
    QList<Line> makeDetails(const Row &row) const;

    std::shared_ptr<const ImportPlan> m_plan;
    QList<Row> m_rows;
    mutable QHash<int, QList<Line>> m_details; ///< made when asked for
};

}
