#pragma once

class QDialog;

namespace gatehouse {

class ClientDraft;

/// Shows a dialog about the client application of the draft, which deletes itself. It goes away when another
/// client application is opened beneath it, so that what was entered cannot end up there.
void openAbout(const ClientDraft &draft, QDialog *dialog);

}
