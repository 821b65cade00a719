#pragma once

#include <QByteArray>

namespace gatehouse::fuzz {

/// Reads bytes that may be anything as a request, masks them and explains them. Ends the program when one of
/// these does not hold: a refusal says something, masking what is masked changes nothing, and a reason has
/// words.
void explainRequest(const QByteArray &bytes);

}
