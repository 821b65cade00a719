#pragma once

#include "domain/ClientApplication.h"
#include "domain/merge/RecordMerge.h"

/// What the places of a client application, and their values, are called for people.
namespace gatehouse::placetext {

/// `Allowed login redirects, only on "production"`.
QString label(const FieldPlace &place);
/// `on`, `Client credentials`; empty where there is none.
QString text(const FieldPlace &place, const json::Json &value);
/// What may be seen of a secret: `…abcd "production" (expires: never)`. All that can be changed of one.
QString of(const ClientSecret &secret);

}
