#include "ui/client/risks/RiskLabel.h"

#include "domain/rules/RiskNames.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace gatehouse {

namespace {

constexpr std::array riskLabels{
    std::pair{risks::unusualClientId, QT_TRANSLATE_NOOP("RiskLabel", "Unusual client ID")},
    std::pair{risks::longClientId, QT_TRANSLATE_NOOP("RiskLabel", "Long client ID")},
    std::pair{risks::wildcardRedirect, QT_TRANSLATE_NOOP("RiskLabel", "Redirect with a wildcard")},
    std::pair{risks::relativeRedirect, QT_TRANSLATE_NOOP("RiskLabel", "Relative redirect")},
    std::pair{risks::httpRedirect, QT_TRANSLATE_NOOP("RiskLabel", "Redirect without https")},
    std::pair{risks::localhostRedirect, QT_TRANSLATE_NOOP("RiskLabel", "Redirect to localhost by name")},
    std::pair{risks::schemeRedirect, QT_TRANSLATE_NOOP("RiskLabel", "Redirect with a scheme without a dot")},
    std::pair{risks::anyCorsOrigin, QT_TRANSLATE_NOOP("RiskLabel", "Any CORS origin")},
    std::pair{risks::httpCorsOrigin, QT_TRANSLATE_NOOP("RiskLabel", "CORS origin without https")},
    std::pair{risks::noPkce, QT_TRANSLATE_NOOP("RiskLabel", "Without PKCE")},
    std::pair{risks::plainPkce, QT_TRANSLATE_NOOP("RiskLabel", "PKCE by the method plain")},
    std::pair{risks::noIdentity, QT_TRANSLATE_NOOP("RiskLabel", "Without an identity")},
    std::pair{risks::noApiScopes, QT_TRANSLATE_NOOP("RiskLabel", "Without API scopes")},
    std::pair{risks::weakSecret, QT_TRANSLATE_NOOP("RiskLabel", "Secret that can be guessed")},
    std::pair{risks::shortKey, QT_TRANSLATE_NOOP("RiskLabel", "Short key")},
    std::pair{risks::otherGrant, QT_TRANSLATE_NOOP("RiskLabel", "Unsafe grant under Other settings")},
};

}

QString riskLabel(const QString &rule)
{
    const auto found =
        std::ranges::find_if(riskLabels, [&](const auto &known) { return known.first == rule; });
    return found == riskLabels.end() ? rule : QCoreApplication::translate("RiskLabel", found->second);
}

}
