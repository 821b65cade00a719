#pragma once

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what services say that have no room of their own.
struct ServicesText
{
    Q_DECLARE_TR_FUNCTIONS(Services)
};

}
