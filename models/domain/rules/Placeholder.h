#pragma once

#include <QByteArrayView>
#include <QString>

namespace gatehouse {

/// Whether a text stands where a secret is to be filled in, as `${X}`, `$(env:X)`, `#{x}`, `{{ x }}`,
/// `<secret>`, `%X%`, `__X__`, `@@x@@` or "REPLACE_ME". Such a text is no secret and may be shown. The bytes
/// are not copied, because most that are asked about are secrets.
bool isPlaceholder(QByteArrayView text);
/// The placeholder for people, without what it may hold besides a name: in `${X:-text}` the text is taken
/// where there is no X.
QString shownPlaceholder(QByteArrayView placeholder);

}
