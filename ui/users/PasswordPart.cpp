#include "ui/users/PasswordPart.h"

#include "ui/common/Icons.h"
#include "ui/users/UserRecord.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace gatehouse {

PasswordPart::PasswordPart(QWidget *parent)
    : RecordPart(parent)
    , m_text(new QLabel)
    , m_set(new QPushButton(icons::themed("dialog-password"), tr("Set pass&word…")))
{
    m_text->setWordWrap(true);
    m_set->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_set, &QPushButton::clicked, this, &PasswordPart::setPasswordChosen);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    layout->addWidget(m_set);
    layout->addStretch();
}

void PasswordPart::display(const Record &record)
{
    const bool isStored = !record.key.isEmpty();
    const User user = isStored ? fromRecord<User>(record) : User();
    m_set->setEnabled(isStored && !user.serviceAccount);
    m_text->setText(
        !isStored             ? tr("Save the user first, then set a password.")
        : user.serviceAccount ? tr("A service account is a program: it does not sign in to Gatehouse.")
        : !user.hasPassword   ? tr("This user has no password, and cannot sign in to Gatehouse.")
        : user.maySignIn()    ? tr("This user has a password, and can sign in to Gatehouse.")
                              : tr("This user has a password, but can sign in only as an enabled main "
                                      "administrator or auditor."));
}

}
