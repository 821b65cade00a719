#include "store/edit/SettingEdits.h"

#include "domain/rules/StorableText.h"
#include "store/SettingReader.h"
#include "store/edit/RecordChange.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace gatehouse::edit {

namespace {

using Values = QList<std::pair<QString, QString>>;

Values valuesOf(const store::SignInSettings &settings)
{
    return {{u"lock_after_minutes"_s, QString::number(settings.lockAfterMinutes)}};
}

Values valuesOf(const store::CertificateSettings &settings)
{
    return {{u"certificate_storage"_s, enumText(settings.storage)},
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

/// Settings that are saved together: the version of the first stands for all, where any was read.
Result<void> writeSettings(Database &database, const Values &values, std::optional<int> version,
                           const QString &what)
{
    for (qsizetype i = 0; i < values.size(); ++i) {
        const auto &[name, value] = values.at(i);
        const auto can =
            rules::firstError(rules::checkStorable(EditText::tr("Setting \"%1\"").arg(name), value), name);
        if (!can)
            return can;
        const QVariant read = i == 0 && version ? QVariant(*version) : QVariant();
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

Result<void> checkLimit(store::LicenceLimit limit)
{
    if (!limit || *limit >= 0)
        return {};
    return fail(
        Error::Kind::Rule,
        EditText::tr("A licence limit of %1 makes no sense. Enter 0 or more, or unlimited.").arg(*limit));
}

Result<void> checkSettings(const store::SignInSettings &settings)
{
    return checkRange(EditText::tr("Lock after, in minutes,"), settings.lockAfterMinutes, 0,
                      store::mostLockMinutes, u"lock_after_minutes"_s);
}

/// Null: unlimited.
json::Json limitJson(store::LicenceLimit limit)
{
    return limit ? json::Json(*limit) : json::Json(nullptr);
}

Result<void> noteSettings(EditSession &session, const QString &name, const json::Json &before,
                          const json::Json &after)
{
    return session.note(audit::Record{u"setting"_s, {}, name, before},
                        audit::Record{u"setting"_s, {}, name, after});
}

/// `before` is how they are stored.
template<typename Settings>
auto replace(EditSession &session, const QString &name, const Settings &settings, const QString &what)
{
    return [&session, name, settings, what](const Settings &before) {
        return writeSettings(session.database(), valuesOf(settings), settings.version, what).and_then([&] {
            return noteSettings(session, name, jsonOf(valuesOf(before)), jsonOf(valuesOf(settings)));
        });
    };
}

}

Result<void> setSignInSettings(EditSession &session, const store::SignInSettings &settings)
{
    return session.step(
        checkSettings(settings)
            .and_then([&] { return store::loadSignInSettings(session.database()); })
            .and_then(replace(session, u"sign_in"_s, settings, EditText::tr("The sign-in settings"))));
}

Result<void> setCertificateSettings(EditSession &session, const store::CertificateSettings &settings)
{
    session.context().forget();
    return session.step(checkTimes(settings)
                            .and_then([&] { return store::loadCertificateSettings(session.database()); })
                            .and_then(replace(session, u"certificates"_s, settings,
                                              EditText::tr("The certificate settings"))));
}

Result<void> setLicenceLimit(EditSession &session, store::LicenceLimit limit, std::optional<int> readVersion)
{
    session.context().forget();
    return session.step(checkLimit(limit)
                            .and_then([&] { return store::loadLicence(session.database()); })
                            .and_then([&](const store::Licence &before) {
                                const QString value = limit ? QString::number(*limit) : u"unlimited"_s;
                                return writeSettings(session.database(), {{u"licence_limit"_s, value}},
                                                     readVersion, EditText::tr("The licence limit"))
                                    .and_then([&] {
                                        return noteSettings(session, u"licence"_s,
                                                            {{"licence_limit", limitJson(before.limit)}},
                                                            {{"licence_limit", limitJson(limit)}});
                                    });
                            }));
}

}
