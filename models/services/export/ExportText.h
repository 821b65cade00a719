#pragma once

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what exports say.
struct ExportText
{
    Q_DECLARE_TR_FUNCTIONS(Export)
};

}
