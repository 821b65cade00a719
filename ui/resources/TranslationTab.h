#pragma once

#include "domain/Language.h"
#include "ui/records/RecordPart.h"

namespace gatehouse {

class EditTable;
class TranslationModel;

/// The tab Translation of a custom resource: its title and description in every language.
class TranslationTab : public RecordPart
{
    Q_OBJECT

public:
    /// `field` holds the ResourceTexts.
    explicit TranslationTab(qsizetype field, QWidget *parent = nullptr);

    void setLanguages(const QList<Language> &languages);
    void display(const Record &record) override;
    bool focusColumn(const QString &column) override;

private:
    qsizetype m_field;
    TranslationModel *m_model;
    EditTable *m_table;
};

}
