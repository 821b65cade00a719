#pragma once

#include "secrets/ClientTrial.h"

#include <QByteArray>

namespace gatehouse::fuzz {

/// Judges a token of a server. The bytes are its header, its claims, its signature and the server's keys,
/// with an empty line between them; the first is judged as a whole token, too. Ends the program when one of
/// these does not hold: what is said has words, can be seen and is short; what is opaque shows no claims;
/// what is unsigned is never valid; and an ID token that nobody may believe has a fault. Gives what was said
/// of the ID token.
trial::Token judgeToken(const QByteArray &bytes);

}
