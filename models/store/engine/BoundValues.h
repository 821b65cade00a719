#pragma once

#include "domain/Error.h"

#include <QVariant>

namespace gatehouse {

/// QString() is empty text to us, but NULL to Qt.
bool isNullText(const QVariant &value);

/// The last gate for every text of every record, whoever forgot it: the rules tell of it at its field.
/// Refuses a text that is to be written and that holds what no text may (StorableText).
Result<void> checkStorable(QStringView sql, const QVariantList &values);

}
