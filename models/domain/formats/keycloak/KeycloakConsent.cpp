#include "domain/formats/keycloak/KeycloakConsent.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::keycloak {

namespace {

struct KeycloakConsentText
{
    Q_DECLARE_TR_FUNCTIONS(KeycloakConsent)
};

qsizetype count(const ConsentTextMap &texts)
{
    qsizetype number = 0;
    for (const ConsentTexts &text : texts)
        number += !text.profile.isEmpty() + !text.email.isEmpty() + !text.api.isEmpty();
    return number;
}

}

QString &shownText(const ClientApplication &client, ConsentTexts &texts)
{
    return client.supportApi ? texts.api : texts.profile;
}

ConsentScreen consentScreen(const ClientApplication &client, const QList<Language> &languages)
{
    const auto language = std::ranges::find(languages, true, &Language::isDefault);
    ConsentTexts texts =
        language == languages.end() ? ConsentTexts() : client.consentTexts.value(language->tag);
    ConsentScreen screen{.text = shownText(client, texts), .loss = {}};
    const qsizetype all = count(client.consentTexts);
    const qsizetype written = screen.text.isEmpty() ? 0 : 1;
    QStringList losses;
    if (all > written) {
        losses << KeycloakConsentText::tr("Keycloak has one text for each client application: %1 of the %2 "
                                          "are in the file. Put translations into the theme of the realm.")
                      .arg(QString::number(written), QString::number(all));
    }
    if (screen.text.contains("{client}"_L1) || screen.text.contains("{user}"_L1))
        losses << KeycloakConsentText::tr("Keycloak shows {client} and {user} as they stand.");
    screen.loss = losses.join(u' ');
    return screen;
}

}
