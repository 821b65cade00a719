#pragma once

#include "servers/http/HttpExchange.h"

namespace gatehouse {

/// Why no answer came, with what to do: name, connection, TLS with which certificate, time-out, size.
Error errorOf(const HttpOutcome &outcome, const HttpRequest &request, const HttpPatience &patience);

/// An answer that only a redirect to elsewhere would lead on from.
Error redirectedElsewhere(const HttpRequest &request, const QUrl &target);
/// The server itself leads on and on.
Error redirectedForEver(const HttpRequest &request);
Error noJson(const HttpAnswer &answer);
/// The server asks to wait longer than Gatehouse does.
Error waitsTooLong(const HttpRequest &request, std::chrono::milliseconds wait);

}
