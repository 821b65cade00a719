#include "ui/client/form/ClientForm.h"

#include "ui/client/ValidationController.h"
#include "ui/client/form/FormBinder.h"
#include "ui/client/form/LogoField.h"
#include "ui/common/KeyComboBox.h"
#include "ui/records/FieldLayout.h"

#include <QBoxLayout>
#include <QGroupBox>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QString columnOf(ClientField field)
{
    return QString::fromLatin1(fieldInfo(field).name);
}

}

ClientForm::ClientForm(ClientDraft &draft, ValidationController &validation, QWidget *parent)
    : FieldForm(parent)
    , m_validation(validation)
    , m_grantType(new KeyComboBox)
    , m_identity(new KeyComboBox)
    , m_logo(new LogoField(draft, validation))
{
    auto *columns = new QHBoxLayout(widget());
    columns->addWidget(generalColumn(), 1);
    columns->addWidget(signInColumn(), 1);

    for (const GrantType type : {GrantType::ClientCredentials, GrantType::AuthorizationCode})
        m_grantType->addItem(grantTypeLabel(type), grantTypeName(type));

    m_binder = new FormBinder(*this, draft, validation);
    connect(&validation, &ValidationController::validated, this, &ClientForm::showUsers);
    connect(m_logo, &LogoField::refused, this, &ClientForm::failed);
}

QWidget *ClientForm::generalColumn()
{
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins({});

    FieldLayout &general = group(tr("General"), column);
    addText(general, ClientField::ClientId, tr("Client I&D"), tr("The name by which the program signs in."));
    addText(general, ClientField::Title, tr("&Title"), tr("What users read on the consent page."));
    addFlag(general, ClientField::Enabled, tr("Ena&bled"), tr("Only an enabled client application gets in."));

    FieldLayout &access = group(tr("Access"), column);
    addFlag(access, ClientField::SupportOpenId, tr("Support Open&ID Connect"),
            tr("Signs users in and tells who they are."));
    addFlag(access, ClientField::SupportApi, tr("Support API &access"), tr("May call your API."));
    addCombo(access, ClientField::GrantType, tr("&Grant type"), m_grantType,
             tr("Client credentials: machine to machine. Authorization code: on behalf of a user."));
    addCombo(access, ClientField::Identity, tr("Identit&y"), m_identity,
             tr("The user that the program acts as."));
    layout->addStretch();
    return column;
}

QWidget *ClientForm::signInColumn()
{
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins({});

    FieldLayout &security = group(tr("Security"), column);
    addFlag(security, ClientField::RequirePkce, tr("Require P&KCE"),
            tr("PKCE: keeps a stolen code useless."));
    addFlag(security, ClientField::SupportRefreshTokens, tr("Su&pport refresh tokens"),
            tr("Stays signed in without asking the user again."));

    FieldLayout &token = group(tr("Token"), column);
    addFlag(token, ClientField::IncludeUserInfoInToken, tr("Al&ways include user info in token"),
            tr("For programs that never ask the user info endpoint."));

    FieldLayout &consent = group(tr("Consent"), column);
    addFlag(consent, ClientField::RequireConsent, tr("Require co&nsent"),
            tr("Asks the user before anything is shared."));
    addFlag(consent, ClientField::AllowRememberConsent, tr("Allow re&member consent"),
            tr("Offers not to ask again."));

    FieldLayout &logo = group(tr("Logo"), column);
    addField(logo, columnOf(ClientField::Logo), tr("&Logo"), m_logo,
             tr("PNG, JPEG or WebP, at most 256 KiB and 1024 px an edge. Drop or paste one here."));
    addText(logo, ClientField::LogoUri, tr("Logo &URI"),
            tr("Address of a picture for the consent page, where no logo is stored here."));
    layout->addStretch();
    return column;
}

FieldLayout &ClientForm::group(const QString &title, QWidget *column)
{
    auto *box = new QGroupBox(title);
    column->layout()->addWidget(box);
    return *new FieldLayout(box, FieldLayout::Narrow);
}

void ClientForm::addText(FieldLayout &rows, ClientField field, const QString &label, const QString &help)
{
    FieldForm::addText(rows, columnOf(field), label, help);
}

void ClientForm::addFlag(FieldLayout &rows, ClientField field, const QString &label, const QString &help)
{
    FieldForm::addFlag(rows, columnOf(field), label, help);
}

void ClientForm::addCombo(FieldLayout &rows, ClientField field, const QString &label, KeyComboBox *combo,
                          const QString &help)
{
    addField(rows, columnOf(field), label, combo, help);
}

void ClientForm::showUsers()
{
    QList<KeyComboBox::Item> items{{QString(), tr("(none)")}};
    for (const User &user : m_validation.records().users) {
        const QString kind = user.serviceAccount ? tr("service account") : tr("person");
        items << KeyComboBox::Item{
            user.userId,
            u"%1 – %2 (%3)"_s.arg(user.userId, user.name.isEmpty() ? user.userId : user.name, kind)};
    }
    m_identity->setItems(items);
}

bool ClientForm::focusField(ClientField field)
{
    return focusColumn(columnOf(field));
}

}
