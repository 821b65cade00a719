#pragma once

#include "domain/ClientApplication.h"
#include "domain/Language.h"
#include "domain/json/JsonText.h"

/// Consent texts and the one text that Keycloak shows about a client application, in one language.
namespace gatehouse::keycloak {

struct ConsentScreen
{
    QString text; ///< as it is shown: in the default language, or in the first that has one
    QString loss; ///< empty: the text says all there is
};

/// `isLocalized`: the realm has the text in each language, see localizedTexts().
ConsentScreen consentScreen(const ClientApplication &client, const QList<Language> &languages,
                            bool isLocalized = false);

/// What end users read about the client application, by language.
QMap<QString, QString> shownTexts(const ClientApplication &client);
/// The same where there are several: the realm's localization holds them under localizationKey(). Else empty.
QMap<QString, QString> localizedTexts(const ClientApplication &client);
/// `gatehouse.client.ID.api`
QString localizationKey(const ClientApplication &client);
/// As a message of the localization, where an apostrophe quotes, and back again.
QString asMessage(QString text);
QString fromMessage(const QString &message);

/// The text that it is for this client application: about its API access where it has any, else about the
/// profile.
QString &shownText(const ClientApplication &client, ConsentTexts &texts);
/// As end users read it there: Keycloak shows `{client}` as it stands.
QString asShown(const ClientApplication &client, const QString &text);

/// Attributes of ours that keep each text as it is typed.
void addConsentTexts(json::Json &attributes, const ConsentTextMap &texts);
/// What they hold; others are passed over.
ConsentTextMap consentTextsIn(const json::Json &attributes);

}
