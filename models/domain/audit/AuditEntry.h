#pragma once

#include "domain/json/JsonText.h"

#include <QList>
#include <QString>

namespace gatehouse {

/// A line of the audit trail, column by column as it is stored: the hash is over these very texts.
struct AuditEntry
{
    qint64 number = 0; ///< from 1 on, without gaps
    QString at;        ///< UTC, as 2026-01-31T23:59:59Z
    QString userId;    ///< who; empty: the program, before anybody was signed in
    QString action;    ///< see namespace audit
    QString subject;   ///< the kind of record: `client_application`
    QString recordId;
    QString name;    ///< what the record was called then
    QString changes; ///< JSON: an array of {"field", "before", "after"}
    QString hash;    ///< chainHash(), in lower-case hexadecimal

    bool operator==(const AuditEntry &) const = default;
};

/// The values of a field, before and after; null where there was none.
struct AuditChange
{
    QString field;
    json::Json before;
    json::Json after;
};

namespace audit {

/// Numbers go no further: a greater one was never given by Gatehouse.
inline constexpr qint64 greatestNumber = 999'999'999'999'999;

inline constexpr QLatin1StringView added("add");
inline constexpr QLatin1StringView changed("change");
inline constexpr QLatin1StringView removed("remove");
/// Disclosures.
inline constexpr QLatin1StringView exported("export");
inline constexpr QLatin1StringView revealed("reveal");
inline constexpr QLatin1StringView backedUp("back_up");
inline constexpr QLatin1StringView restored("restore");
/// Of the trail itself.
inline constexpr QLatin1StringView began("begin");
inline constexpr QLatin1StringView acknowledged("acknowledge");
/// Of the user that is named, if there is one.
inline constexpr QLatin1StringView signedIn("sign_in");
inline constexpr QLatin1StringView signInFailed("sign_in_failed");

/// The entry as it will read back, whatever was to be noted: see StorableText. What is hashed is what is
/// stored.
AuditEntry storable(AuditEntry entry);

/// SHA-256 over the hash of the entry before (empty for the first) and every other column, each behind its
/// length, so that no text can pass for another by moving a border.
QString chainHash(const AuditEntry &entry, const QString &previousHash);

/// `AuditEntry::changes` of two objects, field by field; null stands for no record. A field that begins or
/// ends empty with its record is left out. Empty when they are the same.
QString differences(const json::Json &before, const json::Json &after);
/// What differences() made; empty when it is something else. Without what earlier versions noted of secrets,
/// by which one that can be guessed would be found: it stays in the chain.
QList<AuditChange> changesOf(const AuditEntry &entry);

/// For people: "Changed", "Client application", and a value on one line.
QString actionLabel(const QString &action);
QString subjectLabel(const QString &subject);
QString fieldLabel(const QString &field); ///< as the form calls it: "Title"
QString valueText(const json::Json &value);

}

}
