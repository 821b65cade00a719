#pragma once

#include "app/cli/Verb.h"

#include <memory>
#include <vector>

/// The commands of the command line by subject: each function is in the file of its name, or of its subject.
namespace gatehouse::cli {

using Verbs = std::vector<std::unique_ptr<Verb>>;

template<typename... Made>
Verbs made()
{
    Verbs verbs;
    (verbs.push_back(std::make_unique<Made>()), ...);
    return verbs;
}

Verbs initVerb();
Verbs clientListVerb();
Verbs clientShowVerb();
Verbs clientChangeVerbs();
Verbs clientEnableVerbs();
Verbs clientVerbs();
Verbs riskVerbs();
Verbs secretAddVerb();
Verbs secretVerbs();
Verbs consentVerb();
Verbs tryVerb();
Verbs explainVerb();
Verbs exportVerb();
Verbs importVerb();
Verbs userVerbs();
Verbs serverAddVerb();
Verbs serverVerbs();
Verbs serverCompareVerb();
Verbs serverTakeVerb();
Verbs serverPushVerb();
Verbs copyVerb();
Verbs licenceVerb();
Verbs certificateCreateVerb();
Verbs certificateListVerb();
Verbs certificateExportVerb();
Verbs certificateChangeVerbs();
Verbs certificateStorageVerb();
Verbs auditListVerb();
Verbs auditVerbs();

}
