#pragma once

#include "domain/CustomResource.h"
#include "draft/LanguageTable.h"

namespace gatehouse {

using ResourceTexts = QMap<QString, ResourceText>; ///< by language tag

/// The title and the description of a custom resource in every language.
class TranslationTable : public LanguageTable
{
    Q_OBJECT

public:
    enum Column { LanguageName, Title, Description, Missing, ColumnCount };

    explicit TranslationTable(const DraftDatabase &database);

    ResourceTexts texts() const;
    void fillTexts(const ResourceTexts &texts);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QString shownText(const QModelIndex &index) const;
    QStringList missing(int row) const;
    /// What the rules say of the text; empty: nothing.
    QString finding(const QModelIndex &index) const;
};

}
