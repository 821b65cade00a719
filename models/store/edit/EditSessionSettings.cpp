#include "store/edit/EditSession.h"

#include "domain/rules/StorableText.h"
#include "store/SettingReader.h"
#include "store/edit/EditText.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

using Values = QList<std::pair<QString, QString>>;

Values valuesOf(const store::SignInSettings &settings)
{
    return {{u"lock_after_minutes"_s, QString::number(settings.lockAfterMinutes)}};
}

Values valuesOf(const store::CertificateSettings &settings)
{
    return {{u"certificate_storage"_s, store::toColumn(settings.storage)},
            {u"certificate_folder"_s, settings.folder},
            {u"certificate_validity_days"_s, QString::number(settings.validityDays)},
            {u"certificate_overlap_hours"_s, QString::number(settings.overlapHours)},
            {u"token_lifetime_hours"_s, QString::number(settings.tokenLifetimeHours)}};
}

json::Json jsonOf(const Values &values)
{
    json::Json object = json::Json::object();
    for (const auto &[name, value] : values)
        object[json::fromText(name)] = json::fromText(value);
    return object;
}

/// Settings that are saved together: the version of the first stands for all.
Result<void> writeSettings(Database &database, const Values &values, int version, const QString &what)
{
    for (qsizetype i = 0; i < values.size(); ++i) {
        const auto &[name, value] = values.at(i);
        const auto can =
            rules::firstError(rules::checkStorable(EditText::tr("Setting \"%1\"").arg(name), value), name);
        if (!can)
            return can;
        const QVariant read = i == 0 ? QVariant(version) : QVariant();
        const auto changed =
            database.change(u"UPDATE setting SET value = ?, version = version + 1 WHERE name = ? "
                            "AND version = coalesce(?, version)"_s,
                            {value, name, read});
        if (!changed)
            return std::unexpected(changed.error());
        if (*changed != 1)
            return std::unexpected(changedMeanwhile(what, true));
    }
    return {};
}

Result<void> checkRange(const QString &what, double value, double least, double most, const QString &column)
{
    if (value >= least && value <= most)
        return {};
    return fail(Error::Kind::Rule,
                EditText::tr("%1 is %2. Choose a number from %3 to %4.")
                    .arg(what, QString::number(value), QString::number(least), QString::number(most)),
                column);
}

Result<void> checkTimes(const store::CertificateSettings &settings)
{
    using store::mostHours;
    return checkRange(EditText::tr("Validity in days"), settings.validityDays, 1, store::mostValidityDays,
                      u"certificate_validity_days"_s)
        .and_then([&] {
            return checkRange(EditText::tr("Overlap in hours"), settings.overlapHours, 0, mostHours,
                              u"certificate_overlap_hours"_s);
        })
        .and_then([&] {
            return checkRange(EditText::tr("Token lifetime in hours"), settings.tokenLifetimeHours, 1,
                              mostHours, u"token_lifetime_hours"_s);
        });
}

Result<void> checkSettings(const store::SignInSettings &settings)
{
    return checkRange(EditText::tr("Lock after, in minutes,"), settings.lockAfterMinutes, 0,
                      store::mostLockMinutes, u"lock_after_minutes"_s);
}

}

Result<void> EditSession::setSignInSettings(const store::SignInSettings &settings)
{
    const auto write = [&](const store::SignInSettings &before) {
        return writeSettings(m_database, valuesOf(settings), settings.version,
                             EditText::tr("The sign-in settings"))
            .and_then([&] {
                return noteSettings(u"sign_in"_s, jsonOf(valuesOf(before)), jsonOf(valuesOf(settings)));
            });
    };
    return checkSettings(settings)
        .and_then([&] { return store::loadSignInSettings(m_database); })
        .and_then(write)
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

Result<void> EditSession::checkCertificateStorage()
{
    if (m_storageIsChosen)
        return {};
    return store::loadCertificateSettings(m_database)
        .and_then([this](const store::CertificateSettings &settings) -> Result<void> {
            m_storageIsChosen = settings.storage != CertificateStorage::None;
            if (m_storageIsChosen)
                return {};
            return fail(Error::Kind::Rule,
                        EditText::tr("Before the first client application it has to be chosen where signing "
                                     "certificates are kept: under Settings > Certificate storage in the "
                                     "window, or by \"gatehouse certificate storage database\" on the "
                                     "command line."));
        });
}

Result<void> EditSession::setCertificateSettings(const store::CertificateSettings &settings)
{
    m_storageIsChosen = false;
    const auto write = [&](const store::CertificateSettings &before) {
        return writeSettings(m_database, valuesOf(settings), settings.version,
                             EditText::tr("The certificate settings"))
            .and_then([&] {
                return noteSettings(u"certificates"_s, jsonOf(valuesOf(before)), jsonOf(valuesOf(settings)));
            });
    };
    return checkTimes(settings)
        .and_then([&] { return store::loadCertificateSettings(m_database); })
        .and_then(write)
        .or_else([&](const Error &error) -> Result<void> { return refused(error); });
}

}
