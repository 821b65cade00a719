#pragma once

#include "domain/ApiScope.h"
#include "domain/ClientApplication.h"
#include "domain/CustomResource.h"
#include "domain/Language.h"
#include "domain/SigningCertificate.h"
#include "domain/User.h"
#include "domain/audit/AuditEntry.h"
#include "domain/servers/Server.h"

#include <optional>

/// What the audit trail says of records. No secret gets into it, nor a hash of one that is stored, nor a
/// seal, nor a password.
namespace gatehouse::audit {

/// What people read in place of a name; to be translated.
struct Label
{
    QLatin1StringView name;
    const char *text;
};

struct Record
{
    QString subject; ///< AuditEntry::subject
    QString id;
    QString name;
    json::Json fields; ///< by column names
};

Record recordOf(const ClientApplication &client);
Record recordOf(const User &user);
Record recordOf(const ApiScope &scope);
Record recordOf(const Language &language);
Record recordOf(const CustomResource &resource);
Record recordOf(const SigningCertificate &certificate);
Record recordOf(const Server &server);

template<typename T>
std::optional<Record> recordOf(const std::optional<T> &record)
{
    return record ? std::optional(recordOf(*record)) : std::nullopt;
}

/// Tells a secret from others: its key, dates, description and last four characters. Nothing that its text
/// leads to: by that one that can be guessed would be found.
json::Json secretJson(const ClientSecret &secret);

/// The entry, but for number, time, user and hash, of a record that was added (nothing before), changed or
/// removed (nothing after). Nothing when it is the same as before.
std::optional<AuditEntry> entryOf(const std::optional<Record> &before, const std::optional<Record> &after);

}
