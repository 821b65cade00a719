#include "store/RowReader.h"
#include "store/SettingReader.h"
#include "store/StoreText.h"
#include "store/records/FieldStore.h"
#include "store/records/Hex.h"
#include "store/records/Questions.h"
#include "store/records/SecurityStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::store {

namespace {

std::optional<CertificateStorage> storageOrNone(const QString &column)
{
    return column.isEmpty() ? std::optional(CertificateStorage::None) : enumFrom<CertificateStorage>(column);
}

/// One that is damaged says so itself, and what tells it from the others stays as it is stored.
SigningCertificate certificateFrom(const QSqlQuery &query)
{
    RowReader row(query, recordName<SigningCertificate>());
    auto read = recordFrom<SigningCertificate>(row);
    if (!isHex(read.thumbprint))
        row.refuseUnknown("thumbprint"_L1);
    if (read.sealed.isEmpty())
        row.refuse("sealed"_L1, StoreText::tr("is empty"));
    read.key = query.value(0).toString();
    read.thumbprint = query.value(2).toString();
    if (const auto whole = row.whole(); !whole)
        read.damagedColumn = whole.error().column;
    return read;
}

/// What is not proven is never removed, so what stands there otherwise is of no state that leads to it.
CertificateFile certificateFileFrom(const QSqlQuery &row)
{
    using enum CertificateFile::State;
    CertificateFile file{row.value(0).toString(), row.value(1).toString(), row.value(2).toString()};
    const QString column = row.value(3).toString();
    for (const CertificateFile::State state : {New, Kept, Obsolete}) {
        const QString proof = column.section(u':', 1);
        if (column == toColumn(state) + u':' + proof && isHex(proof)) {
            file.state = state;
            file.proof = proof;
            return file;
        }
    }
    file.claimed = column;
    return file;
}

}

QString toColumn(CertificateFile::State state)
{
    switch (state) {
    case CertificateFile::State::New:
        return u"new"_s;
    case CertificateFile::State::Obsolete:
        return u"obsolete"_s;
    case CertificateFile::State::Kept:
        break;
    }
    return u"kept"_s;
}

QString proofColumn(const CertificateFile &file)
{
    return file.proof.isEmpty() ? file.claimed : toColumn(file.state) + u':' + file.proof;
}

Result<QList<SigningCertificate>> loadCertificates(Database &database)
{
    // A damaged one says so itself: the others are of use, and it can be removed.
    return database.list(selectSql<SigningCertificate>({}, u"ORDER BY signs_from, id"_s), {},
                         certificateFrom);
}

Result<QList<CertificateFile>> loadCertificateFiles(Database &database)
{
    return database.list(u"SELECT folder, thumbprint, digest, database_file FROM certificate_file "
                         "ORDER BY folder, thumbprint"_s,
                         {}, certificateFileFrom);
}

Engine::Question certificateStorageQuestion(std::optional<CertificateStorage> &storage)
{
    const auto take = [&storage](const QSqlQuery &query) -> Result<void> {
        RowReader row(query, {.table = "setting"_L1}, 1);
        storage = row.one("value"_L1, storageOrNone);
        return row.whole();
    };
    return {u"SELECT name, value FROM setting WHERE name = 'certificate_storage'"_s, {}, take};
}

Result<CertificateSettings> loadCertificateSettings(Database &database)
{
    const QString storage = u"certificate_storage"_s;
    const QString folder = u"certificate_folder"_s;
    const QString validity = u"certificate_validity_days"_s;
    const QString overlap = u"certificate_overlap_hours"_s;
    const QString lifetime = u"token_lifetime_hours"_s;
    return SettingReader::of(database, {storage, folder, validity, overlap, lifetime})
        .and_then([&](SettingReader &&settings) {
            return settings.whole(
                CertificateSettings{.storage = settings.one(storage, storageOrNone),
                                    .folder = settings.text(folder),
                                    .validityDays = settings.number(validity, 1, mostValidityDays),
                                    .overlapHours = settings.number(overlap, 0, mostHours),
                                    .tokenLifetimeHours = settings.number(lifetime, 1, mostHours),
                                    .version = settings.version(storage)});
        });
}

}
