#include "domain/formats/Rfc7591Metadata.h"

#include "domain/LanguageTag.h"
#include "domain/formats/GatehouseProperties.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <variant>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct Rfc7591MetadataText
{
    Q_DECLARE_TR_FUNCTIONS(Rfc7591Metadata)
};

template<typename T>
using Member = std::optional<T> Rfc7591Metadata::*;

struct Property
{
    const char *name;
    std::variant<Member<QString>, Member<QStringList>, Member<bool>, Member<qint64>> member;
};

constexpr std::array properties{
    Property{"client_id", &Rfc7591Metadata::clientId},
    Property{"client_name", &Rfc7591Metadata::clientName},
    Property{"application_type", &Rfc7591Metadata::applicationType},
    Property{"grant_types", &Rfc7591Metadata::grantTypes},
    Property{"response_types", &Rfc7591Metadata::responseTypes},
    Property{"redirect_uris", &Rfc7591Metadata::redirectUris},
    Property{"post_logout_redirect_uris", &Rfc7591Metadata::postLogoutRedirectUris},
    Property{"scope", &Rfc7591Metadata::scope},
    Property{"token_endpoint_auth_method", &Rfc7591Metadata::tokenEndpointAuthMethod},
    Property{"client_secret", &Rfc7591Metadata::clientSecret},
    Property{"client_secret_expires_at", &Rfc7591Metadata::clientSecretExpiresAt},
    Property{"logo_uri", &Rfc7591Metadata::logoUri},
    Property{"require_pkce", &Rfc7591Metadata::requirePkce},
};

/// The text that a name as `consent_api#nl` is about, or null.
QString *consentText(ConsentTextMap &texts, const QString &name)
{
    const qsizetype sign = name.indexOf(u'#');
    const auto tag = canonicalLanguageTag(name.sliced(sign + 1));
    if (sign < 0 || !tag)
        return nullptr;
    for (const auto &[kind, member] : gatehouseproperties::consentTexts) {
        if (name.first(sign) == "consent_"_L1 + QLatin1StringView(kind))
            return &(texts[*tag].*member);
    }
    return nullptr;
}

Error writtenTwice(const QString &place)
{
    return {Error::Kind::Rule,
            Rfc7591MetadataText::tr("%1 stands there twice: upper and lower case of a language count as the "
                                    "same. Remove one of them.")
                .arg(place)};
}

}

Result<Rfc7591Metadata> Rfc7591Metadata::read(const json::Json &object, const QString &place,
                                              QStringList &unknown)
{
    Rfc7591Metadata metadata;
    QSet<const QString *> written;
    for (const auto &[name, value] : object.items()) {
        const auto property = std::ranges::find(properties, name, &Property::name);
        const QString where = json::member(place, name);
        if (property == properties.end()) {
            if (QString *text = consentText(metadata.consentTexts, json::toText(name))) {
                if (written.contains(text))
                    return std::unexpected(writtenTwice(where));
                written << text;
                const auto read = json::read<QString>(value, where);
                if (!read)
                    return std::unexpected(read.error());
                *text = *read;
            } else {
                unknown << json::member({}, name);
            }
            continue;
        }
        if (value.is_null())
            continue;
        const auto take = [&]<typename T>(Member<T> member) -> Result<void> {
            return json::read<T>(value, where).transform([&](const T &read) { metadata.*member = read; });
        };
        if (auto done = std::visit(take, property->member); !done) {
            done.error().column = QString::fromLatin1(property->name);
            return std::unexpected(done.error());
        }
    }
    return metadata;
}

}
