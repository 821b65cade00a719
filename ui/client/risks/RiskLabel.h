#pragma once

#include <QString>

namespace gatehouse {

/// A risk in words, by its name in domain/rules/RiskNames; one that is not known is shown by its name.
QString riskLabel(const QString &rule);

}
