#pragma once

#include "domain/ApiScope.h"
#include "domain/User.h"
#include "domain/rules/Problem.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <optional>
#include <utility>

/// The table "What depends on what" as plain functions; form, import and command line all go through these.
namespace gatehouse::rules {

class KnownRedirects;

enum class Presence {
    Free,   ///< the administrator chooses
    Locked, ///< applies with one value that follows from other fields
    Off,    ///< does not apply; saving stores the neutral value
};

struct FieldState
{
    Presence presence = Presence::Free;
    bool required = false; ///< needed before Enabled
    QString reason;        ///< why it is locked or off, for a tool tip and a screen reader

    bool isEditable() const { return presence == Presence::Free; }
};

/// How the field stands with what has been typed so far.
FieldState fieldState(const ClientApplication &typed, ClientField field);

/// What would be saved: locked fields get their value and fields that do not apply their neutral value. Rows
/// that do not apply (redirects, scopes) are kept, they are only not exported. Scopes come out sorted: their
/// order means nothing.
ClientApplication normalized(const ClientApplication &typed);

/// A stored client application made ready for editing: a field that does not apply gets the value a new one
/// would have, so that it is safe when it applies again. `normalized(revived(stored)) == stored`.
ClientApplication revived(const ClientApplication &stored);

/// The rule and the value of a risk.
using KnownRisk = std::pair<QString, QString>;

/// What the rules need to know beyond the client application itself, loaded by whoever asks: no rule queries.
struct RuleContext
{
    QDateTime now;                 ///< UTC
    QHash<QString, User> users;    ///< by userId in lower case; at least the one named as identity
    QSet<QString> customResources; ///< names of all that exist
    QSet<QString>
        languages; ///< tags of all that are supported; empty: not known, and nothing is said of them
    QString defaultLanguage;                 ///< tag of the default one; empty: not known
    QSet<QString> apiScopes;                 ///< names of all scopes that exist
    std::optional<QStringList> servers = {}; ///< names of all; none: not known, and nothing is said of them
    std::shared_ptr<KnownRedirects> redirects = {}; ///< none: each is looked at anew
    QSet<KnownRisk> knownRisks = {};                ///< of what is stored, see risksOf()
    bool takesRisks = false; ///< what comes in with a file or from a server is kept as it is

    const User *user(const QString &userId) const;
};

/// All problems of a normalized client application, errors first.
QList<Problem> check(const ClientApplication &client, const RuleContext &context);

/// The risks of what is stored, accepted or not. They hold back nothing any more; one that something is
/// missing only while it is enabled.
QSet<KnownRisk> risksOf(const ClientApplication &stored, const RuleContext &context);

/// The same of what is stored, whose risks are known.
QList<Problem> checkStored(const ClientApplication &stored, RuleContext context);

/// The next moment at which check() may answer differently because a secret nears its end; invalid if time
/// changes nothing.
QDateTime recheckAt(const ClientApplication &client, const QDateTime &now);

/// More than rotation ever needs.
inline constexpr qsizetype mostSecrets = 100;

/// Warnings about a secret's end come this many days ahead.
inline constexpr int secretWarningDays = 30;

}
