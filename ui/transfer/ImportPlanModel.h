#pragma once

#include "services/ImportPlan.h"

#include <QAbstractItemModel>
#include <QSet>

#include <memory>

namespace gatehouse {

/// What an import would do: a row for each client application, and for each API scope and user that does not
/// stay as it is. Beneath it the fields before and after, and what is not taken as the file says it. A client
/// application that would be written has a check box, to leave it out.
class ImportPlanModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { What, Happens, ColumnTotal };
    enum Role { StatusRole = Qt::UserRole }; ///< ImportStatus as int, on rows of the first level

    using QAbstractItemModel::QAbstractItemModel;

    void setPlan(std::shared_ptr<const ImportPlan> plan); ///< null: none
    /// Client IDs in lower case, which outlive a plan.
    const QSet<QString> &leftOut() const { return m_leftOut; }
    void forgetLeftOut() { m_leftOut.clear(); }
    void takeAll();
    void takeNone();

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    /// Known without reading what stands beneath, of which there may be very much.
    bool hasChildren(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void leftOutChanged();

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
    /// The client ID, in lower case, when it can be taken or left out; else empty.
    QString choiceOf(const QModelIndex &index) const;
    void leaveOut(const QSet<QString> &clientIds);
    QString titleOfRow(const Row &row) const;
    QString outcomeOf(const Row &row) const;
    QString textOf(const QModelIndex &index) const;
    bool hasDetails(const Row &row) const;
    const QList<Line> &detailsOf(int row) const;
    QList<Line> makeDetails(const Row &row) const;
    static QList<Line> clientDetails(const PlannedClient &planned);
    static QList<Line> lossLines(const QList<Loss> &losses);

    std::shared_ptr<const ImportPlan> m_plan;
    QList<Row> m_rows;
    QSet<QString> m_leftOut;
    mutable QHash<int, QList<Line>> m_details; ///< made when asked for
};

}
