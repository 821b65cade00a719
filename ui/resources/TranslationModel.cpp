#include "ui/resources/TranslationModel.h"

#include "domain/LanguageTag.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/InvisibleText.h"
#include "ui/common/Icons.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

void TranslationModel::setLanguages(const QList<Language> &languages)
{
    m_languages = languages;
    showRows();
}

void TranslationModel::setTexts(const ResourceTexts &texts)
{
    m_texts = texts;
    showRows();
}

/// Rows that stay are kept, so that an open editor and the selection survive.
void TranslationModel::showRows()
{
    QList<Language> rows = m_languages;
    for (const auto &[tag, text] : m_texts.asKeyValueRange()) {
        if (!std::ranges::contains(rows, tag, &Language::tag))
            rows << Language{.tag = tag, .nativeName = tr("No supported language")};
    }
    if (!std::ranges::equal(rows, m_rows, {}, &Language::tag, &Language::tag)) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    m_rows = rows;
    if (!rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int TranslationModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TranslationModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QStringList TranslationModel::missing(int row) const
{
    const ResourceText written = m_texts.value(m_rows.at(row).tag);
    QStringList names;
    if (written.title.isEmpty())
        names << tr("Title");
    if (written.description.isEmpty())
        names << tr("Description");
    return names;
}

QString TranslationModel::text(int row, int column) const
{
    const Language &language = m_rows.at(row);
    const ResourceText written = m_texts.value(language.tag);
    switch (column) {
    case LanguageName:
        return language.isDefault ? tr("%1 (%2, default)").arg(language.nativeName, language.tag)
                                  : tr("%1 (%2)").arg(language.nativeName, language.tag);
    case Title:
        return written.title;
    case Description:
        return written.description;
    default:
        return isIncomplete(row) ? missing(row).join(", "_L1) : tr("Nothing");
    }
}

QString TranslationModel::finding(int row, int column) const
{
    if (!isWritten(column))
        return {};
    const rules::Findings findings =
        column == Title ? rules::checkTitle(text(row, column)) : rules::checkConsentText(text(row, column));
    return findings.isEmpty() ? QString() : findings.first().text;
}

QVariant TranslationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return rules::withInvisiblesNamed(text(index.row(), index.column()));
    case Qt::EditRole:
        return text(index.row(), index.column());
    case Qt::ToolTipRole:
        return finding(index.row(), index.column());
    case Qt::DecorationRole:
        return (index.column() == Missing && isIncomplete(index.row())) ||
                       !finding(index.row(), index.column()).isEmpty()
                   ? icons::of(Severity::Warning)
                   : QVariant();
    case Qt::TextAlignmentRole:
        return isWritten(index.column()) && m_rows.at(index.row()).rightToLeft
                   ? QVariant(Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter)
                   : QVariant();
    default:
        return {};
    }
}

bool TranslationModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) ||
        !isWritten(index.column()))
        return false;
    ResourceTexts texts = m_texts;
    ResourceText &written = texts[m_rows.at(index.row()).tag];
    (index.column() == Title ? written.title : written.description) = value.toString();
    texts.removeIf([](const auto &text) { return text.value() == ResourceText(); });
    if (texts != m_texts)
        Q_EMIT edited(texts);
    return true;
}

QVariant TranslationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return QStringList{tr("Language"), tr("Title"), tr("Description"), tr("Missing")}.value(section);
}

Qt::ItemFlags TranslationModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && isWritten(index.column()) ? flags | Qt::ItemIsEditable : flags;
}

}
