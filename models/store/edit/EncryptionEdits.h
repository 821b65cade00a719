#pragma once

#include "store/edit/EditSession.h"
#include "store/records/SecurityStore.h"

#include <functional>

namespace gatehouse::edit {

/// The first encryption key. Refused while there is one.
Result<void> setEncryptionKey(EditSession &session, const store::EncryptionKey &key);

/// Gives every sealed value the seal that `reseal` makes of it, asked for one after the other, and the
/// database its new key: all or, after any error, nothing. Gives how many secrets and
/// certificates there were.
using Reseal = std::function<Result<QByteArray>(const QList<store::SealedValue> &all, qsizetype index)>;
Result<int> replaceEncryptionKey(EditSession &session, const store::EncryptionKey &key, const Reseal &reseal);

/// All of them, in place of those that there were and of what an earlier version noted.
Result<void> setSpareKeys(EditSession &session, const QList<store::SpareKey> &keys);
/// All of them, in place of those that there were.
Result<void> setKeyCopies(EditSession &session, const QList<store::KeyCopy> &copies);

}
