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
    /// How names are compared.
    explicit ConsentProperties(json::Dialect dialect = json::Dialect::Standard) : m_dialect(dialect) {}

    /// False when it is no such property. The error is a value that is no text, or a second one for the same
    /// language: upper and lower case of its tag mean nothing.
    Result<bool> take(const std::string &name, const json::Json &value, const QString &place);
    const ConsentTextMap &texts() const { return m_texts; }

private:
    json::Dialect m_dialect;
    ConsentTextMap m_texts;
    QSet<std::string> m_taken; ///< our names with the tag in canonical case
};

}
