#include "draft/TranslationTable.h"

#include "domain/LanguageTag.h"
#include "domain/rules/FieldRules.h"
#include "domain/rules/InvisibleText.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

TranslationTable::TranslationTable(const DraftDatabase &database)
    : LanguageTable(database, u"custom_resource_text"_s,
                    {tr("Language"), tr("Title"), tr("Description"), tr("Missing")},
                    tr("No supported language"))
{
}

ResourceTexts TranslationTable::texts() const
{
    ResourceTexts all;
    for (const auto &[tag, texts] : textsByTag().asKeyValueRange())
        all.insert(tag, {texts.at(0), texts.at(1)});
    return all;
}

void TranslationTable::fillTexts(const ResourceTexts &texts)
{
    Texts all;
    for (const auto &[tag, written] : texts.asKeyValueRange())
        all.insert(tag, {written.title, written.description});
    fillByTag(all);
}

QStringList TranslationTable::missing(int row) const
{
    return missingAt(row, [](int) { return true; });
}

QString TranslationTable::shownText(const QModelIndex &index) const
{
    if (isText(index))
        return rules::withInvisiblesNamed(textAt(index.row(), index.column()));
    if (index.column() == Missing) {
        const QStringList names = missing(index.row());
        return names.isEmpty() ? tr("Nothing") : names.join(", "_L1);
    }
    const Language language = languageAt(index.row());
    return language.isDefault ? tr("%1 (%2, default)").arg(language.nativeName, language.tag)
                              : tr("%1 (%2)").arg(language.nativeName, language.tag);
}

QString TranslationTable::finding(const QModelIndex &index) const
{
    if (!isText(index))
        return {};
    const QString text = textAt(index.row(), index.column());
    const rules::Findings findings =
        index.column() == Title ? rules::checkTitle(text) : rules::checkConsentText(text);
    return findings.isEmpty() ? QString() : findings.first().text;
}

QVariant TranslationTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isIncomplete = index.column() == Missing && !missing(index.row()).isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return shownText(index);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return finding(index);
    case SeverityRole:
        return isIncomplete || !finding(index).isEmpty() ? int(Severity::Warning) : -1;
    case Qt::TextAlignmentRole:
        return isText(index) && languageAt(index.row()).rightToLeft
                   ? QVariant(Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter)
                   : QVariant();
    default:
        return LanguageTable::data(index, role);
    }
}

}
