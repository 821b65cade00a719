#pragma once

#include "store/records/SecurityStore.h"
#include "ui/settings/SettingField.h"

namespace gatehouse {

/// What the page Certificate storage saves, to be merged.
SettingFields<store::CertificateSettings> certificateSettingFields();

}
