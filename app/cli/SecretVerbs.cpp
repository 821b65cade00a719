#include "app/cli/Access.h"
#include "app/cli/CliText.h"
#include "app/cli/Console.h"
#include "app/cli/Meanwhile.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/TaskLine.h"
#include "app/cli/Verbs.h"
#include "app/cli/clients/ClientTexts.h"
#include "domain/ClientApplication.h"
#include "services/security/Encryption.h"
#include "store/edit/ClientEdits.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

constexpr int mostExpiringDays = 36'500;

QString storageText(const ClientSecret &secret)
{
    if (secret.isKnownToServerOnly())
        return CliText::tr("server");
    return secret.isRecoverable() ? CliText::tr("encrypted") : CliText::tr("hashed");
}

/// As short as it can be told from others: what is kept of its end, else its key.
QString nameOf(const ClientSecret &secret)
{
    return secret.lastFour.isEmpty() ? secret.key : u"…"_s + secret.lastFour;
}

/// `secret list`: the secrets of one client application, or all, as far as they can be told.
class SecretListVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(SecretListVerb)

public:
    void declare(CLI::App &program) override
    {
        CLI::App &app =
            command(group(program, "secret", {}), "list",
                    tr("List client secrets by their last four characters, never the secrets themselves"),
                    u"gatehouse secret list\n"
                    "gatehouse secret list web-shop --json\n"
                    "gatehouse secret list --expiring 30"_s);
        positional("CLIENT_ID", m_clientId, tr("The client application; all when left out"));
        app.add_option("--expiring", m_days,
                       utf8(tr("List only those that expire within so many days or have expired; exit status "
                               "1 when there is one")))
            ->type_name("DAYS")
            ->check(CLI::Range(0, mostExpiringDays));
        jsonFlag(m_json);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        Database &database = session.database;
        Listing list(console, m_json,
                     {tr("Client ID"), tr("Secret"), tr("Storage"), tr("Description"), tr("Created"),
                      tr("Expires"), tr("Only on"), tr("Key")});
        const QDateTime now = QDateTime::currentDateTimeUtc();
        auto status = ExitStatus::Done;
        const auto add = [&](const ClientApplication &client) -> Result<void> {
            for (const ClientSecret &secret : client.secrets) {
                if (!isListed(secret, now))
                    continue;
                if (m_days)
                    status = ExitStatus::Refused;
                list.add([&] { return secretJson(client.clientId, secret); },
                         [&] { return row(client.clientId, secret); });
            }
            return {};
        };
        return selected(m_clientId).visit(database, add).transform([&] {
            list.end();
            return status;
        });
    }

private:
    bool isListed(const ClientSecret &secret, const QDateTime &now) const
    {
        return !m_days || (secret.expires.isValid() && secret.expires <= now.addDays(*m_days));
    }

    static QStringList row(const QString &clientId, const ClientSecret &secret)
    {
        const QString end = secret.lastFour.isEmpty() ? QString() : nameOf(secret);
        return {clientId,
                end,
                storageText(secret),
                secret.description,
                timeText(secret.created),
                expiryText(secret.expires),
                secret.onlyOn.isEmpty() ? tr("All servers") : secret.onlyOn,
                secret.key};
    }

    std::string m_clientId;
    std::optional<int> m_days;
    bool m_json = false;
};

/// `secret remove`: removes one client secret, after a question.
class SecretRemoveVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(SecretRemoveVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "secret", {}), "remove",
                tr("Remove a client secret: programs that use it are let in no more"),
                u"gatehouse secret remove web-shop x7Qf\n"
                "gatehouse secret remove web-shop --yes -- -7Qf"_s);
        positional("CLIENT_ID", m_clientId, tr("The client application"))->required();
        positional("SECRET", m_secret,
                   tr("The secret, by its last four characters or its key as in secret list"))
            ->required();
        flag("--yes", m_yes, tr("Do not ask; needed where there is no terminal to ask on"));
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        Database &database = session.database;
        const auto client = findClient(database, m_clientId);
        if (!client)
            return std::unexpected(client.error());
        const auto secret = chosen(*client, QString::fromStdString(m_secret));
        if (!secret)
            return std::unexpected(secret.error());
        if (const auto refusal = refusedByPerson(
                console, m_yes,
                tr("Remove secret %1 \"%2\" of \"%3\"? Programs that use it are let in no more.")
                    .arg(nameOf(*secret), secret->description, client->clientId)))
            return *refusal;
        return tryingAgain([&] { return remove(database, secret->key); }).transform([&] {
            console.note(tr("Secret %1 of \"%2\" is removed.").arg(nameOf(*secret), client->clientId));
            return ExitStatus::Done;
        });
    }

private:
    /// From what is stored now: whatever else somebody changed meanwhile stays.
    Result<void> remove(Database &database, const QString &key) const
    {
        auto client = findClient(database, m_clientId);
        if (!client)
            return std::unexpected(client.error());
        const auto secret = chosen(*client, key);
        if (!secret)
            return std::unexpected(secret.error());
        client->secrets.removeOne(*secret);
        return editing(database, [&](EditSession &edits) { return edit::save(edits, *client); })
            .transform([](const ClientApplication &) {});
    }

    /// By its key or its last four characters.
    static Result<ClientSecret> chosen(const ClientApplication &client, const QString &name)
    {
        QList<ClientSecret> matching;
        for (const ClientSecret &secret : client.secrets) {
            if (secret.key == name || (!name.isEmpty() && secret.lastFour == name))
                matching << secret;
        }
        if (matching.isEmpty()) {
            return fail(
                Error::Kind::NotFound,
                tr("\"%1\" has no secret that ends in \"%2\" or has that key. See gatehouse secret list.")
                    .arg(client.clientId, name));
        }
        if (matching.size() > 1) {
            return fail(
                Error::Kind::Rule,
                tr("%1 secrets of \"%2\" end in \"%3\". Name one by its key: see gatehouse secret list.")
                    .arg(QString::number(matching.size()), client.clientId, name));
        }
        return matching.first();
    }

    std::string m_clientId;
    std::string m_secret;
    bool m_yes = false;
};

/// `secret reencrypt`: replaces the encryption key, and with it the seal of everything that is encrypted.
class SecretReencryptVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(SecretReencryptVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "secret", {}), "reencrypt",
                tr("Replace the encryption key: everything that is encrypted is encrypted anew, all of it "
                   "or, when it is cancelled, nothing. The old key stays until the next replacement, for "
                   "backups of the database"),
                u"gatehouse secret reencrypt"_s);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const Encryption encryption(session.settings);
        const auto replace = [&](const Progress &progress) {
            return encryption.replaceKey(session.database, progress).transform([](int count) {
                return tr("The encryption key is replaced, and %n value(s) are encrypted anew. Back up the "
                          "new key.",
                          nullptr, count);
            });
        };
        return TaskLine::run({tr("Replace encryption key"), replace}).transform([&](const QString &outcome) {
            console.note(outcome);
            return ExitStatus::Done;
        });
    }

    bool usesEncryptionKey() const override { return true; }
};

}

Verbs secretVerbs()
{
    return made<SecretListVerb, SecretRemoveVerb, SecretReencryptVerb>();
}

}
