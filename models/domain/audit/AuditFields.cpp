#include "domain/ClientField.h"
#include "domain/audit/AuditEntry.h"
#include "domain/audit/AuditRecord.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::audit {

namespace {

/// What stands in no table of fields.
constexpr std::array fields{
    Label{"password"_L1, QT_TRANSLATE_NOOP("AuditField", "Password")},
    Label{"claims"_L1, QT_TRANSLATE_NOOP("AuditField", "Claims")},
    Label{"texts"_L1, QT_TRANSLATE_NOOP("AuditField", "Translation")},
    Label{"id"_L1, QT_TRANSLATE_NOOP("AuditField", "ID")},
    Label{"licence_limit"_L1, QT_TRANSLATE_NOOP("AuditField", "Licence limit")},
    Label{"lock_after_minutes"_L1, QT_TRANSLATE_NOOP("AuditField", "Lock after (minutes)")},
    Label{"password_strength"_L1, QT_TRANSLATE_NOOP("AuditField", "Password strength")},
    Label{"certificate_storage"_L1, QT_TRANSLATE_NOOP("AuditField", "Certificate storage")},
    Label{"certificate_folder"_L1, QT_TRANSLATE_NOOP("AuditField", "Folder of certificates")},
    Label{"certificate_validity_days"_L1, QT_TRANSLATE_NOOP("AuditField", "Validity (days)")},
    Label{"certificate_overlap_hours"_L1, QT_TRANSLATE_NOOP("AuditField", "Overlap (hours)")},
    Label{"token_lifetime_hours"_L1, QT_TRANSLATE_NOOP("AuditField", "Token lifetime (hours)")},
    Label{"key_storage"_L1, QT_TRANSLATE_NOOP("AuditField", "Key storage")},
    Label{"key_name"_L1, QT_TRANSLATE_NOOP("AuditField", "Key name")},
    Label{"encryption_active"_L1, QT_TRANSLATE_NOOP("AuditField", "Encryption is switched on")},
    Label{"failures"_L1, QT_TRANSLATE_NOOP("AuditField", "Failed sign-ins")},
    Label{"failures_before"_L1, QT_TRANSLATE_NOOP("AuditField", "Failed sign-ins before")},
    Label{"first_failure_at"_L1, QT_TRANSLATE_NOOP("AuditField", "First failed on")},
    Label{"last_failure_at"_L1, QT_TRANSLATE_NOOP("AuditField", "Last failed on")},
    Label{"clients"_L1, QT_TRANSLATE_NOOP("AuditField", "Client applications")},
    Label{"client_count"_L1, QT_TRANSLATE_NOOP("AuditField", "Number of client applications")},
    Label{"certificates"_L1, QT_TRANSLATE_NOOP("AuditField", "Certificates")},
    Label{"signing_keys"_L1, QT_TRANSLATE_NOOP("AuditField", "With private keys")},
    Label{"destination"_L1, QT_TRANSLATE_NOOP("AuditField", "Written to")},
    Label{"source"_L1, QT_TRANSLATE_NOOP("AuditField", "Read from")},
    Label{"server"_L1, QT_TRANSLATE_NOOP("AuditField", "Server")},
    Label{"sent"_L1, QT_TRANSLATE_NOOP("AuditField", "Sent")},
    Label{"outcome"_L1, QT_TRANSLATE_NOOP("AuditField", "Outcome")},
    Label{"seen"_L1, QT_TRANSLATE_NOOP("AuditField", "Seen before")},
    Label{"found"_L1, QT_TRANSLATE_NOOP("AuditField", "Found")},
};

/// Null where the table has no such field, or does not tell it.
template<typename Record>
const char *labelIn(const QString &field)
{
    const auto found = std::ranges::find(FieldTable<Record>::fields, field,
                                         [](const auto &known) { return QLatin1StringView(known.name); });
    const bool isTold = found != FieldTable<Record>::fields.end() && found->telling != Telling::Nothing;
    return isTold ? found->label : nullptr;
}

}

QString fieldLabel(const QString &field)
{
    if (const auto known = fieldByName(field))
        return gatehouse::fieldLabel(*known);
    for (const char *label : {labelIn<User>(field), labelIn<ApiScope>(field), labelIn<Language>(field),
                              labelIn<Server>(field), labelIn<SigningCertificate>(field)}) {
        if (label)
            return translatedLabel(label);
    }
    const auto found = std::ranges::find(fields, field, &Label::name);
    return found == fields.end() ? field : QCoreApplication::translate("AuditField", found->text);
}

}
