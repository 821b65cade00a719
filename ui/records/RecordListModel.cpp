#include "ui/records/RecordListModel.h"

#include <QCollator>

#include <algorithm>

namespace gatehouse {

RecordListModel::RecordListModel(const QList<RecordField> &fields, QObject *parent)
    : QAbstractTableModel(parent)
{
    for (qsizetype field = 0; field < fields.size(); ++field) {
        const RecordField &info = fields.at(field);
        if (!info.isListed || info.kind == RecordField::Kind::Other)
            continue;
        m_columns << Column{field, info.listLabel.isEmpty() ? info.plainLabel() : info.listLabel,
                            info.kind == RecordField::Kind::Text,
                            info.listedOn.isEmpty() ? tr("Yes") : info.listedOn,
                            info.listedOff.isEmpty() ? tr("No") : info.listedOff};
    }
}

void RecordListModel::setRecords(const QList<Record> &records)
{
    m_records = records;
    showMatching();
}

void RecordListModel::put(const Record &record)
{
    const auto found = std::ranges::find(m_records, record.key, &Record::key);
    if (found == m_records.end())
        m_records << record;
    else
        *found = record;
    showMatching();
}

void RecordListModel::setSearch(const QString &text)
{
    if (text == m_search)
        return;
    m_search = text;
    showMatching();
}

void RecordListModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= m_columns.size())
        return;
    m_sortColumn = column;
    m_order = order;
    showMatching();
}

void RecordListModel::showMatching()
{
    QList<Record> shown;
    std::ranges::copy_if(m_records, std::back_inserter(shown),
                         [this](const Record &record) { return matches(record); });
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    std::ranges::stable_sort(shown, [&](const Record &left, const Record &right) {
        const int order = collator.compare(textOf(left, m_sortColumn), textOf(right, m_sortColumn));
        return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
    });
    beginResetModel();
    m_shown = std::move(shown);
    endResetModel();
}

bool RecordListModel::matches(const Record &record) const
{
    return std::ranges::any_of(record.values, [this](const QVariant &value) {
        return value.metaType() == QMetaType::fromType<QString>() &&
               value.toString().contains(m_search, Qt::CaseInsensitive);
    });
}

QString RecordListModel::textOf(const Record &record, int column) const
{
    const Column &shown = m_columns.at(column);
    if (shown.isText)
        return record.text(shown.field);
    return record.flag(shown.field) ? shown.on : shown.off;
}

const Record *RecordListModel::find(const QString &key) const
{
    const auto found = std::ranges::find(m_records, key, &Record::key);
    return found == m_records.end() ? nullptr : &*found;
}

QStringList RecordListModel::flagTexts(int column) const
{
    return {m_columns.at(column).on, m_columns.at(column).off};
}

int RecordListModel::rowOfKey(const QString &key) const
{
    const auto found = std::ranges::find(m_shown, key, &Record::key);
    return found == m_shown.end() ? -1 : int(found - m_shown.begin());
}

int RecordListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int RecordListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant RecordListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    return textOf(m_shown.at(index.row()), index.column());
}

QVariant RecordListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isTitle = orientation == Qt::Horizontal && role == Qt::DisplayRole;
    return isTitle ? QVariant(m_columns.at(section).title) : QVariant();
}

}
