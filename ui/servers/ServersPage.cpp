#include "ui/servers/ServersPage.h"

#include "domain/servers/ServerNames.h"
#include "domain/servers/ServerRules.h"
#include "services/servers/ServerOpening.h"
#include "store/edit/ServerEdits.h"
#include "ui/common/Workplace.h"
#include "ui/records/RecordMerging.h"
#include "ui/servers/SealsAtHand.h"
#include "ui/servers/ServerForm.h"
#include "ui/servers/ServerRecord.h"

namespace gatehouse {

template<>
Record toRecord(const Server &server)
{
    return recordOf(server);
}

template<>
Server fromRecord(const Record &record)
{
    return serverFrom(record);
}

namespace {

RecordTexts texts()
{
    return {.list = ServersPage::tr("Servers"),
            .search = ServersPage::tr("Search servers"),
            .empty =
                ServersPage::tr("No servers yet. Add one: client applications are compared with it, taken "
                                "from it and pushed to it."),
            .choose = ServersPage::tr("Choose a server in the list, or add one."),
            .noMatch = ServersPage::tr("No server has \"%1\" in a field. Search for something else."),
            .titled = ServersPage::tr("server \"%1\""),
            .fresh = ServersPage::tr("the new server"),
            .remove = ServersPage::tr("Delete server \"%1\""),
            .keep = ServersPage::tr("Keep server"),
            .gone = ServersPage::tr("Server \"%1\" was deleted by somebody else.")};
}

auto savingWith(const std::shared_ptr<SealsAtHand> &seals)
{
    return [seals](EditSession &session, const Record &typed) {
        return saveSealed(session, seals->get(), serverFrom(typed)).transform([](const Server &saved) {
            return recordOf(saved);
        });
    };
}

Result<void> removeServer(EditSession &session, const Record &record)
{
    return edit::remove(session, serverFrom(record));
}

Result<QString> goesWith(Database &database, const Record &record)
{
    return edit::partsOn(database, serverFrom(record)).transform([](const QString &parts) {
        const QString known = ServersPage::tr("What is known of client applications there goes with it. The "
                                              "server itself stays as it is.");
        return parts.isEmpty()
                   ? known
                   : known + u' ' + ServersPage::tr("What they have only on it goes, too: %1.").arg(parts);
    });
}

Record blank()
{
    return recordOf({.signIn = ServerSignIn::ClientCredentials});
}

/// Two of which this is the same give the same answer.
Server asTested(const Record &record)
{
    Server server = rules::normalized(serverFrom(record));
    server.key.clear();
    server.version = 0;
    server.name.clear();
    return server;
}

}

ServersPage::ServersPage(Workplace &workplace, QWidget *parent)
    : ServersPage(workplace, new ServerForm, std::make_shared<SealsAtHand>(), parent)
{
}

ServersPage::ServersPage(Workplace &workplace, ServerForm *form, const std::shared_ptr<SealsAtHand> &seals,
                         QWidget *parent)
    : RecordPage({.fields = serverFields(),
                  .texts = texts(),
                  .blank = blank(),
                  .load = loadServerRecords,
                  .save = savingWith(seals),
                  .remove = removeServer,
                  .merging = recordMerging<Server>,
                  .goesWith = goesWith,
                  .saveChangesOthers = true,
                  .offersDuplicate = false,
                  .form = form},
                 workplace.database, parent)
    , m_workplace(workplace)
    , m_form(form)
    , m_seals(seals)
{
    connect(form, &ServerForm::kindChosen, this, &ServersPage::takeKind);
    connect(form, &ServerForm::testWanted, this, &ServersPage::test);
    connect(form, &ServerForm::notRead, this,
            [this](const QString &why) { showError({Error::Kind::Unreachable, why}); });
    connect(&draft(), &RecordDraft::changed, this, &ServersPage::lookAtAnswer);
}

Page::Actions ServersPage::available() const
{
    Actions actions = RecordPage::available();
    if (m_isBusy)
        actions &= ~Actions(Action::Save | Action::Revert | Action::Delete);
    return actions;
}

/// In one step: what no server of that kind could have goes with the other kind.
void ServersPage::takeKind(const QString &name)
{
    const Server server = serverFrom(draft().typed());
    const ServerKind kind = enumFrom<ServerKind>(name).value_or(server.kind);
    QMap<qsizetype, QVariant> values{{ServerKindColumn, name}};
    if (!signInsOf(kind).contains(server.signIn))
        values[ServerSignInColumn] = enumText(signInsOf(kind).first());
    if ((kind == ServerKind::File) != (server.kind == ServerKind::File))
        values[ServerUrl] = QString();
    if (kind == ServerKind::File && server.format.isEmpty())
        values[ServerFormat] = formatOf({.kind = server.kind});
    draft().propose(values);
}

void ServersPage::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_form->setBusy(isBusy);
    Q_EMIT stateChanged();
}

void ServersPage::save(const std::function<void(bool)> &done)
{
    sealTyped([this, done](bool isSealed) {
        if (!isSealed)
            return done(false);
        fetchSeals([this, done] {
            RecordPage::save([seals = m_seals, done](bool isSaved) {
                seals->forget();
                done(isSaved);
            });
        });
    });
}

void ServersPage::fetchSeals(const std::function<void()> &then)
{
    if (!draft().isModified())
        return then();
    const Server stored = serverFrom(draft().stored());
    const Server server = serverFrom(draft().typed());
    const bool isAsStored = !server.sealed.isEmpty() && server.sealed == stored.sealed;
    if (isAsStored && !needsSeals(server, stored))
        return then();
    setBusy(true);
    m_workplace
        .aside([encryption = m_workplace.encryption()](Database &database) {
            return ServerSeals::of(database, encryption);
        })
        .then(this, [this, then](const Result<ServerSeals> &seals) {
            setBusy(false);
            m_seals->put(seals); // what is wrong counts where something has to be sealed
            then();
        });
}

void ServersPage::sealTyped(const std::function<void(bool)> &then)
{
    const Server server = rules::normalized(serverFrom(draft().typed()));
    if (!sealOf(draft().typed()).isTyped || !rules::fieldsOf(server).secret)
        return then(true);
    Server judged = server;
    judged.sealed = QByteArrayLiteral("to be sealed");
    if (const auto checked = rules::checkServer(judged); !checked) {
        showNotSaved(checked.error());
        return then(false);
    }
    const SecretBytes secret = m_form->typedSecret();
    setBusy(true);
    m_workplace
        .aside([encryption = m_workplace.encryption(), server, secret](Database &database) {
            return secret.isEmpty() ? Result<Server>(server)
                                    : withSecret(database, encryption, server, secret);
        })
        .then(this, [this, then](const Result<Server> &sealed) { takeSealed(sealed, then); });
}

void ServersPage::takeSealed(const Result<Server> &sealed, const std::function<void(bool)> &then)
{
    setBusy(false);
    if (!sealed) {
        showNotSaved({.kind = sealed.error().kind,
                      .text = sealed.error().text,
                      .column = QStringLiteral("secret"),
                      .command = sealed.error().command});
        return then(false);
    }
    draft().set(ServerSecret, QVariant::fromValue(sealOf(*sealed)));
    then(true);
}

/// Its secret was sealed for the one that is gone.
void ServersPage::renew(const Record &typed, const Renewed &then)
{
    const Server server = serverFrom(typed);
    m_workplace
        .aside([encryption = m_workplace.encryption(), server](Database &database) {
            return withNewKey(database, encryption, server);
        })
        .then(this, [typed, server, then](const Result<Server> &renewed) {
            Record record = typed;
            ServerSeal seal = sealOf(typed);
            seal.key = renewed ? renewed->key : QString();
            seal.sealed = renewed ? renewed->sealed : QByteArray();
            seal.sealedFor = renewed ? renewed->sealedFor : QString();
            record.values[ServerSecret] = QVariant::fromValue(seal);
            then(record.values, renewed
                                    ? QString()
                                    : tr("Its secret could not be encrypted for it, so enter that again. %1")
                                          .arg(renewed.error().text));
        });
}

void ServersPage::test()
{
    sealTyped([this](bool isSealed) {
        if (!isSealed)
            return;
        const Server server = rules::normalized(serverFrom(draft().typed()));
        if (const auto checked = rules::checkServer(server); !checked)
            showNotSaved(checked.error());
        else
            startTest(server);
    });
}

void ServersPage::startTest(const Server &server)
{
    m_tested = asTested(draft().typed());
    m_form->dismissAnswer();
    setBusy(true);
    auto task = m_workplace.databaseTask(
        tr("Test connection to \"%1\"").arg(server.name),
        [encryption = m_workplace.encryption(), server](Database &database, const Progress &) {
            return openTyped(database, encryption, server)
                .and_then(
                    [](const std::unique_ptr<ServerConnection> &connection) { return connection->test(); });
        });
    m_workplace.tasks.start(std::move(task), this, [this](const Result<QString> &answer) {
        setBusy(false);
        if (m_tested)
            m_form->showAnswer(answer);
    });
}

/// It is told for as long as it is about what stands there.
void ServersPage::lookAtAnswer()
{
    if (!m_tested || (draft().isOpen() && asTested(draft().typed()) == *m_tested))
        return;
    m_tested.reset();
    m_form->dismissAnswer();
}

}
