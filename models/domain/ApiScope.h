#pragma once

#include "domain/Field.h"

namespace gatehouse {

/// Something that a client application with API access may call, named as in an OAuth 2.0 `scope` (RFC
/// 6749 3.3).
struct ApiScope
{
    QString key; ///< empty until first stored
    int version = 0;
    QString name;
    QString title;
    QString description;

    bool operator==(const ApiScope &) const = default;
};

template<>
struct FieldTable<ApiScope>
{
    static constexpr QLatin1StringView name{"api_scope"};
    static constexpr const char *title = QT_TRANSLATE_NOOP("Field", "API scope \"%1\"");
    static constexpr std::array fields{
        Field<ApiScope>{"name", QT_TRANSLATE_NOOP("Field", "Name"), &ApiScope::name},
        Field<ApiScope>{"title", QT_TRANSLATE_NOOP("Field", "Title"), &ApiScope::title},
        Field<ApiScope>{"description", QT_TRANSLATE_NOOP("Field", "Description"), &ApiScope::description},
    };
};

/// The scope that exists at first and that a client application with API access gets unless others are
/// chosen.
inline constexpr QLatin1StringView defaultApiScope("api");

}
