#pragma once

#include "domain/ClientApplication.h"
#include "domain/Language.h"

/// Consent texts and the one text that Keycloak shows about a client application, in one language.
namespace gatehouse::keycloak {

struct ConsentScreen
{
    QString text; ///< in the default language
    QString loss; ///< empty: the text says all there is
};

ConsentScreen consentScreen(const ClientApplication &client, const QList<Language> &languages);

/// The text that it is for this client application: about its API access where it has any, else about the
/// profile.
QString &shownText(const ClientApplication &client, ConsentTexts &texts);

}
