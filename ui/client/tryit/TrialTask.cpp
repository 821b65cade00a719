#include "ui/client/tryit/TrialTask.h"

#include "domain/ShortText.h"
#include "services/import/PipeInput.h"
#include "services/servers/ServerSession.h"
#include "ui/client/tryit/TrialRelay.h"

#include <QCoreApplication>

#include <utility>

namespace gatehouse {

namespace {

struct TrialTaskText
{
    Q_DECLARE_TR_FUNCTIONS(TrialTask)
};

constexpr qint64 largestKeyFile = 1024 * 1024;
constexpr qsizetype longestTitle = 60;
constexpr int stepCount = int(trial::Step::Logout) + 1;

/// On the thread of the trial.
class TrialFollower final : public trial::Watcher
{
public:
    TrialFollower(TrialRelay &relay, const AskedProgress &progress)
        : m_relay(relay), m_progress(progress), m_teller(progress.teller())
    {
    }

    bool goesOn() override { return m_progress.goesOn(); }
    void stepChanged(const trial::StepReport &report) override
    {
        m_teller(int(report.step), stepCount);
        Q_EMIT m_relay.stepChanged(report);
    }
    void gotToken(const trial::Token &token) override { Q_EMIT m_relay.gotToken(token); }
    void refused(const trial::Refusal &refusal) override { Q_EMIT m_relay.refused(refusal); }
    void visitBegan(const trial::BrowserVisit &visit) override
    {
        m_relay.takeWord(); // which was about an earlier one
        Q_EMIT m_relay.visitBegan(visit);
    }
    trial::BrowserWord browserWord() override { return m_relay.takeWord(); }
    void visitEnded() override
    {
        m_relay.takeWord(); // it may hold a code
        Q_EMIT m_relay.visitEnded();
    }

private:
    TrialRelay &m_relay;
    AskedProgress m_progress;
    Progress m_teller;
};

Result<TrialChoice> withKey(TrialChoice choice, const QString &keyFile, const AskedProgress &progress)
{
    if (keyFile.isEmpty())
        return choice;
    return readPipe(keyFile, largestKeyFile, [progress](int, int) { return progress.goesOn(); })
        .transform_error([&](Error error) {
            error.text = TrialTaskText::tr("The file \"%1\" cannot be read: %2. Choose another.")
                             .arg(keyFile, error.text);
            return error;
        })
        .transform([&](QByteArray content) {
            choice.secret = takeSecret(std::move(content));
            return choice;
        });
}

Result<QString> told(trial::Outcome outcome)
{
    if (outcome == trial::Outcome::Worked)
        return TrialTaskText::tr("All that was tried worked.");
    return fail(Error::Kind::Rule, TrialTaskText::tr("Something was refused, or does not hold: see Try it."));
}

Error runBefore()
{
    return {Error::Kind::Conflict, TrialTaskText::tr("A trial runs once. Choose Try it on the tab again.")};
}

}

TrialWork trialWork()
{
    return [](Database &database, const Encryption &encryption, const TrialChoice &choice,
              trial::Watcher &watcher) { return tryClient(database, encryption, choice, watcher); };
}

TaskWork trialTask(const Workplace &workplace, const TrialChoice &choice, const QString &keyFile,
                   const std::shared_ptr<TrialRelay> &relay, TrialWork work)
{
    relay->give(choice);
    const auto run = [waiting = std::weak_ptr(relay), keyFile, work = std::move(work),
                      encryption = workplace.encryption()](Database &database,
                                                           const Progress &progress) -> Result<QString> {
        const auto watching = waiting.lock();
        const auto once = watching ? watching->takeChoice() : std::nullopt;
        if (!once)
            return std::unexpected(runBefore());
        const AskedProgress asked(progress);
        TrialFollower follower(*watching, asked);
        return withKey(*once, keyFile, asked)
            .and_then([&](const TrialChoice &whole) { return work(database, encryption, whole, follower); })
            .and_then(told);
    };
    const QString title =
        TrialTaskText::tr("Try \"%1\"").arg(shortText(choice.client.clientId, longestTitle));
    return workplace.databaseTask(title, run, true);
}

}
