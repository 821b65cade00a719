#pragma once

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what imports say.
struct ImportText
{
    Q_DECLARE_TR_FUNCTIONS(Import)
};

}
