#pragma once

#include "ui/records/RecordPage.h"

#include <memory>

namespace gatehouse {

class ClaimTable;
class DraftDatabase;
class TranslationTable;

/// Client apps > Custom resources: named scopes of ours with the claims that they share.
class CustomResourcesPage : public RecordPage
{
    Q_OBJECT

public:
    explicit CustomResourcesPage(DatabaseThread &database, QWidget *parent = nullptr);
    ~CustomResourcesPage() override;

    /// Reads the languages as well.
    void refresh() override;

private:
    DatabaseThread &m_database;
    std::unique_ptr<DraftDatabase> m_working;
    std::unique_ptr<ClaimTable> m_claims;
    std::unique_ptr<TranslationTable> m_texts;
};

}
