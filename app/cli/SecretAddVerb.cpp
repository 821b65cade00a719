#include "app/cli/Access.h"
#include "app/cli/Meanwhile.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "domain/ClientApplication.h"
#include "domain/SecretMaker.h"
#include "domain/rules/ClientRules.h"
#include "domain/rules/FieldRules.h"
#include "services/security/Encryption.h"
#include "store/edit/ClientEdits.h"
#include "store/records/ServerStore.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// Qt ignores what follows the day, as a time of day that a person meant.
QDate dateFrom(const std::string &text)
{
    const QString typed = QString::fromStdString(text);
    const QDate date = QDate::fromString(typed, Qt::ISODate);
    return date.toString(Qt::ISODate) == typed ? date : QDate();
}

/// `secret add`: adds a client secret and, when it generates it, prints it once. Only its hash is kept,
/// unless it is added encrypted.
class SecretAddVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(SecretAddVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "secret", tr("Add, list and remove client secrets")), "add",
                tr("Add a client secret. A generated one is printed once: only its hash is kept, unless it "
                   "is added encrypted"),
                u"gatehouse secret add web-shop --description \"production\" --expires 2027-12-31\n"
                "gatehouse secret add web-shop --encrypted\n"
                "pass show web-shop | gatehouse secret add web-shop --stdin"_s);
        positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
        auto *generate =
            flag("--generate", m_generate, tr("Generate 32 random bytes as base64url (what is done anyway)"));
        flag(
            "--stdin", m_fromInput,
            tr("Read the secret from the first line of standard input: one that nobody can guess (128 bits)"))
            ->excludes(generate);
        flag(
            "--encrypted", m_encrypted,
            tr("Keep the secret itself, encrypted, so that exports can carry it; encryption must be set up"));
        option("--description", m_description, "TEXT", tr("What or who it is for"));
        option("--only-on", m_onlyOn, "SERVER", tr("The one server that it is for; else it is for all"));
        option("--expires", m_expires, "DATE",
               tr("Last day (UTC) on which it is accepted, as 2027-12-31; else it never expires"))
            ->check([](const std::string &text) {
                return dateFrom(text).isValid()
                           ? std::string()
                           : utf8(tr("\"%1\" is not a date as 2027-12-31").arg(QString::fromStdString(text)));
            });
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        return checkIsPossible(session)
            .and_then([&] { return secret(console); })
            .and_then([&](const SecretBytes &inClear) { return store(console, session, inClear); });
    }

    bool usesEncryptionKey() const override { return m_encrypted; }

private:
    /// Before somebody types a secret that would be refused.
    Result<void> checkIsPossible(Session &session) const
    {
        const auto checkKey = [&](const QString & /*server*/) -> Result<void> {
            if (!m_encrypted)
                return {};
            return Encryption(session.settings)
                .key(session.database)
                .transform([](const EncryptionKeyBytes &) {});
        };
        return findClient(session.database, m_clientId)
            .and_then([](const ClientApplication &client) { return checkHasSecrets(client); })
            .and_then([&] { return checkExpiry(); })
            .and_then([&] { return server(session.database); })
            .and_then(checkKey);
    }

    /// As the window refuses it.
    static Result<void> checkHasSecrets(const ClientApplication &client)
    {
        const rules::FieldState state = rules::fieldState(client, ClientField::Secrets);
        return state.presence == rules::Presence::Off ? fail(Error::Kind::Rule, state.reason)
                                                      : Result<void>();
    }

    Result<void> checkExpiry() const
    {
        if (m_expires.empty() || endOfDay(dateFrom(m_expires)) >= QDateTime::currentDateTimeUtc())
            return {};
        return fail(Error::Kind::Rule,
                    tr("%1 is past. Choose a later day.").arg(QString::fromStdString(m_expires)));
    }

    /// The name of the one that it is for; empty: all.
    Result<QString> server(Database &database) const
    {
        if (m_onlyOn.empty())
            return QString();
        return store::findServer(database, QString::fromStdString(m_onlyOn))
            .transform([](const Server &server) { return server.name; });
    }

    /// The secret in clear, generated or read from standard input.
    Result<SecretBytes> secret(Console &console) const
    {
        if (!m_fromInput)
            return takeSecret(generateSecret());
        return console.secretLine(tr("Secret:"))
            .and_then([](const SecretBytes &typed) -> Result<SecretBytes> {
                QByteArray copy = typed.toByteArray();
                const rules::Findings findings = rules::checkTypedSecret(copy);
                wipe(copy);
                if (rules::hasError(findings))
                    return fail(Error::Kind::Rule, findings.first().text);
                return typed;
            });
    }

    /// What is kept of it.
    Result<ClientSecret> stored(Session &session, const ClientApplication &client,
                                const SecretBytes &secret) const
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const QDateTime expires = m_expires.empty() ? QDateTime() : endOfDay(dateFrom(m_expires));
        const QString description = QString::fromStdString(m_description);
        if (!m_encrypted)
            return storedSecret(viewOf(secret), description, now, expires);
        const auto record = store::loadEncryption(session.database);
        if (!record)
            return std::unexpected(record.error());
        return Encryption(session.settings)
            .key(session.database)
            .and_then([&](const EncryptionKeyBytes &key) {
                return sealedSecret(key, record->databaseId, client.key, secret, description, now, expires);
            });
    }

    struct Added
    {
        QString clientId;
        ClientSecret secret;
    };
    /// Reads, adds and saves.
    Result<Added> add(Session &session, const SecretBytes &secret) const
    {
        auto client = findClient(session.database, m_clientId);
        if (!client)
            return std::unexpected(client.error());
        const auto onlyOn = server(session.database);
        if (!onlyOn)
            return std::unexpected(onlyOn.error());
        return stored(session, *client, secret).and_then([&](ClientSecret made) {
            made.onlyOn = *onlyOn;
            client->secrets << made;
            return editing(session.database, [&](EditSession &edits) { return edit::save(edits, *client); })
                .transform([&](const ClientApplication &) { return Added{client->clientId, made}; });
        });
    }

    /// To add one secret more is right whatever else somebody changed meanwhile, so it is simply done again.
    Result<ExitStatus> store(Console &console, Session &session, const SecretBytes &secret) const
    {
        const auto added = tryingAgain([&] { return add(session, secret); });
        if (!added)
            return std::unexpected(added.error());
        if (!m_fromInput)
            return show(console, added->clientId, added->secret, secret);
        console.note((m_encrypted ? tr("Secret …%1 is added to \"%2\", encrypted.")
                                  : tr("Secret …%1 is added to \"%2\"."))
                         .arg(added->secret.lastFour, added->clientId));
        return ExitStatus::Done;
    }

    Result<ExitStatus> show(Console &console, const QString &clientId, const ClientSecret &stored,
                            const SecretBytes &secret) const
    {
        QString text = QString::fromUtf8(viewOf(secret));
        console.line(text);
        wipe(text);
        return console.finish()
            .transform([&] {
                console.note((m_encrypted
                                  ? tr("Secret …%1 is added to \"%2\", encrypted.")
                                  : tr("Secret …%1 is added to \"%2\". It is shown now and never again."))
                                 .arg(stored.lastFour, clientId));
                return ExitStatus::Done;
            })
            .transform_error([&](Error error) {
                error.text +=
                    u' ' +
                    tr("Secret …%1 was added to \"%2\", but nobody has seen it: remove it and add another.")
                        .arg(stored.lastFour, clientId);
                return error;
            });
    }

    std::string m_clientId;
    std::string m_description;
    std::string m_expires;
    std::string m_onlyOn;
    bool m_generate = false;
    bool m_fromInput = false;
    bool m_encrypted = false;
};

}

Verbs secretAddVerb()
{
    return made<SecretAddVerb>();
}

}
