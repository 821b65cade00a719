#include "ui/client/ClientSaver.h"

#include "draft/ClientDraft.h"
#include "store/DatabaseThread.h"
#include "store/edit/ClientEdits.h"
#include "store/edit/EditSession.h"
#include "ui/client/ValidationController.h"

#include <algorithm>

namespace gatehouse {

ClientSaver::ClientSaver(DatabaseThread &database, ClientDraft &draft, const ValidationController &validation,
                         QObject *parent)
    : QObject(parent), m_database(database), m_draft(draft), m_validation(validation)
{
}

void ClientSaver::save(std::function<void(bool)> done)
{
    if (isBusy())
        return whenIdle([this, done = std::move(done)] { save(done); });
    if (!m_draft.isModified())
        return done(true);
    const QList<Problem> &problems = m_validation.problems();
    const auto problem = std::ranges::find(problems, Gate::Save, &Problem::gate);
    if (problem == problems.end())
        return write(m_draft.normalized(), std::move(done));
    Q_EMIT refused(*problem);
    done(false);
}

void ClientSaver::write(const ClientApplication &sent, std::function<void(bool)> done)
{
    m_saving.begin();
    Q_EMIT busyChanged();
    m_database
        .run([sent](Database &database) {
            return editing(database, [&](EditSession &session) { return edit::save(session, sent); });
        })
        .then(this, [this, sent, done = std::move(done)](const Result<ClientApplication> &saved) {
            takeSaved(sent, saved);
            done(saved.has_value());
            m_saving.end();
            Q_EMIT busyChanged();
        });
}

void ClientSaver::takeSaved(const ClientApplication &sent, const Result<ClientApplication> &saved)
{
    if (!saved)
        return Q_EMIT failed(saved.error());
    m_draft.acceptSaved(sent, *saved);
    Q_EMIT this->saved(saved->key);
}

}
