#pragma once

#include "domain/consent/ConsentPage.h"

namespace gatehouse::consent {

/// Gatehouse's own words on the consent page: labels, and what stands in where an administrator wrote
/// nothing.
enum class BuiltIn {
    Heading,
    SignedInAs,
    Remember,
    Allow,
    Deny,
    ProfileTitle,
    ProfileText,
    EmailTitle,
    EmailText,
    PhoneTitle,
    PhoneText,
    AddressTitle,
    AddressText,
    CustomText,
    ApiTitle,
    ApiText,
    SignInTitle,
    SignInText,
    PrivacyPolicy,
    TermsOfService,
};

/// In the language of that tag or what stands in for it; English at last.
ChosenText builtInText(BuiltIn which, const QString &tag, const QString &defaultTag);

}
