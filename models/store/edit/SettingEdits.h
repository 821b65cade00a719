#pragma once

#include "store/edit/EditSession.h"
#include "store/records/SecurityStore.h"

namespace gatehouse::edit {

Result<void> setSignInSettings(EditSession &session, const store::SignInSettings &settings);
Result<void> setCertificateSettings(EditSession &session, const store::CertificateSettings &settings);
/// With readVersion (Licence::version) refused when somebody else changed the limit since it was read.
Result<void> setLicenceLimit(EditSession &session, store::LicenceLimit limit,
                             std::optional<int> readVersion = {});

}
