#include "ui/security/CertificateSettingFields.h"

#include <QCoreApplication>

namespace gatehouse {

namespace {

struct SettingText
{
    Q_DECLARE_TR_FUNCTIONS(CertificateSettingFields)
};

QString storageText(CertificateStorage storage)
{
    switch (storage) {
    case CertificateStorage::None:
        return SettingText::tr("Not chosen yet");
    case CertificateStorage::Database:
        return SettingText::tr("Database");
    case CertificateStorage::Local:
        break;
    }
    return SettingText::tr("Local");
}

}

SettingFields<store::CertificateSettings> certificateSettingFields()
{
    using Settings = store::CertificateSettings;
    return {{SettingText::tr("Kept in"), [](const Settings &one) { return storageText(one.storage); },
             [](Settings &to, const Settings &from) { to.storage = from.storage; }},
            {SettingText::tr("Folder"), [](const Settings &one) { return one.folder; },
             [](Settings &to, const Settings &from) { to.folder = from.folder; }},
            {SettingText::tr("Validity"),
             [](const Settings &one) { return SettingText::tr("%1 days").arg(one.validityDays); },
             [](Settings &to, const Settings &from) { to.validityDays = from.validityDays; }},
            {SettingText::tr("Publish ahead"),
             [](const Settings &one) { return SettingText::tr("%1 h").arg(one.overlapHours); },
             [](Settings &to, const Settings &from) { to.overlapHours = from.overlapHours; }},
            {SettingText::tr("Token lifetime"),
             [](const Settings &one) { return SettingText::tr("%1 h").arg(one.tokenLifetimeHours); },
             [](Settings &to, const Settings &from) { to.tokenLifetimeHours = from.tokenLifetimeHours; }}};
}

}
