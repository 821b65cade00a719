#include "ui/client/othersettings/SettingsModel.h"

#include "draft/ClientDraft.h"
#include "draft/DraftTable.h"
#include "ui/client/ValidationController.h"
#include "ui/client/othersettings/SettingText.h"

#include <algorithm>

namespace gatehouse {

using json::Json;

namespace {

/// Of the draft's table.
enum TableColumn { FormatColumn, ObjectColumn };

}

SettingsModel::SettingsModel(ClientDraft &draft, ValidationController &validation, QObject *parent)
    : QAbstractItemModel(parent)
    , m_draft(draft)
    , m_validation(validation)
    , m_table(draft.table(ClientField::OtherSettings))
    , m_root(settingstree::treeOf({}))
{
    connect(&m_table, &DraftTable::changed, this, &SettingsModel::readAgain);
    connect(&validation, &ValidationController::validated, this, &SettingsModel::showProblems);
    readAgain();
    showProblems();
}

void SettingsModel::readAgain()
{
    QList<std::pair<QString, QString>> formats;
    for (int row = 0; row < m_table.rowCount(); ++row)
        formats.emplaceBack(m_table.valueAt(row, FormatColumn).toString(),
                            m_table.valueAt(row, ObjectColumn).toString());
    auto tree = settingstree::treeOf(formats);
    if (settingstree::isSameShape(*tree, *m_root)) {
        settingstree::takeValues(*m_root, *tree);
        return tellChanged({});
    }
    beginResetModel();
    m_root = std::move(tree);
    endResetModel();
}

void SettingsModel::showProblems()
{
    const QList<Problem> problems = m_validation.problemsOf(ClientField::OtherSettings);
    if (problems == m_problems)
        return;
    m_problems = problems;
    tellChanged({});
}

void SettingsModel::tellChanged(const QModelIndex &parent)
{
    const int rows = rowCount(parent);
    if (rows == 0)
        return;
    Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, ColumnCount - 1, parent));
    for (int row = 0; row < rows; ++row)
        tellChanged(index(row, 0, parent));
}

const SettingsModel::Node &SettingsModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<const Node *>(index.constInternalPointer()) : *m_root;
}

QModelIndex SettingsModel::indexOf(const Node &node, int column) const
{
    return &node == m_root.get() ? QModelIndex() : createIndex(node.row, column, &node);
}

template<typename Match>
const SettingsModel::Node *SettingsModel::find(const Node &node, const Match &match) const
{
    for (const auto &child : node.children) {
        if (match(*child))
            return child.get();
        if (const Node *found = find(*child, match))
            return found;
    }
    return nullptr;
}

QModelIndex SettingsModel::indexOf(const QString &place) const
{
    const Node *found = find(*m_root, [&](const Node &node) { return node.place == place; });
    return found ? indexOf(*found) : QModelIndex();
}

QModelIndex SettingsModel::firstProblem() const
{
    const Node *found = find(*m_root, [this](const Node &node) { return problemAt(node); });
    return found ? indexOf(*found) : QModelIndex();
}

/// A risk names its place, or the list and the element in it; the text of what is refused begins with it.
const Problem *SettingsModel::problemAt(const Node &node) const
{
    const QString inList = node.name.empty() && node.parent && node.scalar.is_string()
                               ? node.parent->place + u' ' + settingtext::ofValue(node)
                               : QString();
    const auto found = std::ranges::find_if(m_problems, [&](const Problem &problem) {
        return problem.rule.isEmpty() ? problem.text.startsWith(node.place + u' ')
                                      : problem.value == node.place || problem.value == inList;
    });
    return found == m_problems.end() ? nullptr : &*found;
}

QModelIndex SettingsModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent)
               ? createIndex(row, column, nodeAt(parent).children[std::size_t(row)].get())
               : QModelIndex();
}

QModelIndex SettingsModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(*nodeAt(child).parent) : QModelIndex();
}

int SettingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeAt(parent).children.size());
}

int SettingsModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant SettingsModel::shown(const Node &node, int column) const
{
    switch (column) {
    case Name:
        return settingtext::ofName(node);
    case Kind:
        return settingtext::ofKind(node.kind);
    default:
        return settingtext::ofValue(node);
    }
}

QVariant SettingsModel::choices(const Node &node, int column) const
{
    if (column == Kind)
        return QVariant::fromValue(settingtext::kindChoices());
    return column == Value && node.kind == settingstree::Kind::Flag
               ? QVariant::fromValue(settingtext::flagChoices())
               : QVariant();
}

QVariant SettingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = nodeAt(index);
    const Problem *problem = index.column() == Name ? problemAt(node) : nullptr;
    switch (role) {
    case Qt::DisplayRole:
        return shown(node, index.column());
    case Qt::EditRole:
        return index.column() == Kind ? settingtext::keyOf(node.kind) : shown(node, index.column());
    case DraftTable::ChoicesRole:
        return choices(node, index.column());
    case DraftTable::SeverityRole:
        return problem ? int(problem->severity) : -1;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return problem ? problem->text : QString();
    case PlaceRole:
        return node.place;
    default:
        return {};
    }
}

QVariant SettingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractItemModel::headerData(section, orientation, role);
    switch (section) {
    case Name:
        return tr("Setting");
    case Kind:
        return tr("Kind");
    default:
        return tr("Value");
    }
}

Qt::ItemFlags SettingsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (!index.isValid() || m_table.isHeld() || &nodeAt(index) == &settingstree::formatOf(nodeAt(index)))
        return flags;
    const auto kind = nodeAt(index).kind;
    const bool hasValue = !settingstree::isContainer(kind) && kind != settingstree::Kind::Nothing;
    return flags.setFlag(Qt::ItemIsEditable, index.column() == Kind || (index.column() == Value && hasValue));
}

template<typename Change>
void SettingsModel::edit(const Node &node, const Change &change)
{
    const int row = settingstree::formatOf(node).row;
    Json object = json::fromCompactText(m_table.valueAt(row, ObjectColumn).toString());
    change(settingstree::valueOf(object, node));
    m_table.setData(m_table.index(row, ObjectColumn), json::compactText(object));
}

bool SettingsModel::write(const Node &node, const Json &value)
{
    edit(node, [&](Json &there) { there = value; });
    return true;
}

bool SettingsModel::setKind(const Node &node, const QString &key)
{
    const auto kind = settingtext::kindOfKey(key);
    return kind && *kind != node.kind && write(node, settingtext::converted(node, *kind));
}

/// Something that is not whole yet, as a number of which the sign is typed, is not taken.
bool SettingsModel::setValue(const Node &node, const QString &typed)
{
    const auto value = settingtext::valueFrom(typed, node.kind);
    return value && write(node, *value);
}

bool SettingsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const Node &node = nodeAt(index);
    return index.column() == Kind ? setKind(node, value.toString()) : setValue(node, value.toString());
}

QModelIndex SettingsModel::containerFor(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Node &node = nodeAt(index);
    return settingstree::isContainer(node.kind) ? indexOf(node) : indexOf(*node.parent);
}

bool SettingsModel::isList(const QModelIndex &container) const
{
    return container.isValid() && nodeAt(container).kind == settingstree::Kind::List;
}

bool SettingsModel::hasMember(const QModelIndex &container, const QString &name) const
{
    return std::ranges::any_of(nodeAt(container).children,
                               [&](const auto &child) { return child->name == json::fromText(name); });
}

void SettingsModel::add(const QModelIndex &container, const QString &name, settingstree::Kind kind)
{
    m_draft.endTyping();
    edit(nodeAt(container), [&](Json &there) {
        if (there.is_array())
            there.push_back(settingstree::emptyValue(kind));
        else
            there[json::fromText(name)] = settingstree::emptyValue(kind);
    });
    m_draft.endTyping();
}

void SettingsModel::addTo(const QString &format, const QString &name, settingstree::Kind kind)
{
    if (const QModelIndex known = indexOf(format); known.isValid())
        return add(known, name, kind);
    Json object = Json::object();
    object[json::fromText(name)] = settingstree::emptyValue(kind);
    DraftRow row = m_table.blankRow(m_table.rowCount());
    row[FormatColumn] = format;
    row[ObjectColumn] = json::compactText(object);
    m_table.write({{{}, row}});
}

/// With the last setting of a format its row goes, too.
void SettingsModel::remove(const QModelIndex &index)
{
    const Node &node = nodeAt(index);
    const Node &format = settingstree::formatOf(node);
    const bool isLast = node.parent == &format && format.children.size() == 1;
    if (&node == &format || isLast)
        return m_table.removeRowsAt({format.row});
    m_draft.endTyping();
    edit(*node.parent, [&](Json &there) {
        if (there.is_array())
            there.erase(std::size_t(node.row));
        else
            there.erase(node.name);
    });
    m_draft.endTyping();
}

}
