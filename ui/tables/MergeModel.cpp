#include "ui/tables/MergeModel.h"

#include "domain/rules/Problem.h"
#include "draft/DraftTable.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr QLatin1StringView hereKey("here");
constexpr QLatin1StringView thereKey("there");

QString keyOf(const std::optional<MergeSide> &choice)
{
    if (!choice)
        return {};
    return *choice == MergeSide::Here ? hereKey : thereKey;
}

std::optional<MergeSide> sideOf(const QString &key)
{
    if (key == hereKey)
        return MergeSide::Here;
    return key == thereKey ? std::optional(MergeSide::There) : std::nullopt;
}

/// Nothing has a word of its own, since an empty cell could be a text that is empty.
QString valueText(const ViewPlace &place, const json::Json &value)
{
    const QString text = view::text(place, value);
    return text.isEmpty() ? MergeModel::tr("(nothing)") : text;
}

}

MergeModel::MergeModel(MergeWords words, QObject *parent)
    : QAbstractTableModel(parent), m_words(std::move(words))
{
}

void MergeModel::setMerge(const ClientMerge &merge)
{
    beginResetModel();
    m_merge = merge;
    endResetModel();
}

void MergeModel::setChoosable(bool choosable)
{
    m_isChoosable = choosable;
}

void MergeModel::chooseOpen(MergeSide side)
{
    bool isAny = false;
    for (MergePart &part : m_merge.parts) {
        isAny = isAny || !part.choice;
        part.choice = part.choice.value_or(side);
    }
    if (!isAny)
        return;
    Q_EMIT dataChanged(index(0, Chosen), index(rowCount() - 1, Chosen));
    Q_EMIT chosen();
}

int MergeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_merge.parts.size());
}

int MergeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

QString MergeModel::textOf(const MergePart &part, int column) const
{
    switch (column) {
    case Field:
        return view::label(part.place);
    case Base:
        return part.isBaseKnown ? valueText(part.place, part.base) : tr("Not known");
    case Here:
        return valueText(part.place, part.here);
    case There:
        return valueText(part.place, part.there);
    default:
        return choiceText(part);
    }
}

QString MergeModel::choiceText(const MergePart &part) const
{
    if (!part.choice)
        return tr("Choose…");
    return *part.choice == MergeSide::Here ? m_words.takeHere : m_words.takeThere;
}

QVariant MergeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const MergePart &part = m_merge.parts.at(index.row());
    const bool isChoice = index.column() == Chosen;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return textOf(part, index.column());
    case Qt::EditRole:
        return isChoice ? QVariant(keyOf(part.choice)) : QVariant();
    case DraftTable::SeverityRole:
        return isChoice && !part.choice ? QVariant(int(Severity::Warning)) : QVariant();
    case DraftTable::ChoicesRole: {
        QList<Choice> choices{{hereKey, m_words.takeHere}, {thereKey, m_words.takeThere}};
        if (!part.choice)
            choices.prepend({QString(), tr("Choose…")});
        return isChoice ? QVariant::fromValue(choices) : QVariant();
    }
    default:
        return {};
    }
}

bool MergeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    MergePart &part = m_merge.parts[index.row()];
    const auto side = sideOf(value.toString());
    const bool canBeOpen = part.changedBy == ChangedBy::Both;
    if (part.choice == side || (!side && !canBeOpen))
        return false;
    part.choice = side;
    Q_EMIT dataChanged(index, index);
    Q_EMIT chosen();
    return true;
}

QVariant MergeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QStringList titles{tr("Field"), m_words.base, m_words.here, m_words.there, tr("What happens")};
    return titles.value(section);
}

Qt::ItemFlags MergeModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Chosen && m_isChoosable ? flags | Qt::ItemIsEditable : flags;
}

}
