#pragma once

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what readers and writers of formats say.
struct FormatText
{
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

}
