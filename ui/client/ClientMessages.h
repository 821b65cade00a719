#pragma once

#include "domain/ClientApplication.h"
#include "ui/common/MessageBar.h"

#include <functional>

namespace gatehouse {

class ClientDraft;
class DatabaseThread;
class PageErrors;
class ValidationController;
struct Problem;
struct SeenChange;

/// What the page Client applications says of reading and saving, above everything else; what it says goes
/// when it is so no more.
class ClientMessages : public MessageBar
{
    Q_OBJECT

public:
    ClientMessages(DatabaseThread &database, ClientDraft &draft, ValidationController &validation,
                   QWidget *parent = nullptr);

    void showRefused(const Problem &problem); ///< by a rule
    void showNotSaved(const gatehouse::Error &error);
    /// `now`: what somebody else made of it.
    void showChangedMeanwhile(const ClientApplication &now);
    /// The same while it is being typed in.
    void showSavedMeanwhile(const SeenChange &save);
    /// `what` was chosen where two had changed the same, and does not apply beside the rest.
    void showUnfit(const QString &what);
    void showDeletedMeanwhile(const QString &clientId);
    void showNotRead(const gatehouse::Error &error);
    void showFailed(const gatehouse::Error &error);
    /// `note` is what to know of it, `taken` what somebody else had saved meanwhile; empty: nothing.
    void takeSaved(const QString &note, const QString &taken);
    /// What could not be read is tried again.
    void readAgain();

Q_SIGNALS:
    void fieldWanted(gatehouse::ClientField field, int row);
    void conflictFound(); ///< somebody else saved it meanwhile

private:
    /// Tells whether what is typed in the field is still what it is now.
    std::function<bool()> fieldUnchanged(ClientField field) const;

    ClientDraft &m_draft;
    ValidationController &m_validation;
    PageErrors *m_errors;
};

}
