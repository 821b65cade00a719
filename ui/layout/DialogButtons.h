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

}
