#pragma once

#include <QByteArray>

namespace gatehouse::fuzz {

/// A secret that requests of a trial hold, and that no text may repeat.
inline constexpr QByteArrayView sentSecret("Geheim-7f3a_2026");

/// Reads what a server, a browser or whoever else answers in a trial: a status, lines of headers, an empty
/// line and a body, as metadata, tokens, claims, a refusal, an address and a request to the listener. Ends
/// the program when one of these does not hold: what is refused is so in words, which can be seen, are short
/// and hold no secret; no address is taken that secrets may not be sent to; and no answer is taken whose
/// state is another one.
void readAnswer(const QByteArray &bytes);

}
