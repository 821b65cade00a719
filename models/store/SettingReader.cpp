#include "store/SettingReader.h"

#include "store/edit/RecordChange.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

constexpr QLatin1StringView table("setting");

}

Result<SettingReader> SettingReader::of(Database &database, const QStringList &names)
{
    const QString marks = QStringList(names.size(), u"?"_s).join(u',');
    const auto rowFrom = [](RowReader &row) {
        return Row{.name = row.text("name"_L1),
                   .value = row.text("value"_L1),
                   .version = row.count("version"_L1, 1)};
    };
    return readRows(database, u"SELECT name, value, version FROM setting WHERE name IN (%1)"_s.arg(marks),
                    QVariantList(names.begin(), names.end()), {.table = table}, rowFrom)
        .and_then([&](const QList<Row> &rows) -> Result<SettingReader> {
            SettingReader settings;
            for (const Row &row : rows)
                settings.m_rows.insert(row.name, row);
            for (const QString &name : names) {
                if (!settings.m_rows.contains(name))
                    return std::unexpected(missingRecord(table, name));
            }
            return settings;
        });
}

int SettingReader::number(const QString &name, int least, int most)
{
    bool isNumber = false;
    const int value = text(name).toInt(&isNumber);
    if (!isNumber || value < least || value > most)
        refuse(name);
    return value;
}

void SettingReader::refuse(const QString &name)
{
    if (!m_fault)
        m_fault = damaged(table, name, "value"_L1, EditText::tr("is no value that this setting can have"));
}

}
