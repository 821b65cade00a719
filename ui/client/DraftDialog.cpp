#include "ui/client/DraftDialog.h"

#include "draft/ClientDraft.h"

#include <QDialog>

namespace gatehouse {

void openAbout(const ClientDraft &draft, QDialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(&draft, &ClientDraft::changed, dialog, [&draft, dialog, subject = draft.subject()] {
        if (draft.subject() != subject)
            dialog->reject();
    });
    dialog->open();
}

}
