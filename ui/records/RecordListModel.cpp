#include "ui/records/RecordListModel.h"

#include <QCollator>

#include <algorithm>

namespace gatehouse {

namespace {

bool isShown(const RecordField &field)
{
    return field.isListed && field.kind != RecordField::Kind::Other;
}

QStringList flagTextsOf(const RecordField &field)
{
    if (field.kind == RecordField::Kind::Text)
        return field.listedAs.values();
    return {field.listedOn.isEmpty() ? RecordListModel::tr("Yes") : field.listedOn,
            field.listedOff.isEmpty() ? RecordListModel::tr("No") : field.listedOff};
}

QList<TableColumn<Record>> columnsOf(const QList<RecordField> &fields)
{
    QList<TableColumn<Record>> columns;
    for (qsizetype field = 0; field < fields.size(); ++field) {
        const RecordField &info = fields.at(field);
        if (!isShown(info))
            continue;
        const bool isFlag = info.kind == RecordField::Kind::Flag;
        const auto text = [field, isFlag, flag = flagTextsOf(info),
                           as = info.listedAs](const Record &record) {
            const QString value = record.text(field);
            return isFlag ? flag.at(record.flag(field) ? 0 : 1) : as.value(value, value);
        };
        columns << TableColumn<Record>{info.listLabel.isEmpty() ? info.plainLabel() : info.listLabel, text};
    }
    return columns;
}

}

RecordListModel::RecordListModel(const QList<RecordField> &fields, QObject *parent)
    : TableModel(columnsOf(fields), parent)
{
    for (const RecordField &field : fields) {
        if (isShown(field))
            m_flagTexts << flagTextsOf(field);
    }
}

void RecordListModel::setRecords(const QList<Record> &records)
{
    Q_EMIT recordsComing();
    m_records = records;
    const QList<Record> shown = matching();
    takeSteps(rowSteps(rows(), shown, [](const Record &record) { return record.key; }), shown);
    Q_EMIT recordsSet();
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
    if (column < 0 || column >= columnCount())
        return;
    m_sortColumn = column;
    m_order = order;
    showMatching();
}

void RecordListModel::showMatching()
{
    setRows(matching());
}

QList<Record> RecordListModel::matching() const
{
    QList<Record> shown;
    std::ranges::copy_if(m_records, std::back_inserter(shown),
                         [this](const Record &record) { return matches(record); });
    QCollator collator;
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    collator.setNumericMode(true);
    std::ranges::stable_sort(shown, [&](const Record &left, const Record &right) {
        const int order = collator.compare(text(left, m_sortColumn), text(right, m_sortColumn));
        return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
    });
    return shown;
}

bool RecordListModel::matches(const Record &record) const
{
    return std::ranges::any_of(record.values, [this](const QVariant &value) {
        return value.metaType() == QMetaType::fromType<QString>() &&
               value.toString().contains(m_search, Qt::CaseInsensitive);
    });
}

const Record *RecordListModel::find(const QString &key) const
{
    const auto found = std::ranges::find(m_records, key, &Record::key);
    return found == m_records.end() ? nullptr : &*found;
}

int RecordListModel::rowOfKey(const QString &key) const
{
    return rowWhere(&Record::key, key);
}

}
