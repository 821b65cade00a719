#include "ui/tables/MergeModel.h"

#include "domain/rules/Problem.h"
#include "draft/DraftTable.h"

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
QString valueText(const QString &text)
{
    return text.isEmpty() ? MergeModel::tr("(nothing)") : text;
}

}

MergeModel::MergeModel(MergeWords words, QObject *parent)
    : QAbstractTableModel(parent), m_words(std::move(words))
{
}

void MergeModel::setLines(const QList<MergeLine> &lines)
{
    beginResetModel();
    m_lines = lines;
    endResetModel();
}

void MergeModel::setChoosable(bool choosable)
{
    m_isChoosable = choosable;
}

void MergeModel::chooseOpen(MergeSide side)
{
    bool isAny = false;
    for (MergeLine &line : m_lines) {
        isAny = isAny || !line.choice;
        line.choice = line.choice.value_or(side);
    }
    if (!isAny)
        return;
    Q_EMIT dataChanged(index(0, Chosen), index(rowCount() - 1, Chosen));
    Q_EMIT chosen();
}

int MergeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int MergeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnTotal;
}

int MergeModel::meant(int column) const
{
    if (!m_words.isThereFirst || (column != Here && column != There))
        return column;
    return column == Here ? There : Here;
}

QString MergeModel::textOf(const MergeLine &line, int column) const
{
    switch (meant(column)) {
    case Field:
        return line.field;
    case Base:
        return line.isBaseKnown ? valueText(line.base) : tr("Not known");
    case Here:
        return valueText(line.here);
    case There:
        return valueText(line.there);
    default:
        return choiceText(line);
    }
}

QString MergeModel::choiceText(const MergeLine &line) const
{
    if (!line.choice)
        return tr("Choose…");
    return *line.choice == MergeSide::Here ? m_words.takeHere : m_words.takeThere;
}

QVariant MergeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const MergeLine &line = m_lines.at(index.row());
    const bool isChoice = index.column() == Chosen;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return textOf(line, index.column());
    case Qt::EditRole:
        return isChoice ? QVariant(keyOf(line.choice)) : QVariant();
    case DraftTable::SeverityRole:
        return isChoice && !line.choice ? QVariant(int(Severity::Warning)) : QVariant();
    case DraftTable::ChoicesRole: {
        QList<Choice> choices{{hereKey, m_words.takeHere}, {thereKey, m_words.takeThere}};
        if (!line.choice)
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
    MergeLine &line = m_lines[index.row()];
    const auto side = sideOf(value.toString());
    const bool canBeOpen = line.changedBy == ChangedBy::Both;
    if (line.choice == side || (!side && !canBeOpen))
        return false;
    line.choice = side;
    Q_EMIT dataChanged(index, index);
    Q_EMIT chosen();
    return true;
}

QString MergeModel::title(int column) const
{
    return QStringList{tr("Field"), m_words.base, m_words.here, m_words.there, tr("What happens")}.value(
        column);
}

QVariant MergeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return title(meant(section));
}

Qt::ItemFlags MergeModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Chosen && m_isChoosable ? flags | Qt::ItemIsEditable : flags;
}

}
