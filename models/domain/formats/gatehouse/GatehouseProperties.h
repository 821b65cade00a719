#pragma once

#include "domain/ApiScope.h"
#include "domain/ClientApplication.h"
#include "domain/CustomResource.h"
#include "domain/Language.h"
#include "domain/User.h"
#include "domain/json/JsonRecord.h"

#include <algorithm>
#include <array>

/// The properties of the gatehouse format: those of users, API scopes, languages and custom resources follow
/// from their tables of fields, and those of a client application are its fields (clientFields()).
namespace gatehouse::gatehouseproperties {

inline constexpr const char *formatName = "gatehouse";
inline constexpr int newestVersion = 1;

using json::Property;

/// The fields of one type that stand in files.
template<typename Record, typename Value>
consteval auto propertiesOf()
{
    constexpr auto isOne = [](const Field<Record> &field) {
        return field.property && std::holds_alternative<Value Record::*>(field.member);
    };
    constexpr const auto &fields = FieldTable<Record>::fields;
    std::array<Property<Record, Value>, std::ranges::count_if(fields, isOne)> properties{};
    auto next = properties.begin();
    for (const Field<Record> &field : fields) {
        if (isOne(field))
            *next++ = {field.property, std::get<Value Record::*>(field.member)};
    }
    return properties;
}

/// Its texts, of which the first names a record, and then its flags.
template<typename Record>
inline constexpr auto recordProperties =
    std::tuple_cat(propertiesOf<Record, QString>(), propertiesOf<Record, bool>());

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
inline constexpr const char *secretOfServerOnly = "only_server_knows";
inline constexpr const char *secretWeakLength = "weak_length";
/// Only in an export that secrets were asked for.
inline constexpr const char *secretInClear = "secret";
inline constexpr std::array riskTexts{
    Property<AcceptedRisk, QString>{"rule", &AcceptedRisk::rule},
    Property<AcceptedRisk, QString>{"value", &AcceptedRisk::value},
    Property<AcceptedRisk, QString>{"reason", &AcceptedRisk::reason},
    Property<AcceptedRisk, QString>{"by", &AcceptedRisk::by},
};
inline constexpr Property<AcceptedRisk, QDateTime> riskTime{"at", &AcceptedRisk::at};

inline constexpr Property<ServerPart, std::optional<bool>> serverEnabled{"enabled", &ServerPart::enabled};
inline constexpr std::array serverTexts{
    Property<ServerPart, QStringList>{"login_redirects", &ServerPart::loginRedirects},
    Property<ServerPart, QStringList>{"logout_redirects", &ServerPart::logoutRedirects},
    Property<ServerPart, QStringList>{"allowed_cors_origins", &ServerPart::allowedCorsOrigins},
};
inline constexpr const char *serverSecrets = "secrets";

inline constexpr std::array secretTimes{
    Property<ClientSecret, QDateTime>{"created", &ClientSecret::created},
    Property<ClientSecret, QDateTime>{"expires", &ClientSecret::expires},
};

}
