#pragma once

#include "ui/records/RecordPage.h"

namespace gatehouse {

class TranslationTab;

/// Client apps > Custom resources: named scopes of ours with the claims that they share.
class CustomResourcesPage : public RecordPage
{
    Q_OBJECT

public:
    explicit CustomResourcesPage(DatabaseThread &database, QWidget *parent = nullptr);

    /// Reads the languages as well.
    void refresh() override;

private:
    DatabaseThread &m_database;
    TranslationTab *m_translation;
};

}
