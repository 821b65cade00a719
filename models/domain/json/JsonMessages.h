#pragma once

#include <QCoreApplication>

namespace gatehouse::json {

/// Translation context of what is said of JSON.
struct JsonMessages
{
    Q_DECLARE_TR_FUNCTIONS(Json)
};

}
