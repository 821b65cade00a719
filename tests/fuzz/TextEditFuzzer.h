#pragma once

#include <QByteArray>

namespace gatehouse::fuzz {

/// Changes a document as text in a way that its bytes choose, and ends the program unless the outcome is what
/// was wanted, says why it is refused, and is the document again once it is changed back to what it said.
void editText(const QByteArray &document);

}
