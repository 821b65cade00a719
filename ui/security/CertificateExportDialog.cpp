#include "ui/security/CertificateExportDialog.h"

#include "ui/common/FileField.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/Question.h"
#include "ui/layout/DialogButtons.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"
#include "ui/signin/NewPassword.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>

#include <array>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

using What = CertificateExportDialog::What;

struct Choice
{
    What what;
    const char *key;
    const char *name; ///< of the file that is suggested
    bool hasPassword;
};

constexpr std::array choices{Choice{What::Certificate, "pem", "signing.pem", false},
                             Choice{What::WithKey, "pkcs12", "signing.p12", true},
                             Choice{What::WithKeyPem, "pem-key", "signing-key.pem", true},
                             Choice{What::PublicKeys, "jwks", "jwks.json", false},
                             Choice{What::PrivateKeys, "jwks-private", "jwks-private.json", false}};

Choice choiceOf(const QString &key)
{
    return *std::ranges::find_if(choices,
                                 [&](const Choice &one) { return QLatin1StringView(one.key) == key; });
}

}

CertificateExportDialog::CertificateExportDialog(QWidget *parent)
    : QDialog(parent)
    , m_what(new KeyComboBox)
    , m_file(new FileField(FileField::Purpose::Write, {tr("Choose where to export to")}))
{
    setWindowTitle(tr("Export certificate"));
    m_what->setItems({{u"pem"_s, tr("Certificate (PEM)")},
                      {u"pkcs12"_s, tr("Certificate and private key (PKCS#12)")},
                      {u"pem-key"_s, tr("Certificate and private key (PEM)")},
                      {u"jwks"_s, tr("Public keys of all that are published (JWKS)")},
                      {u"jwks-private"_s, tr("Private keys for a server (JWKS)")}});
    m_what->setKey(u"pem"_s);
    build();
    connect(m_what, &KeyComboBox::keyChosen, this, &CertificateExportDialog::showState);
    connect(m_file, &FileField::changed, this, &CertificateExportDialog::showState);
    connect(m_password, &NewPassword::changed, this, &CertificateExportDialog::showState);
    showState();
}

void CertificateExportDialog::build()
{
    auto *fields = new FieldLayout;
    m_whatHelp = fields->addField(tr("&Export:"), m_what);
    fields->addField(tr("&File:"), m_file->edit(), {}, m_file);
    m_password = new NewPassword(*fields, this);
    m_password->setRule(passphraseRule());
    const DialogButtons buttons = dialogButtons(*this, tr("E&xport"));
    m_accept = buttons.accept;
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(fields);
    layout->addStretch();
    layout->addWidget(buttons.box);
    setMinimumWidth(560);
}

CertificateExportDialog::What CertificateExportDialog::what() const
{
    return choiceOf(m_what->key()).what;
}

QString CertificateExportDialog::path() const
{
    return m_file->path();
}

SecretBytes CertificateExportDialog::takePassphrase()
{
    return m_password->take();
}

void CertificateExportDialog::showState()
{
    const Choice choice = choiceOf(m_what->key());
    m_whatHelp->setHelp(explanation());
    m_file->suggest(QDir::homePath(), QLatin1StringView(choice.name));
    m_password->setEnabled(choice.hasPassword);
    m_accept->setEnabled(!path().isEmpty() && (!choice.hasPassword || m_password->isAcceptable()));
}

QString CertificateExportDialog::explanation() const
{
    switch (what()) {
    case What::Certificate:
    case What::PublicKeys:
        return tr("For programs that check tokens. There is no private key in it, and it needs no password.");
    case What::WithKey:
    case What::WithKeyPem:
        return tr("The password protects the private key.");
    case What::PrivateKeys:
        return tr("For the server that signs tokens. No password protects it.");
    }
    return {};
}

QString CertificateExportDialog::warning() const
{
    QStringList warnings;
    if (what() == What::PrivateKeys)
        warnings << tr(
            "Whoever can read the file can sign tokens in your name. Give it to the server and delete it.");
    if (QFileInfo::exists(path()))
        warnings << tr("There is a file at \"%1\" already. What is in it now is lost.").arg(path());
    return warnings.join(u' ');
}

void CertificateExportDialog::accept()
{
    if (warning().isEmpty())
        return QDialog::accept();
    const Question question{.title = tr("Export certificate"),
                            .text = tr("Export to \"%1\"?").arg(path()),
                            .details = warning(),
                            .buttons = {tr("Export"), tr("Cancel")},
                            .destructive = 0};
    question.ask(this, [this](int answer) {
        if (answer == 0)
            QDialog::accept();
    });
}

}
