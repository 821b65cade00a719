#pragma once

#include "domain/json/JsonText.h"

#include <QList>
#include <QString>

namespace gatehouse {

/// A field in which a client application here and on a server differ.
struct ServerDifference
{
    QString name;    ///< for programs: `title`, `other_settings/keycloak/attributes/foo`
    QString label;   ///< for people: "Title", "Other settings /attributes/foo"
    json::Json here; ///< as in the gatehouse format; null: there is none
    json::Json there;
    QString hereText; ///< as people read it
    QString thereText;

    bool operator==(const ServerDifference &) const = default;
};

}
