#pragma once

#include <QString>

namespace gatehouse::explain {

/// Where the word of a command that begins there ends: `id:"a b"` is one.
qsizetype endOfShellWord(QStringView text, qsizetype at);
/// Without its quotes, as the command gets it.
QString plainShellWord(QStringView word);

}
