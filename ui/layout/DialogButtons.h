#pragma once

#include <QDialogButtonBox>

class QDialog;
class QPushButton;

namespace gatehouse {

struct DialogButtons
{
    QDialogButtonBox *box;
    QPushButton *accept;
};

/// Cancel, and a button with this text that does what the dialog is for.
DialogButtons dialogButtons(QDialog &dialog, const QString &accept);

/// A button that does something and leaves the dialog open. None is pressed by Enter unless it is made the
/// default one.
QPushButton *addActionButton(QDialogButtonBox &box, const QString &text, const char *icon);
/// A button that rejects.
void addCloseButton(QDialogButtonBox &box, const QString &text);

}
