#include "draft/ConsentTextTable.h"

#include "domain/LanguageTag.h"
#include "domain/consent/ConsentPage.h"
#include "domain/rules/ClientRules.h"
#include "domain/rules/InvisibleText.h"
#include "draft/ClientDraft.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int shownCharacters = 200;
constexpr std::array textColumns{ConsentTextTable::Profile, ConsentTextTable::Email, ConsentTextTable::Api};

int worst(const rules::Findings &findings)
{
    int severity = -1;
    for (const rules::Finding &finding : findings)
        severity = std::max(severity, int(finding.severity));
    return severity;
}

LanguageTable::Texts byTag(const ConsentTextMap &texts)
{
    LanguageTable::Texts all;
    for (const auto &[tag, written] : texts.asKeyValueRange())
        all.insert(tag, {written.profile, written.email, written.api});
    return all;
}

}

QString textOf(const rules::Findings &findings)
{
    QStringList lines;
    for (const rules::Finding &finding : findings)
        lines << finding.text;
    return lines.join(u'\n');
}

ConsentTextTable::ConsentTextTable(const DraftDatabase &database, const ClientDraft &draft)
    : LanguageTable(database, u"client_consent_text"_s,
                    {tr("Language"), tr("Profile"), tr("Email"), tr("API consent"), tr("Missing")},
                    tr("(not supported)"))
    , m_draft(draft)
{
    connect(&draft, &ClientDraft::changed, this, &ConsentTextTable::tellAllChanged);
}

ConsentTextMap ConsentTextTable::texts() const
{
    ConsentTextMap all;
    for (const auto &[tag, texts] : textsByTag().asKeyValueRange())
        all.insert(tag, {texts.at(0), texts.at(1), texts.at(2)});
    return all;
}

void ConsentTextTable::fillTexts(const ConsentTextMap &texts)
{
    fillByTag(byTag(texts));
}

void ConsentTextTable::setTexts(const ConsentTextMap &texts)
{
    writeByTag(byTag(texts));
}

QList<int> ConsentTextTable::sourcesFor(int row) const
{
    QList<int> sources;
    for (int other = 0; other < rowCount(); ++other) {
        const bool helps = std::ranges::any_of(textColumns, [&](int column) {
            return applies(column) && textAt(row, column).isEmpty() && !textAt(other, column).isEmpty();
        });
        if (other != row && helps)
            sources << other;
    }
    return sources;
}

int ConsentTextTable::fillIn(int row, int from)
{
    const DraftRow before = rowAt(row);
    DraftRow after = before;
    int filled = 0;
    for (const int column : textColumns) {
        if (applies(column) && textAt(row, column).isEmpty() && !textAt(from, column).isEmpty()) {
            after[column] = textAt(from, column);
            ++filled;
        }
    }
    write({{before, after}});
    return filled;
}

bool ConsentTextTable::applies(int column) const
{
    const ClientApplication &client = m_draft.normalized();
    switch (column) {
    case Profile:
        return consent::profileTextApplies(client);
    case Email:
        return consent::emailTextApplies(client);
    case Api:
        return consent::apiTextApplies(client);
    default:
        return false;
    }
}

QString ConsentTextTable::reasonAgainst(const QModelIndex &index) const
{
    if (!isText(index))
        return tr("Choose a text of a language.");
    if (applies(index.column()))
        return {};
    const rules::FieldState state = rules::fieldState(m_draft.typed(), ClientField::ConsentTexts);
    if (!state.reason.isEmpty())
        return state.reason;
    if (index.column() == Api)
        return tr("Needs Support API access.");
    return index.column() == Profile ? tr("Needs the default resource profile.")
                                     : tr("Needs the default resource email.");
}

rules::Findings ConsentTextTable::findings(const QModelIndex &index) const
{
    return isText(index) ? rules::checkConsentText(textAt(index.row(), index.column())) : rules::Findings();
}

QVariant ConsentTextTable::textData(const QModelIndex &index, int role) const
{
    if (role == Qt::DisplayRole) {
        const QString whole = textAt(index.row(), index.column());
        return rules::withInvisiblesNamed(whole).left(shownCharacters).simplified();
    }
    if (role == Qt::ToolTipRole) {
        const QString reason = reasonAgainst(index);
        return reason.isEmpty() ? textOf(findings(index)) : reason;
    }
    return role == SeverityRole ? worst(findings(index)) : QVariant();
}

QVariant ConsentTextTable::data(const QModelIndex &index, int role) const
{
    if (role == Qt::EditRole)
        return LanguageTable::data(index, role);
    if (isText(index))
        return textData(index, role);
    if (role != Qt::DisplayRole || !index.isValid())
        return {};
    if (index.column() == Missing) {
        const QStringList names = missingAt(index.row(), [this](int column) { return applies(column); });
        return names.isEmpty() ? tr("nothing") : names.join(", "_L1);
    }
    const Language language = languageAt(index.row());
    return u"%1 (%2)"_s.arg(language.nativeName, language.tag);
}

Qt::ItemFlags ConsentTextTable::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = LanguageTable::flags(index);
    return m_draft.isOpen() && applies(index.column()) ? flags : flags & ~Qt::ItemIsEditable;
}

}
