#include "ui/client/consent/ConsentTextsModel.h"

#include "domain/LanguageTag.h"
#include "domain/consent/ConsentPage.h"
#include "domain/rules/InvisibleText.h"
#include "ui/client/ClientDraft.h"
#include "ui/client/ValidationController.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int shownCharacters = 200;
constexpr std::array textColumns{ConsentTextsModel::Profile, ConsentTextsModel::Email,
                                 ConsentTextsModel::Api};

QString ConsentTexts::*memberOf(int column)
{
    return column == ConsentTextsModel::Profile ? &ConsentTexts::profile
           : column == ConsentTextsModel::Email ? &ConsentTexts::email
                                                : &ConsentTexts::api;
}

}

namespace {

int worst(const rules::Findings &findings)
{
    int severity = -1;
    for (const rules::Finding &finding : findings)
        severity = std::max(severity, int(finding.severity));
    return severity;
}

}

QString textOf(const rules::Findings &findings)
{
    QStringList texts;
    for (const rules::Finding &finding : findings)
        texts << finding.text;
    return texts.join(u'\n');
}

ConsentTextsModel::ConsentTextsModel(ClientDraft &draft, ValidationController &validation, QObject *parent)
    : QAbstractTableModel(parent), m_draft(draft), m_validation(validation)
{
    connect(&validation, &ValidationController::validated, this, &ConsentTextsModel::show);
    show();
}

void ConsentTextsModel::show()
{
    QList<Language> languages = m_validation.records().languages;
    for (const QString &tag : unsupportedTags()) {
        if (!std::ranges::contains(languages, tag, &Language::tag))
            languages << Language{{}, 0, tag, tr("(not supported)"), false, false};
    }
    m_subject = m_draft.subject();
    if (languages != m_languages) {
        beginResetModel();
        m_languages = languages;
        endResetModel();
    } else if (!m_languages.isEmpty()) {
        Q_EMIT dataChanged(index(0, 0), index(int(m_languages.size()) - 1, ColumnCount - 1));
    }
}

/// A row stays when its last text is taken away, or what is typed next would go to another language.
QStringList ConsentTextsModel::unsupportedTags() const
{
    QStringList tags;
    for (const Language &language : m_languages) {
        if (language.key.isEmpty() && m_subject == m_draft.subject())
            tags << language.tag;
    }
    return tags + m_draft.typed().consentTexts.keys();
}

bool ConsentTextsModel::isText(const QModelIndex &index) const
{
    return index.isValid() && std::ranges::contains(textColumns, index.column());
}

bool ConsentTextsModel::applies(int column) const
{
    const ClientApplication client = m_draft.normalized();
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

QString ConsentTextsModel::reasonAgainst(const QModelIndex &index) const
{
    if (!isText(index))
        return tr("Choose a text of a language.");
    if (applies(index.column()))
        return {};
    const rules::FieldState state = m_validation.stateOf(ClientField::ConsentTexts);
    if (!state.reason.isEmpty())
        return state.reason;
    if (index.column() == Api)
        return tr("Needs Support API access.");
    return index.column() == Profile ? tr("Needs the default resource profile.")
                                     : tr("Needs the default resource email.");
}

rules::Findings ConsentTextsModel::findings(const QModelIndex &index) const
{
    return isText(index) ? rules::checkConsentText(text(index.row(), index.column())) : rules::Findings();
}

QString ConsentTextsModel::text(int row, int column) const
{
    return m_draft.typed().consentTexts.value(tagAt(row)).*memberOf(column);
}

QString ConsentTextsModel::missing(int row) const
{
    QStringList names;
    for (const int column : textColumns) {
        if (applies(column) && text(row, column).trimmed().isEmpty())
            names << headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    return names.join(", "_L1);
}

QList<Language> ConsentTextsModel::sourcesFor(int row) const
{
    QList<Language> sources;
    for (int other = 0; other < rowCount(); ++other) {
        const bool helps = std::ranges::any_of(textColumns, [&](int column) {
            return applies(column) && text(row, column).isEmpty() && !text(other, column).isEmpty();
        });
        if (other != row && helps)
            sources << m_languages.at(other);
    }
    return sources;
}

int ConsentTextsModel::fillIn(int row, const QString &fromTag)
{
    ConsentTextMap all = m_draft.typed().consentTexts;
    const ConsentTexts source = all.value(fromTag);
    ConsentTexts &target = all[tagAt(row)];
    int filled = 0;
    for (const int column : textColumns) {
        const auto member = memberOf(column);
        if (applies(column) && (target.*member).isEmpty() && !(source.*member).isEmpty()) {
            target.*member = source.*member;
            ++filled;
        }
    }
    m_draft.endTyping();
    if (filled > 0)
        m_draft.set(ClientField::ConsentTexts, QVariant::fromValue(all));
    m_draft.endTyping();
    return filled;
}

int ConsentTextsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_languages.size());
}

int ConsentTextsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConsentTextsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (isText(index)) {
        const QString whole = text(index.row(), index.column());
        if (role == Qt::EditRole)
            return whole;
        if (role == Qt::DisplayRole)
            return rules::withInvisiblesNamed(whole).left(shownCharacters).simplified();
        if (role == Qt::ToolTipRole) {
            const QString reason = reasonAgainst(index);
            return reason.isEmpty() ? textOf(findings(index)) : reason;
        }
        if (role == SeverityRole)
            return worst(findings(index));
        if (role == Qt::ForegroundRole && !applies(index.column()))
            return QGuiApplication::palette().brush(QPalette::Disabled, QPalette::Text);
        if (role == Qt::BackgroundRole && !applies(index.column()))
            return QGuiApplication::palette().brush(QPalette::Disabled, QPalette::Window);
        return {};
    }
    if (role != Qt::DisplayRole)
        return {};
    const Language &language = m_languages.at(index.row());
    if (index.column() == LanguageName)
        return u"%1 (%2)"_s.arg(language.nativeName, language.tag);
    const QString lacks = missing(index.row());
    return lacks.isEmpty() ? tr("nothing") : lacks;
}

bool ConsentTextsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    ConsentTextMap all = m_draft.typed().consentTexts;
    const QString tag = tagAt(index.row());
    all[tag].*memberOf(index.column()) = value.toString();
    if (all.value(tag).isEmpty())
        all.remove(tag);
    m_draft.set(ClientField::ConsentTexts, QVariant::fromValue(all));
    return true;
}

QVariant ConsentTextsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LanguageName:
        return tr("Language");
    case Profile:
        return tr("Profile");
    case Email:
        return tr("Email");
    case Api:
        return tr("API consent");
    case Missing:
        return tr("Missing");
    default:
        return {};
    }
}

/// A text that does not apply can be chosen, so that its reason can be read, but not edited.
Qt::ItemFlags ConsentTextsModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return m_draft.isOpen() && isText(index) && applies(index.column()) ? flags | Qt::ItemIsEditable : flags;
}

}
