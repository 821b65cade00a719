#include "ui/tables/MergeModel.h"

#include "domain/rules/Problem.h"

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

QString choiceText(const MergeLine &line, const MergeWords &words)
{
    if (!line.choice)
        return MergeModel::tr("Choose…");
    return *line.choice == MergeSide::Here ? words.takeHere : words.takeThere;
}

QList<TableColumn<MergeLine>> columnsOf(const MergeWords &words)
{
    using Column = TableColumn<MergeLine>;
    const Column here{words.here, [](const MergeLine &line) { return valueText(line.here); }};
    const Column there{words.there, [](const MergeLine &line) { return valueText(line.there); }};
    return {
        {MergeModel::tr("Field"), &MergeLine::field},
        {words.base,
         [](const MergeLine &line) {
             return line.isBaseKnown ? valueText(line.base) : MergeModel::tr("Not known");
         }},
        words.isThereFirst ? there : here,
        words.isThereFirst ? here : there,
        {MergeModel::tr("What happens"), [words](const MergeLine &line) { return choiceText(line, words); }}};
}

}

MergeModel::MergeModel(MergeWords words, QObject *parent)
    : TableModel(columnsOf(words), parent), m_words(std::move(words))
{
}

void MergeModel::chooseOpen(MergeSide side)
{
    bool isAny = false;
    for (MergeLine &line : m_rows) {
        isAny = isAny || !line.choice;
        line.choice = line.choice.value_or(side);
    }
    if (!isAny)
        return;
    Q_EMIT dataChanged(index(0, Chosen), index(rowCount() - 1, Chosen));
    Q_EMIT chosen();
}

QList<Choice> MergeModel::choicesOf(const MergeLine &line) const
{
    QList<Choice> choices{{hereKey, m_words.takeHere}, {thereKey, m_words.takeThere}};
    if (!line.choice)
        choices.prepend({QString(), choiceText(line, m_words)});
    return choices;
}

QVariant MergeModel::detail(const MergeLine &line, int column, int role) const
{
    if (column != Chosen)
        return TableModel::detail(line, column, role);
    switch (role) {
    case Qt::EditRole:
        return keyOf(line.choice);
    case DraftTable::SeverityRole:
        return line.choice ? QVariant() : QVariant(int(Severity::Warning));
    case DraftTable::ChoicesRole:
        return QVariant::fromValue(choicesOf(line));
    default:
        return TableModel::detail(line, column, role);
    }
}

bool MergeModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    MergeLine &line = m_rows[index.row()];
    const auto side = sideOf(value.toString());
    const bool canBeOpen = line.changedBy == ChangedBy::Both;
    if (line.choice == side || (!side && !canBeOpen))
        return false;
    line.choice = side;
    Q_EMIT dataChanged(index, index);
    Q_EMIT chosen();
    return true;
}

Qt::ItemFlags MergeModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = TableModel::flags(index);
    return index.isValid() && index.column() == Chosen && m_isChoosable ? flags | Qt::ItemIsEditable : flags;
}

}
