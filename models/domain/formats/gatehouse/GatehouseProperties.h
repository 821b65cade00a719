#pragma once

#include "domain/ApiScope.h"
#include "domain/ClientApplication.h"
#include "domain/CustomResource.h"
#include "domain/Language.h"
#include "domain/User.h"
#include "domain/json/JsonRecord.h"

#include <array>

/// The properties of the gatehouse format but for those of a client application, which are its fields: see
/// clientFields().
namespace gatehouse::gatehouseproperties {

inline constexpr const char *formatName = "gatehouse";
inline constexpr int newestVersion = 1;

using json::Property;

inline constexpr std::array userTexts{
    Property<User, QString>{"user_id", &User::userId},        Property<User, QString>{"name", &User::name},
    Property<User, QString>{"email", &User::email},           Property<User, QString>{"phone", &User::phone},
    Property<User, QString>{"department", &User::department},
};
/// Without main_administrator and password, which are never exported or imported: a file must not make
/// anybody a main administrator. Who is one here stays it, whatever the file says of that user.
inline constexpr std::array userFlags{
    Property<User, bool>{"service_account", &User::serviceAccount},
    Property<User, bool>{"enabled", &User::enabled},
};

inline constexpr std::array scopeTexts{
    Property<ApiScope, QString>{"name", &ApiScope::name},
    Property<ApiScope, QString>{"title", &ApiScope::title},
    Property<ApiScope, QString>{"description", &ApiScope::description},
};
inline constexpr std::array<Property<ApiScope, bool>, 0> scopeFlags{};

inline constexpr std::array languageTexts{
    Property<Language, QString>{"tag", &Language::tag},
    Property<Language, QString>{"native_name", &Language::nativeName},
};
inline constexpr std::array languageFlags{
    Property<Language, bool>{"right_to_left", &Language::rightToLeft},
    Property<Language, bool>{"default", &Language::isDefault},
};

inline constexpr std::array resourceTexts{
    Property<CustomResource, QString>{"name", &CustomResource::name},
    Property<CustomResource, QString>{"title", &CustomResource::title},
};
inline constexpr std::array resourceFlags{
    Property<CustomResource, bool>{"enabled", &CustomResource::enabled},
};
inline constexpr std::array resourceTranslations{
    Property<ResourceText, QString>{"title", &ResourceText::title},
    Property<ResourceText, QString>{"description", &ResourceText::description},
};

inline constexpr std::array consentTexts{
    Property<ConsentTexts, QString>{"profile", &ConsentTexts::profile},
    Property<ConsentTexts, QString>{"email", &ConsentTexts::email},
    Property<ConsentTexts, QString>{"api", &ConsentTexts::api},
};

inline constexpr std::array secretTexts{
    Property<ClientSecret, QString>{"sha256", &ClientSecret::hash},
    Property<ClientSecret, QString>{"last_four", &ClientSecret::lastFour},
    Property<ClientSecret, QString>{"description", &ClientSecret::description},
};
/// Only in an export that secrets were asked for.
inline constexpr const char *secretInClear = "secret";
inline constexpr std::array secretTimes{
    Property<ClientSecret, QDateTime>{"created", &ClientSecret::created},
    Property<ClientSecret, QDateTime>{"expires", &ClientSecret::expires},
};

}
