#pragma once

#include "ui/records/RecordPage.h"

namespace gatehouse {

/// Client apps > API scopes: what a client application with API access may call.
class ApiScopesPage : public RecordPage
{
    Q_OBJECT

public:
    explicit ApiScopesPage(DatabaseThread &database, QWidget *parent = nullptr);
};

}
