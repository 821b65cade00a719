#include "app/cli/Verbs.h"
#include "app/cli/certificates/CertificateAccess.h"
#include "app/cli/clients/ClientChange.h"
#include "app/cli/clients/ClientTexts.h"

using namespace Qt::StringLiterals;

namespace gatehouse::cli {

namespace {

/// What `client add` and `client set` have in common: `CLIENT_ID KEY=VALUE...`.
class AssigningVerb : public SignedInVerb
{
    Q_DECLARE_TR_FUNCTIONS(AssigningVerb)

protected:
    CLI::Option *declareAssignments(const QString &clientId, const QStringList &keys)
    {
        positional("CLIENT_ID", m_clientId, clientId)->required();
        const auto take = [this, keys](const std::vector<std::string> &texts) {
            const auto read = Assignments::read(texts, keys);
            if (!read)
                throw CLI::ValidationError(utf8(read.error().text));
            m_assignments = *read;
        };
        CLI::Option *option =
            assignments("SETTING", take,
                        tr("What is set: texts as they stand, lists and the like as JSON, lifetimes in "
                           "seconds or null. Keys: %1")
                            .arg(keys.join(u' ')));
        jsonFlag(m_json);
        return option;
    }

    QString clientId() const { return QString::fromStdString(m_clientId); }
    const Assignments &assigned() const { return m_assignments; }

    ExitStatus tell(Console &console, const ClientChange &change, const QString &done) const
    {
        tellProblems(console, change);
        if (change.isRefused()) {
            console.note(tr("Nothing was changed."));
            return ExitStatus::Refused;
        }
        if (m_json)
            console.json(shownJson(change.after, change.problems));
        else if (!change.isNew())
            showDifferences(console, change);
        console.note(done);
        return ExitStatus::Done;
    }

private:
    std::string m_clientId;
    Assignments m_assignments;
    bool m_json = false;
};

/// `client add`: adds a client application.
class ClientAddVerb final : public AssigningVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientAddVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "client", {}), "add",
                tr("Add a client application, which is disabled unless enabled=true is given"),
                u"gatehouse client add web-shop title=\"Web shop\" "
                "login_redirects='[\"https://shop.example.com/callback\"]'\n"
                "gatehouse client add price-feed title=\"Price feed\" support_openid=false "
                "grant_type=client_credentials identity=svc-price-feed"_s);
        declareAssignments(tr("Its client ID"), settableKeys());
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const auto added = addClient(session.database, clientId(), assigned());
        if (!added)
            return std::unexpected(added.error());
        const ExitStatus status =
            tell(console, *added, tr("Client application \"%1\" is added.").arg(added->after.clientId));
        if (added->isRefused())
            return status;
        return ensureCertificate(console, session.database, session.settings).transform([&] {
            return status;
        });
    }

    bool usesEncryptionKey() const override { return true; }
};

/// `client set`: changes fields of a client application, and nothing else.
class ClientSetVerb final : public AssigningVerb
{
    Q_DECLARE_TR_FUNCTIONS(ClientSetVerb)

public:
    void declare(CLI::App &program) override
    {
        command(group(program, "client", {}), "set",
                tr("Change fields of a client application: what is not named stays, unless it does not "
                   "apply any more"),
                u"gatehouse client set web-shop title=\"Web shop\" require_consent=true\n"
                "gatehouse client set web-shop "
                "login_redirects='[\"https://shop.example.com/callback\"]'\n"
                "gatehouse client set web-shop access_token_lifetime=600 refresh_token_lifetime=null"_s);
        const QStringList keys = QStringList{u"client_id"_s} + settableKeys();
        declareAssignments(tr("The client application"), keys)->required();
    }

    Result<ExitStatus> work(Console &console, Session &session) override
    {
        const auto assign = [this](ClientApplication &client) -> Result<void> {
            assigned().applyTo(client);
            return {};
        };
        return changeClient(session.database, clientId(), assign, assigned().fields())
            .transform([&](const ClientChange &change) {
                const QString done =
                    change.changesAnything()
                        ? tr("Client application \"%1\" is changed.")
                        : tr("Client application \"%1\" is as it was: nothing was to change.");
                return tell(console, change, done.arg(change.after.clientId));
            });
    }
};

}

Verbs clientChangeVerbs()
{
    return made<ClientAddVerb, ClientSetVerb>();
}

}
