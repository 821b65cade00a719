#pragma once

#include "ui/records/RecordPage.h"

namespace gatehouse {

/// Settings > Languages: in which languages end users read consent texts.
class LanguagesPage : public RecordPage
{
    Q_OBJECT

public:
    explicit LanguagesPage(DatabaseThread &database, QWidget *parent = nullptr);

protected:
    /// Proposes the native name and the direction that are usual for the tag.
    void fieldLeft(qsizetype field) override;
};

}
