#pragma once

#include "ui/records/RecordPart.h"

namespace gatehouse {

class EditTable;
class TranslationTable;

/// The tab Translation of a custom resource: its title and description in every language.
class TranslationTab : public RecordPart
{
    Q_OBJECT

public:
    explicit TranslationTab(TranslationTable &texts, QWidget *parent = nullptr);

    /// The table shows by itself what is in it.
    void display(const Record &) override {}
    bool focusColumn(const QString &column) override;

private:
    EditTable *m_table;
};

}
