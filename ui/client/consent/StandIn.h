#pragma once

#include "domain/consent/ConsentPage.h"

namespace gatehouse {

/// One text that was not written in the language of the page.
struct StandIn
{
    QString language;
    QString text;   ///< which text
    QString source; ///< what stands in

    bool operator==(const StandIn &) const = default;
};

/// The texts that are missing on the pages and what stands in for each.
QList<StandIn> standIns(const QList<consent::ConsentPage> &pages, const QList<Language> &languages);

}
