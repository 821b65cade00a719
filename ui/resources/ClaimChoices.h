#pragma once

#include "domain/CustomResource.h"
#include "ui/common/KeyComboBox.h"

/// What a claim's source and a user attribute can be, by key and as a person reads it.
namespace gatehouse::claimchoices {

using Items = QList<KeyComboBox::Item>;

Items sources();
Items attributes(); ///< of users: `user_id`, `name`, …

QString key(ClaimSource source);
ClaimSource source(const QString &key);

/// The text of the item with that key, or the key where there is none.
QString text(const Items &items, const QString &key);

}
