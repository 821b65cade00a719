#include "services/export/Disclosure.h"

#include "services/export/ExportText.h"
#include "store/edit/EditSession.h"
#include "store/records/ClientStore.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse::disclosure {

namespace {

Result<void> add(Database &database, QLatin1StringView action, const audit::Record &what,
                 EditSession::Purpose purpose = EditSession::Purpose::Change)
{
    const auto note = [&](EditSession &session) { return session.noteEvent(action, what); };
    return editing(database, note, QDateTime::currentDateTimeUtc(), purpose);
}

Error refusal(Error error)
{
    if (error.kind == Error::Kind::NotSignedIn)
        return error;
    error.text = ExportText::tr("Nothing was handed out, because it cannot be noted in the audit trail. %1")
                     .arg(error.text);
    return error;
}

/// Refused for an auditor, by words of its own. Whatever else is wrong is told where it is noted.
Result<void> checkMayHandOut(Database &database)
{
    const auto may = store::checkMayChange(database);
    return !may && may.error().kind == Error::Kind::Rule ? may : Result<void>();
}

/// What cannot be noted does not leave, nor does it for an auditor.
Result<void> note(Database &database, QLatin1StringView action, const audit::Record &what)
{
    return checkMayHandOut(database).and_then(
        [&] { return add(database, action, what).transform_error(refusal); });
}

/// What gives nothing away in clear leaves all the same where the database cannot be written, for whoever may
/// still sign in: that was not looked at in a transaction that did not begin.
Result<Unrecorded> noteIfPossible(Database &database, QLatin1StringView action, const audit::Record &what)
{
    return add(database, action, what, EditSession::Purpose::Note)
        .transform([] { return Unrecorded(); })
        .or_else([&](const Error &error) -> Result<Unrecorded> {
            if (error.kind != Error::Kind::Unreachable)
                return std::unexpected(refusal(error));
            return store::checkSignedIn(database).transform(
                [&] { return ExportText::tr("This is not in the audit trail. %1").arg(error.text); });
        });
}

json::Json destinationJson(const QString &path)
{
    return path.isEmpty() ? "standard output" : json::fromText(QFileInfo(path).absoluteFilePath());
}

audit::Record certificateRecord(const std::optional<SigningCertificate> &certificate, const QString &format,
                                bool hasPrivateKeys, const QString &destination)
{
    audit::Record record{u"signing_certificate"_s, {}, {}, json::Json::object()};
    if (certificate) {
        record.id = certificate->key;
        record.name = certificate->thumbprint;
    }
    record.fields["format"] = json::fromText(format);
    record.fields["certificates"] =
        certificate ? json::texts({certificate->thumbprint}) : json::Json("published");
    record.fields["signing_keys"] = hasPrivateKeys;
    record.fields["destination"] = destinationJson(destination);
    return record;
}

/// Of all client applications their number, of chosen ones their client IDs. One alone is the record.
Result<void> addClients(Database &database, const ClientSelection &clients, audit::Record &record)
{
    if (clients.isAll()) {
        record.fields["clients"] = "all";
        return clients.count(database).transform([&](int count) { record.fields["client_count"] = count; });
    }
    QStringList ids;
    const auto add = [&](const ClientApplication &client) -> Result<void> {
        ids << client.clientId;
        record.id = client.key;
        return {};
    };
    return clients.visit(database, add).transform([&] {
        record.fields["clients"] = json::texts(ids);
        if (ids.size() == 1)
            record.name = ids.first();
        else
            record.id.clear();
    });
}

/// The client application as it is stored, if it is, and the secret in it.
struct Found
{
    QString clientId;
    ClientSecret secret;
};

Result<Found> asStored(Database &database, const QString &clientKey, const ClientSecret &secret)
{
    return store::loadClient(database, clientKey).transform([&](const auto &client) {
        if (!client)
            return Found{{}, secret};
        const auto found = std::ranges::find(client->secrets, secret.key, &ClientSecret::key);
        return Found{client->clientId, found == client->secrets.end() ? secret : *found};
    });
}

}

Result<Unrecorded> noteExport(Database &database, const exporter::Request &request,
                              const QString &destination)
{
    const bool isInClear = request.secretsKey || !request.signingKeys.isEmpty();
    audit::Record record{u"client_application"_s, {}, {}, json::Json::object()};
    record.fields["format"] = json::fromText(request.format->name());
    if (!request.server.isEmpty())
        record.fields["server"] = json::fromText(request.server);
    return addClients(database, request.clients, record).and_then([&] {
        record.fields["secrets"] = request.secretsKey.has_value();
        record.fields["signing_keys"] = !request.signingKeys.isEmpty();
        record.fields["destination"] = destinationJson(destination);
        if (!isInClear)
            return noteIfPossible(database, audit::exported, record);
        return note(database, audit::exported, record).transform([] { return Unrecorded(); });
    });
}

Result<void> noteCopy(Database &database, const QString &destination)
{
    audit::Record record{u"database"_s, {}, {}, json::Json::object()};
    record.fields["destination"] = json::fromText(destination);
    return note(database, audit::exported, record);
}

Result<void> noteKeyExport(Database &database, const std::optional<SigningCertificate> &certificate,
                           const QString &format, const QString &destination)
{
    return note(database, audit::exported, certificateRecord(certificate, format, true, destination));
}

Result<Unrecorded> notePublicExport(Database &database, const std::optional<SigningCertificate> &certificate,
                                    const QString &format, const QString &destination)
{
    return noteIfPossible(database, audit::exported,
                          certificateRecord(certificate, format, false, destination));
}

Result<void> noteKeyBackup(Database &database, const QString &keyId, const QString &destination)
{
    return note(database, audit::backedUp,
                {u"encryption_key"_s, keyId, keyId, {{"destination", destinationJson(destination)}}});
}

Result<void> noteKeyRestored(Database &database, const QString &keyId, const QString &source)
{
    return add(database, audit::restored,
               {u"encryption_key"_s, keyId, keyId, {{"source", destinationJson(source)}}});
}

Result<SecretBytes> reveal(Database &database, const Encryption &encryption, const QString &clientKey,
                           const ClientSecret &secret, const QString &destination)
{
    const auto record = store::loadEncryption(database);
    if (!record)
        return std::unexpected(record.error());
    const auto key = encryption.key(database);
    if (!key)
        return std::unexpected(key.error());
    return asStored(database, clientKey, secret).and_then([&](const Found &found) {
        return revealedSecret(*key, record->databaseId, clientKey, found.secret)
            .and_then([&](const SecretBytes &inClear) {
                audit::Record what{u"client_application"_s,
                                   clientKey,
                                   found.clientId,
                                   {{"secret", audit::secretJson(found.secret)}}};
                if (!destination.isEmpty())
                    what.fields["destination"] = json::fromText(destination);
                return note(database, audit::revealed, what).transform([&] { return inClear; });
            });
    });
}

}
