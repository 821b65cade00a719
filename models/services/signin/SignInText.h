#pragma once

#include <QCoreApplication>

namespace gatehouse {

/// Translation context of what signing in says.
struct SignInText
{
    Q_DECLARE_TR_FUNCTIONS(SignIn)
};

}
