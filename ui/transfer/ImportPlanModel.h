#pragma once

#include "ui/transfer/PlanDetails.h"
#include "ui/transfer/PlanRow.h"

#include <QAbstractItemModel>
#include <QSet>

#include <memory>

namespace gatehouse {

/// What an import would do: a row for each client application, and for each API scope and user that does not
/// stay as it is. Beneath it the fields before and after, and what is not taken as the file says it, which is
/// fetched on another thread. A client application that would be written has a check box, to leave it out.
class ImportPlanModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { What, Happens, ColumnTotal };
    enum Role { StatusRole = Qt::UserRole }; ///< ImportStatus as int, on rows of the first level

    using QAbstractItemModel::QAbstractItemModel;

    /// What it comes from, unless that is a file: "On the server", "The rest of the server".
    void setSource(const QString &heading, const QString &rest);
    /// Null: none. `details` are those that are known already.
    void setPlan(std::shared_ptr<const ImportPlan> plan, const PlanDetails &details = {});
    /// Outlives a plan.
    const ClientChoice &choice() const { return m_choice; }
    void forgetChoice() { m_choice = {}; }
    void takeAll();
    void takeNone();
    /// Whether a person may choose now.
    void setChoosable(bool choosable) { m_isChoosable = choosable; }

    /// Of the client application that the row is about, or that it stands beneath; empty: it is about another
    /// record.
    QString clientIdAt(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    /// Known without reading what stands beneath, of which there may be very much.
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void choiceChanged();

private:
    void takeDetails(int row, const QList<PlanDetail> &details);
    /// The client ID, when it can be taken or left out; else empty.
    QString choosableAt(const QModelIndex &index) const;
    void choose(const ClientChoice &choice);
    QString textOf(const QModelIndex &index) const;

    QString m_heading = tr("In the file");
    QString m_rest; ///< empty: as the plan calls it
    std::shared_ptr<const ImportPlan> m_plan;
    quint64 m_planNumber = 0; ///< details of an older plan are thrown away
    QList<PlanRow> m_rows;
    ClientChoice m_choice;
    bool m_isChoosable = false;
    PlanDetails m_details;
    QSet<int> m_fetching;
};

}
