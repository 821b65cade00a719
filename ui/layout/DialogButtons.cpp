#include "ui/layout/DialogButtons.h"

#include <QDialog>
#include <QPushButton>

namespace gatehouse {

DialogButtons dialogButtons(QDialog &dialog, const QString &accept)
{
    auto *box = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *const button = box->addButton(accept, QDialogButtonBox::AcceptRole);
    QObject::connect(box, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(box, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    return {box, button};
}

}
