#pragma once

#include <QLineEdit>

class QEvent;

namespace gatehouse {

/// The line edit of every form and cell: it cuts nothing off what is typed, pasted or shown in it. Qt's own
/// cuts at 32,767 characters without a word, and what is left may pass every rule; how long a text may be is
/// for the rules to say.
class LineEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit LineEdit(QWidget *parent = nullptr) : LineEdit(QString(), parent) {}
    explicit LineEdit(const QString &text, QWidget *parent = nullptr);
};

/// For the event filter of a field: undo belongs to what is open and not to one field, so its keys are left
/// to the menu, and the field's own menu does not offer it. True: the event is dealt with.
bool leaveUndoToPage(QObject *field, QEvent *event);

}
