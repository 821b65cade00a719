#pragma once

#include "domain/ClientField.h"
#include "domain/json/JsonText.h"

#include <map>
#include <tuple>

namespace gatehouse {

/// What of a client application is changed by itself: a field, a row of a list, a text in one language, or
/// what a JSON Pointer (RFC 6901) leads to: under Other settings, or (ClientField::Spellings) in what the
/// server makes of our fields.
struct ViewPlace
{
    ClientField field = ClientField::Title;
    QString row = {}; ///< the row itself, `nl/profile`, or the pointer; empty where the field is one value

    bool operator==(const ViewPlace &) const = default;
    bool operator<(const ViewPlace &other) const
    {
        return std::tie(field, row) < std::tie(other.field, other.row);
    }
};

/// A client application as one format says it, place by place, without secrets. A value: what was last seen
/// on a server is stored as one.
struct ClientView
{
    std::map<ViewPlace, json::Json> values; ///< a row that is not there has no place
    QSet<ClientField> fields;               ///< that it says something about, if only that there are no rows

    /// Null where there is nothing.
    const json::Json &at(const ViewPlace &place) const;
    bool operator==(const ClientView &) const = default;
};

namespace view {

/// Other settings are those of the format.
ClientView of(const ClientApplication &client, const QString &format);

json::Json toJson(const ClientView &view);
/// Of what is stored: what was made otherwise is left out, as if it had never been seen.
ClientView fromJson(const json::Json &object);

/// Sets have no order, at any depth.
bool isSame(const ViewPlace &place, const json::Json &one, const json::Json &other);

/// Null takes a row away. Where the server's own spelling is in the way, it is given up for ours.
Result<void> setIn(ClientApplication &client, const ViewPlace &place, const json::Json &value,
                   const QString &format);

/// For people: "Title", "Allowed login redirects", "Other settings /attributes/foo".
QString label(const ViewPlace &place);
/// For programs: `title`, `other_settings/keycloak/attributes/foo`.
QString name(const ViewPlace &place, const QString &format);
/// The value as a person reads it: "on", "Client credentials"; empty where there is none.
QString text(const ViewPlace &place, const json::Json &value);

}

}
