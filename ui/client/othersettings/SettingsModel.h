#pragma once

#include "domain/rules/Problem.h"
#include "ui/client/othersettings/SettingsTree.h"

#include <QAbstractItemModel>
#include <QHash>

namespace gatehouse {

class ClientDraft;
class DraftTable;
class ValidationController;

/// The Other settings of a draft as a tree: a format each, and beneath it the members of its object. Every
/// edit writes the text of that object into the draft's table.
class SettingsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Kind, Value, ColumnCount };
    enum Role { PlaceRole = Qt::UserRole + 10 }; ///< beyond those of DraftTable

    SettingsModel(ClientDraft &draft, ValidationController &validation, QObject *parent = nullptr);

    bool isEmpty() const { return m_root->children.empty(); }
    /// The object or list that something new beside or in that row belongs to; invalid: there is none.
    QModelIndex containerFor(const QModelIndex &index) const;
    bool isList(const QModelIndex &container) const;
    bool hasMember(const QModelIndex &container, const QString &name) const;
    /// One step. `name` is for an object.
    void add(const QModelIndex &container, const QString &name, settingstree::Kind kind);
    /// The same in the object of a format, which may not be there yet.
    void addTo(const QString &format, const QString &name, settingstree::Kind kind);
    void remove(const QModelIndex &index);
    QModelIndex indexOf(const QString &place) const;
    /// The first that the rules have something against; invalid: there is none.
    QModelIndex firstProblem() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    using Node = settingstree::Node;

    void readAgain();
    void showProblems();
    void tellChanged(const QModelIndex &parent);
    const Node &nodeAt(const QModelIndex &index) const;
    QModelIndex indexOf(const Node &node, int column = 0) const;
    template<typename Match>
    const Node *find(const Node &node, const Match &match) const;
    const Problem *problemAt(const Node &node) const;
    QVariant shown(const Node &node, int column) const;
    QVariant choices(const Node &node, int column) const;
    bool setKind(const Node &node, const QString &kind);
    bool setValue(const Node &node, const QString &typed);
    bool write(const Node &node, const json::Json &value);
    template<typename Change>
    void edit(const Node &node, const Change &change);

    ClientDraft &m_draft;
    ValidationController &m_validation;
    DraftTable &m_table;
    std::unique_ptr<Node> m_root;
    QList<Problem> m_problems;
};

}
