#pragma once

#include "domain/ClientApplication.h"
#include "domain/json/JsonText.h"

#include <QSet>

/// Consent texts in formats that have no field for them, as extra properties such as `consent_api#nl`. RFC
/// 7591 2.2 tags human-readable metadata so; the names before the tag are ours: consent_profile,
/// consent_email and consent_api.
namespace gatehouse {

std::string consentProperty(const char *name, const QString &tag);
/// One property for each text that is not empty.
void addConsentProperties(json::Json &object, const ConsentTextMap &texts);

/// Reads them from among other properties of one client application.
class ConsentProperties
{
public:
    /// False when it is no such property. The error is a value that is no text, or a second one for the same
    /// language: upper and lower case of its tag mean nothing.
    Result<bool> take(const std::string &name, const json::Json &value, const QString &place);
    const ConsentTextMap &texts() const { return m_texts; }

private:
    ConsentTextMap m_texts;
    QSet<QString> m_taken; ///< names with the tag in canonical case
};

}
