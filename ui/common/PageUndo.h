#pragma once

class QEvent;
class QObject;

namespace gatehouse {

/// For the event filter of a field: undo belongs to what is open and not to one field, so its keys are left
/// to the menu, and the field's own menu does not offer it. True: the event is dealt with.
bool leaveUndoToPage(QObject *field, QEvent *event);

}
