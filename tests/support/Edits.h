#pragma once

#include "store/edit/CertificateEdits.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/EncryptionEdits.h"
#include "store/edit/LanguageEdits.h"
#include "store/edit/ResourceEdits.h"
#include "store/edit/ScopeEdits.h"
#include "store/edit/ServerEdits.h"
#include "store/edit/SettingEdits.h"
#include "store/edit/UserEdits.h"
