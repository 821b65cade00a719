#pragma once

#include "domain/AuditRecord.h"
#include "domain/rules/ClientRules.h"
#include "store/Transaction.h"
#include "store/audit/AuditLog.h"
#include "store/edit/SessionContext.h"
#include "store/records/ClientStore.h"
#include "store/records/RecordStore.h"
#include "store/records/SecurityStore.h"

#include <QDateTime>

namespace gatehouse {

/// The one way to change the database, for window, import and command line alike: a transaction in which
/// every change passes the rules, the licence limit and the version check. What is not committed is rolled
/// back. After a refusal the session can only be given up: commit() is refused too. Every change adds an
/// entry to the audit trail, in the same transaction, unless everything is as it was.
class EditSession
{
public:
    /// `now` is UTC; secrets are judged by it. NotSignedIn when whoever works with the connection may not any
    /// more.
    static Result<EditSession> begin(const Database &database,
                                     const QDateTime &now = QDateTime::currentDateTimeUtc());

    /// Adds the client application (empty key) or replaces it (same version as stored). Gives it as it is
    /// stored now.
    Result<ClientApplication> save(const ClientApplication &typed);
    /// save() for whoever does not want it back, which takes half the time. Gives the primary key.
    Result<QString> put(const ClientApplication &typed);
    Result<void> remove(const ClientApplication &client);

    Result<User> save(const User &typed);
    Result<void> remove(const User &user);

    Result<ApiScope> save(const ApiScope &typed);
    Result<void> remove(const ApiScope &scope);

    /// Saving one as the default makes the others not so; the tag is stored in canonical case, and a missing
    /// native name is the usual one. A new tag takes the texts along; whoever has one of them open gets a
    /// conflict, as after remove().
    Result<Language> save(const Language &typed);
    /// Removes the language with all texts that are written in it; the default language cannot go.
    Result<void> remove(const Language &language);

    /// Gives it as it is stored now: languages without any text are left out.
    Result<CustomResource> save(const CustomResource &typed);
    /// Refused while client applications use it; the refusal names them.
    Result<void> remove(const CustomResource &resource);

    /// Gives the user a password (a PHC string) or takes it away (empty). Refused, as every other change is,
    /// when it takes away the last user who may sign in.
    Result<void> setPassword(const User &user, const QByteArray &phc);
    Result<void> setSignInSettings(const store::SignInSettings &settings);

    /// The first encryption key. Refused while there is one.
    Result<void> setEncryptionKey(const store::EncryptionKey &key);
    /// Gives every sealed value the seal that `reseal` makes of it, asked for one after the other, and the
    /// database its new key: all or, after any error, nothing. Gives how many there were.
    using Reseal = std::function<Result<QByteArray>(const QList<store::SealedValue> &all, qsizetype index)>;
    Result<int> replaceEncryptionKey(const store::EncryptionKey &key, const Reseal &reseal);

    /// All of them, in place of those that there were and of what an earlier version noted.
    Result<void> setSpareKeys(const QList<store::SpareKey> &keys);

    Result<void> setCertificateSettings(const store::CertificateSettings &settings);
    /// Adds or changes (same version as stored) a certificate; its times, successor and seal only.
    Result<SigningCertificate> save(const SigningCertificate &certificate);
    Result<void> remove(const SigningCertificate &certificate);
    /// Before a file gets into the folder for certificates, and with the certificate that is removed.
    Result<void> noteCertificateFile(const store::CertificateFile &file);
    /// Once the file is the one that it should be, or gone.
    Result<void> forgetCertificateFile(const store::CertificateFile &file);

    /// With readVersion (Licence::version) refused when somebody else changed the limit since it was read.
    Result<void> setLicenceLimit(store::LicenceLimit limit, std::optional<int> readVersion = {});

    /// For the audit trail: something happens that changes no record, as a sign-in, or `what` being shown or
    /// handed out. `action` is one of namespace audit; the fields of `what` hold no secret.
    Result<void> noteEvent(QLatin1StringView action, const audit::Record &what);

    /// Asks the rules again where time alone may have changed the answer. Gives how many were asked.
    Result<int> recheckProblems();

    /// What the rules say about a client application as it would be saved now.
    Result<QList<Problem>> check(const ClientApplication &typed);

    Result<void> commit();

private:
    EditSession(Database database, Transaction transaction, QDateTime now);

    Result<void> append(AuditEntry entry);
    /// What a record was (nothing: added) and has become (nothing: removed).
    Result<void> note(const std::optional<audit::Record> &before, const std::optional<audit::Record> &after);
    Result<void> noteSettings(const QString &name, const json::Json &before, const json::Json &after);
    /// Before the texts of a language get another tag, or (empty) go with it.
    Result<void> noteTexts(const Language &language, const QString &tagAfter);

    store::ProblemSummary summary(const ClientApplication &client, const QList<Problem> &problems) const;
    Result<void> checkClientIdIsFree(const ClientApplication &client);
    Result<void> insert(ClientApplication client, const store::ProblemSummary &problems);
    /// What is stored under the same key, nothing for a new one; a conflict when somebody else changed it.
    Result<std::optional<ClientApplication>> loadUnchanged(const ClientApplication &client);
    Result<void> update(const ClientApplication &client, const ClientApplication &stored,
                        const store::ProblemSummary &problems);
    Result<void> checkLicence();
    Result<void> checkCertificateStorage();
    Result<void> checkUser(const User &user);
    Result<void> checkScope(const ApiScope &scope);
    Result<void> checkLanguage(const Language &language, const QList<Language> &stored) const;
    Result<void> updateLanguage(const Language &language, const QList<Language> &stored);
    Result<void> noteLanguage(const Language &saved, const QList<Language> &stored);
    Result<void> recheckForDefault(const Language &saved, const QString &tagBefore);
    Result<void> checkResource(const CustomResource &resource);
    Result<void> insertResource(const CustomResource &resource);
    Result<void> updateResource(const CustomResource &resource);
    Result<void> write(const User &user, bool isNew);
    /// Makes a change of a user, unless nobody could sign in any more then.
    Result<void> keepingAdministrator(const User &user, const std::function<Result<void>()> &change);
    Result<void> write(const ApiScope &scope, bool isNew);
    Result<void> recheck(const QStringList &keys);
    /// Client IDs for a message, the first few of them.
    Result<QString> clientNames(const QStringList &keys);
    /// Notes that this session cannot be committed any more.
    std::unexpected<Error> refused(const Error &error);

    Database m_database;
    Transaction m_transaction;
    QDateTime m_now;
    store::SessionContext m_context;
    store::AuditLog m_audit;
    bool m_storageIsChosen = false; ///< once it was asked
    bool m_refused = false;
};

}
