#include "ui/client/ClientSaver.h"

#include "draft/ClientDraft.h"
#include "store/DatabaseThread.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/EditSession.h"
#include "ui/client/ClientMerger.h"
#include "ui/client/ValidationController.h"

#include <algorithm>

namespace gatehouse {

namespace {

/// Each time somebody else was faster.
constexpr int mostTries = 20;

}

/// What became of a save.
struct ClientSaver::Answer
{
    enum class Outcome { Saved, Changed, Deleted };

    Outcome outcome = Outcome::Saved;
    ClientApplication stored; ///< or what somebody else made of it; nothing where it was deleted
    Error refusal = {};       ///< where it was not saved
};

ClientSaver::ClientSaver(DatabaseThread &database, ClientDraft &draft, const ValidationController &validation,
                         ClientMerger &merger, QObject *parent)
    : QObject(parent), m_database(database), m_draft(draft), m_validation(validation), m_merger(merger)
{
}

void ClientSaver::save(std::function<void(bool)> done)
{
    if (isBusy())
        return whenIdle([this, done = std::move(done)] { save(done); });
    if (!m_draft.isModified())
        return done(true);
    if (isRefused())
        return done(false);
    m_tries = 0;
    m_saving.begin();
    Q_EMIT busyChanged();
    write(m_draft.normalized(), std::move(done));
}

bool ClientSaver::isRefused()
{
    const QList<Problem> &problems = m_validation.problems();
    const auto problem = std::ranges::find(problems, Gate::Save, &Problem::gate);
    if (problem == problems.end())
        return false;
    Q_EMIT refused(*problem);
    return true;
}

Result<ClientSaver::Answer> ClientSaver::saveOrRead(Database &database, const ClientApplication &sent)
{
    const auto saved = editing(database, [&](EditSession &session) { return edit::save(session, sent); });
    if (saved)
        return Answer{.stored = *saved};
    if (saved.error().kind != Error::Kind::Conflict)
        return std::unexpected(saved.error());
    return store::loadClient(database, sent.key)
        .and_then([&](const std::optional<ClientApplication> &now) -> Result<Answer> {
            if (!now)
                return Answer{Answer::Outcome::Deleted, {}, saved.error()};
            if (now->version == sent.version) // it is something else that changed
                return std::unexpected(saved.error());
            return Answer{Answer::Outcome::Changed, *now, saved.error()};
        });
}

void ClientSaver::write(const ClientApplication &sent, Done done)
{
    m_database.run([sent](Database &database) { return saveOrRead(database, sent); })
        .then(this, [this, sent, done = std::move(done)](const Result<Answer> &answer) {
            take(sent, answer, done);
        });
}

void ClientSaver::take(const ClientApplication &sent, const Result<Answer> &answer, const Done &done)
{
    if (answer && answer->outcome != Answer::Outcome::Saved)
        return takeMeanwhile(sent, *answer, done);
    if (answer) {
        m_draft.acceptSaved(sent, answer->stored);
        Q_EMIT saved(answer->stored.key);
    } else {
        Q_EMIT failed(answer.error());
    }
    end(answer.has_value(), done);
}

/// Another client application may be open by now: what is told then is why this one was not saved.
void ClientSaver::takeMeanwhile(const ClientApplication &sent, const Answer &answer, const Done &done)
{
    const bool isOpen = m_draft.isOpen() && m_draft.stored().key == sent.key;
    if (!isOpen || ++m_tries > mostTries) {
        Q_EMIT failed(answer.refusal);
    } else if (answer.outcome == Answer::Outcome::Deleted) {
        Q_EMIT deletedMeanwhile();
    } else if (m_merger.merge(answer.stored)) {
        if (!m_draft.isModified()) { // somebody else made the very same of it
            Q_EMIT saved(answer.stored.key);
            return end(true, done);
        }
        if (!isRefused())
            return write(m_draft.normalized(), done);
    }
    end(false, done);
}

void ClientSaver::end(bool isSaved, const Done &done)
{
    done(isSaved);
    m_saving.end();
    Q_EMIT busyChanged();
}

}
