#include "ui/client/ClientMessages.h"

#include "draft/ClientDraft.h"
#include "ui/client/MeanwhileText.h"
#include "ui/client/ValidationController.h"
#include "ui/common/PageErrors.h"

#include <algorithm>
#include <utility>

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
    if (error.kind == gatehouse::Error::Kind::Conflict) {
        m_wasRefused = true;
        Q_EMIT conflictFound();
    }
    if (field)
        Q_EMIT fieldWanted(*field, -1);
}

std::function<bool()> ClientMessages::fieldUnchanged(ClientField field) const
{
    return [this, field, refused = fieldValue(m_draft.typed(), field)] {
        return fieldValue(m_draft.typed(), field) == refused;
    };
}

void ClientMessages::showChangedMeanwhile(const std::optional<ClientApplication> &now)
{
    showText(Warning, changedMeanwhileText(m_draft.stored(), now, std::exchange(m_wasRefused, false)));
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

void ClientMessages::takeSaved()
{
    m_wasRefused = false;
    dismiss();
}

void ClientMessages::readAgain()
{
    m_errors->readAgain();
}

}
