#pragma once

#include "domain/Field.h"

#include <QList>
#include <QMap>

namespace gatehouse {

/// Where the value of a claim comes from.
enum class ClaimSource {
    UserAttribute, ///< `value` names one of userAttributes()
    FixedValue,    ///< `value` is the text itself
};

struct UserAttribute
{
    QString name;  ///< as a column of users: `user_id`
    QString label; ///< for people, translated
};

/// What a claim can take from a user: every text that the table of fields has.
QList<UserAttribute> userAttributes();
bool isUserAttribute(const QString &name);

struct ResourceClaim
{
    QString claim; ///< as in the token, never one that the protocol reserves
    ClaimSource source = ClaimSource::UserAttribute;
    QString value;

    bool operator==(const ResourceClaim &) const = default;
};

struct ResourceText
{
    QString title;
    QString description;

    bool operator==(const ResourceText &) const = default;
};

/// A named scope of ours with the claims that it shares, beside the default resources of OpenID Connect.
struct CustomResource
{
    QString key; ///< empty until first stored
    int version = 0;
    QString name; ///< a scope, as `department`
    bool enabled = true;
    QString title; ///< where no translation has one
    QList<ResourceClaim> claims;
    QMap<QString, ResourceText> texts; ///< by language tag

    bool operator==(const CustomResource &) const = default;
};

/// Claims and texts have tables of their own.
template<>
struct FieldTable<CustomResource>
{
    static constexpr QLatin1StringView name{"custom_resource"};
    static constexpr const char *title = QT_TRANSLATE_NOOP("Field", "Custom resource \"%1\"");
    static constexpr std::array fields{
        Field<CustomResource>{"name", QT_TRANSLATE_NOOP("Field", "Name"), &CustomResource::name},
        Field<CustomResource>{"enabled", QT_TRANSLATE_NOOP("Field", "Enabled"), &CustomResource::enabled},
        Field<CustomResource>{"title", QT_TRANSLATE_NOOP("Field", "Title"), &CustomResource::title},
    };
};

}
