#include "app/cli/Credentials.h"
#include "app/cli/FormatOption.h"
#include "app/cli/SignedInVerb.h"
#include "app/cli/Verbs.h"
#include "domain/rules/StorableText.h"
#include "domain/servers/ServerNames.h"
#include "domain/servers/ServerRules.h"
#include "services/import/PipeInput.h"
#include "services/servers/ServerOpening.h"
#include "services/servers/ServerSeals.h"

#include <QFileInfo>

#include <array>
#include <tuple>

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

std::vector<std::string> kindNames()
{
    std::vector<std::string> names;
    for (const ServerKind kind : serverKinds())
        names.push_back(utf8(enumText(kind)));
    return names;
}

/// `server add`: adds an authorization server, with the secret by which Gatehouse signs in there.
class ServerAddVerb final : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(ServerAddVerb)

public:
    void declare(CLI::App &program) override
    {
        command(
            group(program, "server", tr("Add and list authorization servers, and compare with them")), "add",
            tr("Add an authorization server. The secret by which Gatehouse signs in there is what "
               "GATEHOUSE_SERVER_SECRET says, else it is asked; it is stored encrypted. Without --client-id "
               "and --user it is a bearer token"),
            u"gatehouse server add production --kind keycloak --url https://id.example.com --realm staff "
            "--client-id gatehouse\n"
            "gatehouse server add test --kind hydra --url http://localhost:4445\n"
            "gatehouse server add repository --kind file --url realm.json --format keycloak"_s);
        positional("NAME", m_name, tr("What people call it"))->required();
        option("--kind", m_kind, "KIND", tr("What it is"))->required()->check(CLI::IsMember(kindNames()));
        option("--url", m_url, "URL", tr("Where it answers, without the realm; of a file its path"))
            ->required();
        option("--format", m_format, "FORMAT", tr("In which a file is written. ") + importFormatsText())
            ->check(checkImportFormat);
        option("--realm", m_realm, "REALM",
               tr("Of Keycloak, and of a file with several realms: the one that Gatehouse looks after"));
        auto *client = option("--client-id", m_clientId, "ID",
                              tr("Sign in there as this client, by its client credentials"));
        option("--user", m_user, "NAME", tr("Sign in there as this user, with a password"))->excludes(client);
        option("--ca", m_authority, "FILE",
               tr("PEM file with the certificate of the authority that the server's is from, where the "
                  "system does not trust it"))
            ->check(namesFile);
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const SecretBytes given = environmentServerSecret();
        auto server = typed(!given.isEmpty());
        if (!server)
            return std::unexpected(server.error());
        if (const QString surplus = whatDoesNotApply(*server); !surplus.isEmpty()) {
            console.note(surplus);
            return ExitStatus::WrongUsage;
        }
        return withSecretGiven(session, *server, given)
            .and_then([&](const Server &whole) {
                const auto seals = ServerSeals::of(session.database, Encryption(session.settings));
                return editing(session.database,
                               [&](EditSession &edits) { return saveSealed(edits, seals, whole); });
            })
            .transform([&](const Server &added) {
                console.note(tr("Server \"%1\" is added. See whether it answers: gatehouse server test %2")
                                 .arg(added.name, quoted(added.name)));
                return ExitStatus::Done;
            });
    }

    bool usesEncryptionKey() const override { return true; }

private:
    static QString quoted(const QString &name) { return name.contains(u' ') ? u'"' + name + u'"' : name; }

    ServerSignIn signIn(ServerKind kind, bool hasToken) const
    {
        if (kind == ServerKind::File)
            return ServerSignIn::Nothing;
        if (!m_clientId.empty())
            return ServerSignIn::ClientCredentials;
        if (!m_user.empty())
            return ServerSignIn::Password;
        return hasToken ? ServerSignIn::BearerToken : ServerSignIn::Nothing;
    }

    Result<Server> typed(bool hasToken) const
    {
        Server server{.name = QString::fromStdString(m_name),
                      .kind =
                          enumFrom<ServerKind>(QString::fromStdString(m_kind)).value_or(ServerKind::Keycloak),
                      .url = QString::fromStdString(m_url),
                      .realm = QString::fromStdString(m_realm),
                      .format = QString::fromStdString(m_format),
                      .account = QString::fromStdString(m_clientId + m_user)};
        server.signIn = signIn(server.kind, hasToken);
        if (server.kind == ServerKind::File && !server.url.isEmpty())
            server.url = QFileInfo(server.url).absoluteFilePath();
        return authority().transform([&](const QString &pem) {
            server.certificate = pem;
            return server;
        });
    }

    Result<QString> authority() const
    {
        if (m_authority.empty())
            return {};
        const QString path = QString::fromStdString(m_authority);
        return readPipe(path, longestStoredText, {})
            .transform([](const QByteArray &pem) { return QString::fromUtf8(pem); })
            .transform_error([&](Error error) {
                error.text = tr("File \"%1\" cannot be read: %2. Nothing was added.").arg(path, error.text);
                return error;
            });
    }

    /// What was said although nothing would be done with it; empty: nothing was.
    QString whatDoesNotApply(const Server &server) const
    {
        const rules::ServerFields fields = rules::fieldsOf(server);
        QString kind = QString::fromStdString(m_kind);
        if (fields.format && !m_format.empty())
            kind += u" --format "_s + QString::fromStdString(m_format);
        const std::array said{
            std::tuple{!m_realm.empty() && !fields.realm, u"--realm"_s},
            std::tuple{!m_format.empty() && !fields.format, u"--format"_s},
            std::tuple{!m_clientId.empty() && !fields.signIn, u"--client-id"_s},
            std::tuple{!m_user.empty() && !fields.signIn, u"--user"_s},
            std::tuple{!m_authority.empty() && !fields.certificate, u"--ca"_s},
        };
        for (const auto &[isSurplus, name] : said) {
            if (isSurplus)
                return tr("%1 does not go with --kind %2. Leave it out.").arg(name, kind);
        }
        return {};
    }

    /// Judged before somebody types a secret that would be of no use.
    static Result<Server> withSecretGiven(Session &session, const Server &server, const SecretBytes &given)
    {
        if (!rules::fieldsOf(server).secret)
            return server;
        const Encryption encryption(session.settings);
        Server judged = rules::normalized(server);
        judged.sealed = "to be sealed"_ba;
        return rules::checkServer(judged)
            .and_then([&] { return encryption.key(session.database); })
            .and_then([&](const EncryptionKeyBytes &) {
                return given.isEmpty() ? askedServerSecret(tr("Secret of %1 there:").arg(server.account))
                                       : Result<SecretBytes>(given);
            })
            .and_then([&](const SecretBytes &secret) -> Result<Server> {
                if (secret.isEmpty())
                    return server; // the rules say what is missing
                return withSecret(session.database, encryption, server, secret);
            });
    }

    std::string m_name;
    std::string m_kind;
    std::string m_url;
    std::string m_format;
    std::string m_realm;
    std::string m_clientId;
    std::string m_user;
    std::string m_authority;
};

}

Verbs serverAddVerb()
{
    return made<ServerAddVerb>();
}

}
