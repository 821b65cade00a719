#include "ui/layout/DialogButtons.h"

#include "ui/common/Icons.h"

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

QPushButton *addActionButton(QDialogButtonBox &box, const QString &text, const char *icon)
{
    QPushButton *const button = box.addButton(text, QDialogButtonBox::ActionRole);
    button->setIcon(icons::themed(icon));
    button->setAutoDefault(false);
    return button;
}

void addCloseButton(QDialogButtonBox &box, const QString &text)
{
    box.addButton(text, QDialogButtonBox::RejectRole)->setAutoDefault(false);
}

}
