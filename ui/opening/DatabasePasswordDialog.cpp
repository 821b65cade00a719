#include "ui/opening/DatabasePasswordDialog.h"

#include "ui/layout/DialogButtons.h"
#include "ui/records/FieldLayout.h"
#include "ui/signin/PasswordField.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>

namespace gatehouse {

namespace {

constexpr int usualWidth = 520;

}

DatabasePasswordDialog::DatabasePasswordDialog(const Error &why, bool kept, QWidget *parent)
    : QDialog(parent)
    , m_password(new PasswordField)
    , m_keep(new QCheckBox(tr("&Keep the password in the keyring")))
{
    setWindowTitle(tr("Password of the database"));
    auto *intro = new QLabel(why.text);
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    auto *fields = new FieldLayout;
    fields->addField(tr("&Password:"), m_password, tr("Of the role on the server, not yours in Gatehouse."));
    fields->addField(m_keep);
    m_keep->setChecked(kept);
    const DialogButtons buttons = dialogButtons(*this, tr("C&onnect"));
    buttons.accept->setEnabled(false);
    connect(m_password, &QLineEdit::textChanged, buttons.accept,
            [accept = buttons.accept](const QString &text) { accept->setEnabled(!text.isEmpty()); });

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addLayout(fields);
    layout->addStretch();
    layout->addWidget(buttons.box);
    setMinimumWidth(usualWidth);
    m_password->setFocus();
}

SecretBytes DatabasePasswordDialog::takePassword()
{
    return m_password->take();
}

bool DatabasePasswordDialog::keepsPassword() const
{
    return m_keep->isChecked();
}

}
