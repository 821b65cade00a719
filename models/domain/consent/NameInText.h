#pragma once

#include <QString>

/// Names of client applications and users as they stand inside a consent text.
namespace gatehouse::consent {

/// The name without bidirectional controls (Unicode TR 9), which could turn round the words next to it, and
/// on one line.
QString plainName(const QString &name);

/// The text with {client} and {user} filled in, in one pass: a name is never taken for a placeholder. A name
/// that is written the other way is isolated, so that the words round it keep their places. An empty user
/// stays {user}.
QString withNames(const QString &text, const QString &client, const QString &user, bool rightToLeft);

/// One or two letters that stand in for a logo: `Price feed` gives `PF`.
QString initialsOf(const QString &name);

}
