#pragma once

#include "domain/SecretMaker.h"
#include "services/import/SampleData.h"
#include "services/signin/SignIn.h"
#include "store/records/SignInStore.h"
#include "support/SampleClients.h"
#include "support/SampleServers.h"
#include "support/SealedClients.h"
#include "unit/domain/SampleLogos.h"

/// A database with a record of every kind, and values in it that Gatehouse would never write.
namespace gatehouse::test {

inline const QString damageClient = QStringLiteral("web-shop");
inline const QString damageUser = QStringLiteral("anna");
inline constexpr auto damagePassword = "Zomer!2026-lang?";

inline Result<void> addSealedSecretAndPictures(Database &database, const EncryptionKeyBytes &key)
{
    const auto record = store::loadEncryption(database);
    const auto client = store::findClient(database, damageClient);
    if (!record || !client)
        return std::unexpected(record ? client.error() : record.error());
    ClientApplication changed = **client;
    changed.logo = {QStringLiteral("shop.png"), samples::png(64, 32)};
    changed.customResources = {QStringLiteral("department")};
    changed.consentTexts[QStringLiteral("nl")] = {QStringLiteral("Uw profiel"), QStringLiteral("Uw adres"),
                                                  QStringLiteral("Uw bestellingen")};
    changed.contacts = {QStringLiteral("shop@example.com")};
    changed.accessTokenLifetime = 300;
    changed.otherSettings = {{QStringLiteral("keycloak"), QStringLiteral("{\"baseUrl\":\"/shop\"}")}};
    changed.acceptedRisks = {AcceptedRisk{QStringLiteral("redirect_http"),
                                          QStringLiteral("http://old.example.com/"),
                                          QStringLiteral("An old program"), damageUser, testTime()}};
    return sealedSecret(key, record->databaseId, changed.key, takeSecret(generateSecret()),
                        QStringLiteral("sealed"), testTime(), testTime().addYears(5))
        .and_then([&](const ClientSecret &secret) {
            changed.secrets << secret;
            const auto save = [&](EditSession &session) { return edit::save(session, changed); };
            return editing(database, save, testTime()).transform([](const auto &) {});
        });
}

/// What the store keeps of one; nobody opens it.
inline Result<void> addCertificate(Database &database, const EncryptionKeyBytes &key)
{
    SigningCertificate certificate;
    certificate.thumbprint = QStringLiteral("0123456789abcdef").repeated(4);
    certificate.certificate = "a certificate";
    certificate.sealed = key.id.toLatin1() + ":c2VhbA==";
    certificate.created = certificate.notBefore = certificate.signsFrom = testTime();
    certificate.notAfter = testTime().addYears(2);
    certificate.replaced = testTime().addYears(1);
    certificate.publishedUntil = testTime().addYears(1).addDays(1);
    const auto save = [&](EditSession &session) { return edit::save(session, certificate); };
    return editing(database, save, testTime()).transform([](const auto &) {});
}

/// What the store keeps of one with a client application on it; nobody opens their seals.
inline Result<void> addServer(Database &database, const EncryptionKeyBytes &key)
{
    const QByteArray seal = key.id.toLatin1() + ":c2VhbA==";
    Server server = sampleKeycloak(QStringLiteral("Production"), seal);
    server.certificate = QStringLiteral("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    return store::findClient(database, damageClient).and_then([&](const auto &client) {
        return editing(
            database,
            [&](EditSession &session) {
                return edit::save(session, sealedForItself(server)).and_then([&](const Server &saved) {
                    return edit::noteServerClient(
                        session, {.serverKey = saved.key,
                                  .applicationKey = client->key,
                                  .lastSeen = QStringLiteral("{\"title\":\"Web shop\"}"),
                                  .comparedAt = testTime(),
                                  .state = store::ServerClientState::Differs,
                                  .differing = 2,
                                  .pushedAt = testTime().addDays(-1),
                                  .thereId = QStringLiteral("a1b2"),
                                  .registrationUri = QStringLiteral("https://id.example.com/reg/a1b2"),
                                  .registrationToken = seal});
                });
            },
            testTime());
    });
}

/// What the client application has on that server alone, its sealed secret with it.
inline Result<void> addServerParts(Database &database)
{
    return store::findClient(database, damageClient).and_then([&](const auto &client) {
        ClientApplication changed = *client;
        changed.secrets.last().onlyOn = QStringLiteral("Production");
        changed.onServers[QStringLiteral("Production")] = {
            .enabled = false,
            .loginRedirects = {QStringLiteral("https://www.example.com/cb")},
            .allowedCorsOrigins = {QStringLiteral("https://www.example.com")}};
        const auto save = [&](EditSession &session) { return edit::save(session, changed); };
        return editing(database, save, testTime()).transform([](const auto &) {});
    });
}

/// The time of the sample, without a wait.
inline signin::Clock damageClock()
{
    return {.now = testTime, .wait = [](std::chrono::milliseconds) { return Result<void>(); }};
}

inline Result<void> countFailedTry(Database &database)
{
    return signin::signIn(database, {damageUser, secretCopy("Winter!2026-kort?")}, damageClock())
        .transform([](const auto &) {})
        .or_else([](const Error &error) -> Result<void> {
            return error.kind == Error::Kind::NotSignedIn ? Result<void>() : std::unexpected(error);
        });
}

/// What is there only while something is under way, and goes when the key is asked for.
inline Result<void> addPassingRows(Database &database)
{
    for (const char *sql :
         {"INSERT INTO sign_in_try (id, name_hash, begun_at) VALUES ('try', 'name', '2026-01-31T12:00:00Z')",
          "INSERT INTO certificate_file (folder, thumbprint, digest, database_file) "
          "VALUES ('/nowhere', 'thumbprint', 'digest', '/nowhere/database')",
          "INSERT INTO spare_encryption_key (id, state, check_value, proof) "
          "VALUES ('no-key', 'left', 'check-value', 'proof')",
          "INSERT INTO setting (name, value) VALUES ('encryption_key_copies', "
          "'[{\"settings\":\"others\",\"folder\":\"/nowhere\",\"name\":\"name\",\"key\":\"no-key\","
          "\"proof\":\"proof\",\"state\":\"left\"}]')",
          "INSERT INTO presence (window_id, user_id, machine, application_id, editing, since, seen_at) "
          "VALUES ('window', 'anna', 'desk', 'client', 0, '2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z')"}) {
        if (const auto done = database.execute(QString::fromLatin1(sql)); !done)
            return done;
    }
    return {};
}

inline Result<void> makeDamageSample(Database &database, const Encryption &encryption)
{
    return chooseCertificateStorage(database)
        .and_then([&] { return sampledata::install(database, testTime()); })
        .and_then([&](const auto &) { return encryption.create(database); })
        .and_then([&] { return encryption.key(database); })
        .and_then([&](const EncryptionKeyBytes &key) {
            return addSealedSecretAndPictures(database, key)
                .and_then([&] { return addCertificate(database, key); })
                .and_then([&] { return addServer(database, key); })
                .and_then([&] { return addServerParts(database); });
        })
        .and_then([&] {
            return signin::makeFirst(database, {damageUser, secretCopy(damagePassword)}, {}, testTime());
        })
        .and_then([&](const auto &) { return countFailedTry(database); });
}

}
