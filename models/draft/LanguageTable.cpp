#include "draft/LanguageTable.h"

#include <algorithm>

namespace gatehouse {

LanguageTable::LanguageTable(const DraftDatabase &database, const QString &name, const QStringList &titles,
                             const QString &unsupported)
    : DraftTable(database, name, titles), m_unsupported(unsupported)
{
}

DraftRow LanguageTable::newRow(const QString &tag, int position, const QStringList &texts) const
{
    DraftRow made = blankRow(0);
    made[0] = tag;
    made[columnCount()] = position;
    for (int text = 0; text < texts.size(); ++text)
        made[text + 1] = texts.at(text);
    return made;
}

int LanguageTable::rowOf(const QString &tag) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (tagAt(row) == tag)
            return row;
    }
    return -1;
}

void LanguageTable::setLanguages(const QList<Language> &languages)
{
    m_languages = languages;
    DraftChange change;
    for (int row = 0; row < rowCount(); ++row) {
        const auto found = std::ranges::find(languages, tagAt(row), &Language::tag);
        const qsizetype position =
            found == languages.end() ? languages.size() + row : found - languages.begin();
        const DraftRow before = rowAt(row);
        DraftRow after = before;
        after[columnCount()] = position;
        if (after != before)
            change << DraftRowChange{before, after};
    }
    for (int position = 0; position < languages.size(); ++position) {
        if (rowOf(languages.at(position).tag) < 0)
            change << DraftRowChange{{}, newRow(languages.at(position).tag, position)};
    }
    if (change.isEmpty())
        tellAllChanged();
    else
        writeAgain(change);
}

Language LanguageTable::languageAt(int row) const
{
    const auto found = std::ranges::find(m_languages, tagAt(row), &Language::tag);
    return found != m_languages.end() ? *found : Language{.tag = tagAt(row), .nativeName = m_unsupported};
}

LanguageTable::Texts LanguageTable::textsByTag() const
{
    Texts all;
    for (int row = 0; row < rowCount(); ++row) {
        QStringList texts;
        for (int column = 1; column <= textCount(); ++column)
            texts << textAt(row, column);
        if (!std::ranges::all_of(texts, &QString::isEmpty))
            all.insert(tagAt(row), texts);
    }
    return all;
}

void LanguageTable::fillByTag(const Texts &texts)
{
    QStringList tags;
    for (const Language &language : std::as_const(m_languages))
        tags << language.tag;
    tags += texts.keys();
    tags.removeDuplicates();
    QList<DraftRow> rows;
    for (const QString &tag : std::as_const(tags))
        rows << newRow(tag, 0, texts.value(tag));
    fill(rows);
}

void LanguageTable::writeByTag(const Texts &texts)
{
    DraftChange change;
    for (int row = 0; row < rowCount(); ++row) {
        const DraftRow before = rowAt(row);
        DraftRow after = before;
        for (int text = 0; text < textCount(); ++text)
            after[text + 1] = texts.value(tagAt(row)).value(text);
        change << DraftRowChange{before, after};
    }
    for (const auto &[tag, written] : texts.asKeyValueRange()) {
        if (rowOf(tag) < 0)
            change << DraftRowChange{{}, newRow(tag, int(change.size()), written)};
    }
    write(change);
}

QStringList LanguageTable::missingAt(int row, const std::function<bool(int column)> &applies) const
{
    QStringList names;
    for (int column = 1; column <= textCount(); ++column) {
        if (applies(column) && textAt(row, column).trimmed().isEmpty())
            names << headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    return names;
}

bool LanguageTable::isText(const QModelIndex &index) const
{
    return index.isValid() && index.column() >= 1 && index.column() <= textCount();
}

Qt::ItemFlags LanguageTable::flags(const QModelIndex &index) const
{
    return DraftTable::flags(index).setFlag(Qt::ItemIsEditable, isText(index) && !isHeld());
}

}
