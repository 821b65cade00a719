#pragma once

#include "secrets/ClientTrial.h"
#include "servers/trial/RedirectAnswer.h"
#include "servers/trial/TrialHttp.h"

namespace gatehouse::trial {

/// A refusal by what a server answered, in its own words.
Refusal refusalOf(Step step, const HttpAnswer &answer, std::chrono::seconds clockAhead);
/// By what the browser brought back.
Refusal refusalOf(Step step, const RedirectAnswer &answer);

/// What the beginning of a page for people says, without its markup.
QString textOfPage(const QString &page);

/// "The server's clock is 90 s ahead of this machine's: ..."; empty: they agree.
QString clockText(std::chrono::seconds ahead);

}
