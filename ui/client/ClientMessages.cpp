#include "ui/client/ClientMessages.h"

#include "draft/ClientDraft.h"
#include "ui/client/ValidationController.h"
#include "ui/common/PageErrors.h"
#include "ui/meanwhile/SavedText.h"
#include "ui/merge/MeanwhileText.h"

#include <algorithm>

namespace gatehouse {

ClientMessages::ClientMessages(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                               QWidget *parent)
    : MessageBar(parent), m_draft(draft), m_validation(validation), m_errors(new PageErrors(database, *this))
{
    connect(&validation, &ValidationController::validated, m_errors, &PageErrors::lookAgain);
}

void ClientMessages::showRefused(const Problem &problem)
{
    m_errors->showNotSaved(tr("Not saved. %1").arg(problem.text), [this, problem] {
        return std::ranges::any_of(m_validation.problemsOf(problem.field),
                                   [&](const Problem &other) { return other.text == problem.text; });
    });
    Q_EMIT fieldWanted(problem.field, problem.row);
}

void ClientMessages::showNotSaved(const gatehouse::Error &error)
{
    const auto field = fieldByName(error.column);
    m_errors->showNotSaved(error, field ? fieldUnchanged(*field) : nullptr);
    if (error.kind == gatehouse::Error::Kind::Conflict)
        Q_EMIT conflictFound();
    if (field)
        Q_EMIT fieldWanted(*field, -1);
}

std::function<bool()> ClientMessages::fieldUnchanged(ClientField field) const
{
    return [this, field, refused = fieldValue(m_draft.typed(), field)] {
        return fieldValue(m_draft.typed(), field) == refused;
    };
}

void ClientMessages::showChangedMeanwhile(const ClientApplication &now)
{
    showText(Warning, changedMeanwhileText(tr("client application \"%1\"").arg(m_draft.stored().clientId),
                                           changesOf(m_draft.stored(), now)));
}

void ClientMessages::showUnfit(const QString &what)
{
    showText(Warning, tr("What was chosen does not fit together: this does not apply beside the rest: %1. "
                         "Nothing was saved yet. Look at it, and save it then.")
                          .arg(what));
}

void ClientMessages::showSavedMeanwhile(const SeenChange &save)
{
    showText(Information,
             savedMeanwhileText(save, tr("client application \"%1\"").arg(m_draft.stored().clientId)));
}

void ClientMessages::showDeletedMeanwhile(const QString &clientId)
{
    showText(Warning, tr("Client application \"%1\" was deleted by somebody else.").arg(clientId));
}

void ClientMessages::showNotRead(const gatehouse::Error &error)
{
    m_errors->showNotRead(error);
}

void ClientMessages::showFailed(const gatehouse::Error &error)
{
    m_errors->showError(error);
}

void ClientMessages::takeSaved(const QString &note, const QString &taken)
{
    QStringList told;
    if (!note.isEmpty())
        told << note;
    if (!taken.isEmpty())
        told << savedWithTheirsText(taken);
    if (told.isEmpty())
        dismiss();
    else
        showText(Positive, told.join(u' '));
}

void ClientMessages::readAgain()
{
    m_errors->readAgain();
}

}
