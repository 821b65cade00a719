#include "domain/audit/AuditEntry.h"

#include "domain/Digests.h"
#include "domain/HiddenSecrets.h"
#include "domain/audit/AuditRecord.h"
#include "domain/rules/RiskNames.h"
#include "domain/rules/StorableText.h"
#include "domain/servers/ServerActions.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse::audit {

using json::Json;

namespace {

constexpr std::array actions{
    Label{added, QT_TRANSLATE_NOOP("AuditEntry", "Added")},
    Label{changed, QT_TRANSLATE_NOOP("AuditEntry", "Changed")},
    Label{removed, QT_TRANSLATE_NOOP("AuditEntry", "Removed")},
    Label{exported, QT_TRANSLATE_NOOP("AuditEntry", "Exported")},
    Label{revealed, QT_TRANSLATE_NOOP("AuditEntry", "Revealed")},
    Label{signedIn, QT_TRANSLATE_NOOP("AuditEntry", "Signed in")},
    Label{signInFailed, QT_TRANSLATE_NOOP("AuditEntry", "Sign-in failed")},
    Label{backedUp, QT_TRANSLATE_NOOP("AuditEntry", "Backed up")},
    Label{restored, QT_TRANSLATE_NOOP("AuditEntry", "Restored")},
    Label{taken, QT_TRANSLATE_NOOP("AuditEntry", "Taken from a server")},
    Label{pushed, QT_TRANSLATE_NOOP("AuditEntry", "Pushed to a server")},
    Label{began, QT_TRANSLATE_NOOP("AuditEntry", "Began")},
    Label{acknowledged, QT_TRANSLATE_NOOP("AuditEntry", "Acknowledged")},
};

constexpr std::array subjects{
    Label{"client_application"_L1, QT_TRANSLATE_NOOP("AuditEntry", "Client application")},
    Label{"iam_user"_L1, QT_TRANSLATE_NOOP("AuditEntry", "User")},
    Label{"api_scope"_L1, QT_TRANSLATE_NOOP("AuditEntry", "API scope")},
    Label{"language"_L1, QT_TRANSLATE_NOOP("AuditEntry", "Language")},
    Label{"database"_L1, QT_TRANSLATE_NOOP("AuditEntry", "Database")},
    Label{"custom_resource"_L1, QT_TRANSLATE_NOOP("AuditEntry", "Custom resource")},
    Label{"signing_certificate"_L1, QT_TRANSLATE_NOOP("AuditEntry", "Signing certificate")},
    Label{"server"_L1, QT_TRANSLATE_NOOP("AuditEntry", "Server")},
    Label{"encryption_key"_L1, QT_TRANSLATE_NOOP("AuditEntry", "Encryption key")},
    Label{"setting"_L1, QT_TRANSLATE_NOOP("AuditEntry", "Settings")},
    Label{"audit_trail"_L1, QT_TRANSLATE_NOOP("AuditEntry", "Audit trail")},
};

/// All that the hash is over but the number.
constexpr std::array texts{&AuditEntry::at,      &AuditEntry::userId,   &AuditEntry::action,
                           &AuditEntry::subject, &AuditEntry::recordId, &AuditEntry::name,
                           &AuditEntry::changes};

template<std::size_t size>
QString labelOf(const std::array<Label, size> &labels, const QString &name)
{
    const auto found = std::ranges::find(labels, name, &Label::name);
    return found == labels.end() ? name : QCoreApplication::translate("AuditEntry", found->text);
}

Json member(const Json &object, const std::string &name)
{
    const auto found = object.find(name);
    return found == object.end() ? Json(nullptr) : *found;
}

/// An array, an object or a text without anything in it says as much as none.
bool isEmpty(const Json &value)
{
    return value.is_null() || (value.is_string() ? value.get_ref<const std::string &>().empty()
                                                 : value.is_structured() && value.empty());
}

std::string written(const Json &value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// As text at once, because an import adds very many of them.
void addChange(std::string &changes, const std::string &field, const Json &before, const Json &after)
{
    changes += changes.empty() ? R"([{"field":)" : R"(,{"field":)";
    changes += written(field);
    changes += R"(,"before":)" + written(before) + R"(,"after":)" + written(after) + '}';
}

/// Fingerprints of secrets, those that accepted risks were bound to, and hashes by which formats tell secrets
/// apart.
QString withoutTraces(QString changes)
{
    static const QRegularExpression ofSecret(uR"("fingerprint":"[0-9a-f]{16}",("last_four":))"_s);
    static const QRegularExpression ofRisk(
        uR"(("rule":"%1","value":")[0-9a-f]{16}")"_s.arg(risks::weakSecret));
    return hidden::withoutHashes(changes.replace(ofSecret, uR"(\1)"_s).replace(ofRisk, uR"(\1")"_s));
}

}

AuditEntry storable(AuditEntry entry)
{
    for (const auto column : texts)
        entry.*column = gatehouse::storable(entry.*column);
    return entry;
}

QString chainHash(const AuditEntry &entry, const QString &previousHash)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addFramed(hash, previousHash);
    addFramed(hash, QString::number(entry.number));
    for (const auto column : texts)
        addFramed(hash, entry.*column);
    return QString::fromLatin1(hash.result().toHex());
}

QString differences(const Json &before, const Json &after)
{
    const bool isWhole = before.is_object() && after.is_object();
    std::string changes;
    const auto compare = [&](const std::string &field, const Json &old, const Json &now) {
        const bool isSame = isWhole ? old == now : isEmpty(old) && isEmpty(now);
        if (!isSame)
            addChange(changes, field, old, now);
    };
    for (const auto &[field, value] : before.items())
        compare(field, value, member(after, field));
    for (const auto &[field, value] : after.items()) {
        if (!before.contains(field))
            compare(field, nullptr, value);
    }
    return changes.empty() ? QString() : json::toText(changes + ']');
}

QList<AuditChange> changesOf(const AuditEntry &entry)
{
    const auto parsed = json::parse(withoutTraces(entry.changes).toUtf8());
    if (!parsed || !parsed->is_array())
        return {};
    QList<AuditChange> changes;
    for (const Json &change : *parsed) {
        const Json field = member(change, "field");
        if (field.is_string())
            changes << AuditChange{json::toText(field.get<std::string>()), member(change, "before"),
                                   member(change, "after")};
    }
    return changes;
}

QString actionLabel(const QString &action)
{
    return labelOf(actions, action);
}

QString subjectLabel(const QString &subject)
{
    return labelOf(subjects, subject);
}

QString valueText(const Json &value)
{
    if (value.is_null())
        return {};
    if (value.is_array() && std::ranges::all_of(value, &Json::is_string)) {
        QStringList texts;
        for (const Json &text : value)
            texts << json::toText(text.get<std::string>());
        return texts.join(", "_L1);
    }
    return value.is_string() ? json::toText(value.get<std::string>()) : json::toText(written(value));
}

}
