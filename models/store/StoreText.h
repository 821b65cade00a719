#pragma once

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what the database says.
struct StoreText
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

}
