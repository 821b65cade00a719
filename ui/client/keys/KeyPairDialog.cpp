#include "ui/client/keys/KeyPairDialog.h"

#include "ui/client/keys/KeyWork.h"
#include "ui/common/FileField.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/LineEdit.h"
#include "ui/common/Question.h"
#include "ui/common/SecretClipboard.h"
#include "ui/layout/DialogButtons.h"
#include "ui/records/FieldLayout.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace gatehouse {

KeyPairDialog::KeyPairDialog(const Workplace &workplace, QWidget *parent)
    : QDialog(parent)
    , m_workplace(workplace)
    , m_kind(new KeyComboBox)
    , m_form(new KeyComboBox)
    , m_file(new FileField(FileField::Purpose::Write, {tr("Choose where the private key goes")}))
    , m_save(new QPushButton(icons::themed("document-save"), tr("&Save private key")))
    , m_copy(new QPushButton(icons::themed("edit-copy"), tr("C&opy")))
    , m_note(new QLabel)
{
    setWindowTitle(tr("Generate key pair"));
    m_kind->setItems({{u"ec"_s, tr("EC, P-256")}, {u"rsa"_s, tr("RSA, 3072 bits")}});
    m_form->setItems({{u"pem"_s, tr("PEM (PKCS#8)")}, {u"jwk"_s, tr("JSON Web Key")}});
    build();
    connect(m_kind, &KeyComboBox::keyChosen, this, &KeyPairDialog::generate);
    connect(m_form, &KeyComboBox::keyChosen, this, &KeyPairDialog::showState);
    connect(m_file, &FileField::changed, this, &KeyPairDialog::showState);
    connect(m_save, &QPushButton::clicked, this, &KeyPairDialog::askToSave);
    connect(m_copy, &QPushButton::clicked, this, &KeyPairDialog::copy);
    generate();
}

void KeyPairDialog::build()
{
    auto *intro = new QLabel(tr("The client application signs with the private key. Give it to whoever runs "
                                "it now: Gatehouse keeps the public key alone."));
    intro->setWordWrap(true);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    auto *fields = new FieldLayout;
    fields->addField(tr("&Kind:"), m_kind, tr("EC is shorter and faster; RSA is known to every program."));
    fields->addField(tr("&Private key as:"), m_form);
    fields->addField(tr("&File:"), m_file->edit(), tr("Nobody but you may read the file."), m_file);
    const DialogButtons buttons = dialogButtons(*this, tr("&Add public key"));
    m_accept = buttons.accept;
    m_accept->setIcon(icons::themed("list-add"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addLayout(fields);
    layout->addLayout(buildHandOver());
    layout->addWidget(m_note);
    layout->addStretch();
    layout->addWidget(buttons.box);
    setMinimumWidth(560);
}

QLayout *KeyPairDialog::buildHandOver()
{
    auto *row = new QHBoxLayout;
    row->addStretch();
    for (QPushButton *button : {m_save, m_copy}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    return row;
}

void KeyPairDialog::generate()
{
    m_pair = {};
    m_isTaken = false;
    tell(tr("The key pair is being generated."));
    const auto kind = m_kind->key() == "ec"_L1 ? ClientKeyKind::EcP256 : ClientKeyKind::Rsa3072;
    keywork::createPair(m_workplace, kind, this,
                        [this, number = ++m_generated](const Result<ClientKeyPair> &made) {
                            if (number == m_generated)
                                take(made);
                        });
}

void KeyPairDialog::take(const Result<ClientKeyPair> &made)
{
    if (!made)
        return tell(made.error().text);
    m_pair = *made;
    tell(tr("Save or copy the private key: it is not kept, and nobody can get it again."));
}

const SecretBytes &KeyPairDialog::handedOver() const
{
    return m_form->key() == "pem"_L1 ? m_pair.pem : m_pair.privateKey;
}

void KeyPairDialog::copy()
{
    copySecret(QString::fromUtf8(viewOf(handedOver())));
    m_isTaken = true;
    tell(tr("Copied. It leaves the clipboard after 30 seconds."));
}

void KeyPairDialog::askToSave()
{
    if (!QFileInfo::exists(m_file->path()))
        return save();
    const Question question{.title = tr("Save private key"),
                            .text = tr("Save to \"%1\"?").arg(m_file->path()),
                            .details = tr("There is a file of that name already. What is in it now is lost."),
                            .buttons = {tr("Save private key"), tr("Cancel")},
                            .destructive = 0};
    question.ask(this, [this](int answer) {
        if (answer == 0)
            save();
    });
}

void KeyPairDialog::save()
{
    m_isSaving = true;
    showState();
    const QString path = m_file->path();
    keywork::save(m_workplace, path, handedOver())
        .then(this, [this, path, number = m_generated](const Result<void> &saved) {
            m_isSaving = false;
            m_isTaken = m_isTaken || (saved && number == m_generated);
            tell(saved ? tr("Written to \"%1\".").arg(path)
                       : tr("The file \"%1\" cannot be written: %2. Choose another.")
                             .arg(path, saved.error().text));
        });
}

void KeyPairDialog::tell(const QString &text)
{
    m_note->setText(text);
    showState();
}

void KeyPairDialog::showState()
{
    const bool isMade = !m_pair.publicKey.isEmpty();
    m_file->suggest(QDir::homePath(),
                    m_form->key() == "pem"_L1 ? u"private-key.pem"_s : u"private-key.jwk"_s);
    m_kind->setEnabled(!m_isSaving);
    m_save->setEnabled(isMade && !m_isSaving && !m_file->path().isEmpty());
    m_copy->setEnabled(isMade);
    m_accept->setEnabled(isMade && m_isTaken && !m_isSaving);
    m_accept->setToolTip(m_isTaken ? QString() : tr("Save or copy the private key first."));
    m_accept->setAccessibleDescription(m_accept->toolTip());
}

/// The private key goes with what is shown; the public one is asked for.
void KeyPairDialog::done(int result)
{
    m_pair.pem = SecretBytes();
    m_pair.privateKey = SecretBytes();
    QDialog::done(result);
}

}
