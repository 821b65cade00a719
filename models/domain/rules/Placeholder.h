#pragma once

#include <QByteArrayView>
#include <QString>

namespace gatehouse {

/// Whether a text stands where a secret is to be filled in, as `${X}`, `$(env:X)`, `#{x}`, `{{ x }}`,
/// `<secret>`, `%X%`, `__X__` or `@@x@@`, or was put there by whoever hides it, as `redacted`. Such a
/// text is no secret and may be shown. The bytes are not copied, because most that are asked about are
/// secrets.
bool isPlaceholder(QByteArrayView text);
/// Whether a text asks people in words for a secret, as `changeme`, REPLACE_ME or `your-client-secret`. A
/// server that was given it takes it to the letter: it is a secret, and everybody's first guess.
bool isInstruction(QByteArrayView text);
/// The placeholder for people, without what it may hold besides a name: in `${X:-text}` the text is taken
/// where there is no X.
QString shownPlaceholder(QByteArrayView placeholder);

}
