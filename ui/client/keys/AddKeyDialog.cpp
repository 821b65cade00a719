#include "ui/client/keys/AddKeyDialog.h"

#include "ui/common/FileField.h"
#include "ui/common/LineEdit.h"
#include "ui/layout/DialogButtons.h"
#include "ui/records/FieldLayout.h"

#include <QBoxLayout>
#include <QPushButton>

namespace gatehouse {

namespace {

constexpr int usualWidth = 560; // pixels

}

AddKeyDialog::AddKeyDialog(QWidget *parent)
    : QDialog(parent)
    , m_file(new FileField(FileField::Purpose::Read,
                           {tr("Choose a public key"),
                            tr("Keys and certificates (*.pem *.crt *.cer *.pub *.json *.jwk *.jwks);;"
                               "All files (*)")}))
{
    setWindowTitle(tr("Add key from file"));
    auto *fields = new FieldLayout;
    fields->addField(tr("&File:"), m_file->edit(),
                     tr("A certificate or public key (PEM), a JSON Web Key or a JSON Web Key Set. Never a "
                        "private key: that stays with the client application."),
                     m_file);
    const DialogButtons buttons = dialogButtons(*this, tr("&Add key"));
    QPushButton *const add = buttons.accept;
    add->setEnabled(false);
    connect(m_file, &FileField::changed, add, [this, add] { add->setEnabled(!path().isEmpty()); });
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(fields);
    layout->addStretch();
    layout->addWidget(buttons.box);
    setMinimumWidth(usualWidth);
}

QString AddKeyDialog::path() const
{
    return m_file->path();
}

}
