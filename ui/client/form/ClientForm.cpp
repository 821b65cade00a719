#include "ui/client/form/ClientForm.h"

#include "ui/client/ValidationController.h"
#include "ui/client/form/AuthenticationBox.h"
#include "ui/client/form/FormBinder.h"
#include "ui/client/form/LifetimeEdit.h"
#include "ui/client/form/LogoField.h"
#include "ui/client/form/OriginsEdit.h"
#include "ui/client/form/TextListEdit.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MarkedTextEdit.h"
#include "ui/layout/FoldingGroup.h"
#include "ui/records/FieldLayout.h"

#include <QBoxLayout>
#include <QGroupBox>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int charactersOfTwoColumns = 110;
constexpr int charactersOfCombo = 10; // at least; a small window gives them no more

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
    , m_authentication(new AuthenticationBox(draft, validation))
    , m_origins(new OriginsEdit)
    , m_logo(new LogoField(draft, validation))
    , m_columns(new QBoxLayout(QBoxLayout::LeftToRight))
{
    m_columns->addWidget(mainColumn(), 1, Qt::AlignTop);
    m_columns->addWidget(moreColumn(), 1, Qt::AlignTop);
    auto *layout = new QVBoxLayout(widget());
    layout->addLayout(m_columns);
    layout->addStretch(1);

    for (KeyComboBox *combo : {m_grantType, m_identity})
        combo->setMinimumContentsLength(charactersOfCombo);
    for (const GrantType type : {GrantType::ClientCredentials, GrantType::AuthorizationCode})
        m_grantType->addItem(grantTypeLabel(type), grantTypeName(type));

    m_binder = new FormBinder(*this, draft, validation);
    connect(&validation, &ValidationController::validated, this, &ClientForm::showUsers);
    connect(m_logo, &LogoField::refused, this, &ClientForm::failed);
}

/// What everybody fills in.
QWidget *ClientForm::mainColumn()
{
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins({});
    addBasics(group(tr("Basics"), *layout));
    addAccess(group(tr("Sign-in and access"), *layout));
    return column;
}

/// What fewer need, or need once.
QWidget *ClientForm::moreColumn()
{
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins({});
    addTokens(foldingGroup(tr("Tokens"), u"tokens"_s, *layout));
    addConsent(foldingGroup(tr("Consent and looks"), u"consent"_s, *layout));
    addContacts(foldingGroup(tr("Contacts"), u"contacts"_s, *layout));
    return column;
}

void ClientForm::addBasics(FieldLayout &rows)
{
    addText(rows, ClientField::ClientId, tr("Client I&D"), tr("The name by which the program signs in."));
    addText(rows, ClientField::Title, tr("&Title"), tr("What users read on the consent page."));
    addFlag(rows, ClientField::Enabled, tr("Ena&bled"), tr("Only an enabled client application gets in."));
    addDescription(rows);
}

void ClientForm::addAccess(FieldLayout &rows)
{
    addFlag(rows, ClientField::SupportOpenId, tr("Support Open&ID Connect"),
            tr("Signs users in and tells who they are."));
    addFlag(rows, ClientField::SupportApi, tr("Support API &access"), tr("May call your API."));
    addCombo(rows, ClientField::GrantType, tr("&Grant type"), m_grantType,
             tr("Client credentials: machine to machine. Authorization code: on behalf of a user."));
    addFlag(rows, ClientField::AlsoClientCredentials, tr("Also allow client &credentials"),
            tr("Acts as itself, too, beside the users who sign in."));
    addCombo(rows, ClientField::Identity, tr("Identit&y"), m_identity,
             tr("The user that the program acts as."));
    addAuthentication(rows);
    addFlag(rows, ClientField::RequirePkce, tr("Require P&KCE"), tr("PKCE: keeps a stolen code useless."));
    addCorsOrigins(rows);
}

void ClientForm::addTokens(FieldLayout &rows)
{
    addFlag(rows, ClientField::SupportRefreshTokens, tr("Su&pport refresh tokens"),
            tr("Stays signed in without asking the user again."));
    addFlag(rows, ClientField::IncludeUserInfoInToken, tr("Al&ways include user info in token"),
            tr("For programs that never ask the user info endpoint."));
    addLifetimes(rows);
}

void ClientForm::addConsent(FieldLayout &rows)
{
    addFlag(rows, ClientField::RequireConsent, tr("Require co&nsent"),
            tr("Asks the user before anything is shared."));
    addFlag(rows, ClientField::AllowRememberConsent, tr("Allow re&member consent"),
            tr("Offers not to ask again."));
    addField(rows, columnOf(ClientField::Logo), tr("&Logo"), m_logo,
             tr("PNG, JPEG or WebP, at most 256 KiB and 1024 px an edge. Drop or paste one here."));
    addText(rows, ClientField::LogoUri, tr("Logo &URI"),
            tr("Address of a picture for the consent page, where no logo is stored here."));
    addPages(rows);
}

FieldLayout &ClientForm::group(const QString &title, QLayout &column)
{
    auto *box = new QGroupBox(title);
    column.addWidget(box);
    return *new FieldLayout(box, FieldLayout::Narrow);
}

FieldLayout &ClientForm::foldingGroup(const QString &title, const QString &name, QLayout &column)
{
    auto *box = new FoldingGroup(title, name);
    column.addWidget(box);
    return *new FieldLayout(box->content(), FieldLayout::Narrow);
}

/// One column where there is no room for two.
void ClientForm::resizeEvent(QResizeEvent *event)
{
    const bool hasRoom = width() >= fontMetrics().averageCharWidth() * charactersOfTwoColumns;
    m_columns->setDirection(hasRoom ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    FieldForm::resizeEvent(event);
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

void ClientForm::addDescription(FieldLayout &rows)
{
    auto *description = new MarkedTextEdit;
    description->setLinesShown(3);
    addField(rows, columnOf(ClientField::Description), tr("Description"), description,
             tr("What it is for, and who looks after it. For administrators alone."));
}

void ClientForm::addAuthentication(FieldLayout &rows)
{
    addCombo(rows, ClientField::ClientAuthentication, tr("Client authenticati&on"), m_authentication,
             tr("How it proves who it is. None: programs on devices of users, which cannot keep a secret."));
}

void ClientForm::addCorsOrigins(FieldLayout &rows)
{
    addField(rows, columnOf(ClientField::AllowedCorsOrigins), tr("Allowed CO&RS origins"), m_origins,
             tr("CORS: websites whose scripts may ask the server, as https://app.example.com, one a line."),
             m_origins->withChoice());
}

void ClientForm::addLifetimes(FieldLayout &rows)
{
    const QString help = tr("As 30 min, 1 h or 3600 (seconds). Empty: the server's own.");
    const auto add = [&](ClientField field, const QString &label) {
        addField(rows, columnOf(field), label, new LifetimeEdit, help);
    };
    add(ClientField::AccessTokenLifetime, tr("Access token lifetime"));
    add(ClientField::IdTokenLifetime, tr("ID token lifetime"));
    add(ClientField::RefreshTokenLifetime, tr("Refresh token lifetime"));
}

void ClientForm::addPages(FieldLayout &rows)
{
    addText(rows, ClientField::ClientUri, tr("Home page"), tr("Where users read about the program."));
    addText(rows, ClientField::PolicyUri, tr("Privacy policy"), tr("Linked on the consent page."));
    addText(rows, ClientField::TosUri, tr("Terms of service"), tr("Linked on the consent page."));
}

void ClientForm::addContacts(FieldLayout &rows)
{
    addField(rows, columnOf(ClientField::Contacts), tr("Contacts"), new TextListEdit,
             tr("Email addresses of those who look after it, one a line."));
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

bool ClientForm::focusField(ClientField field, int row)
{
    if (field == ClientField::AllowedCorsOrigins && row >= 0)
        m_binder->showOriginsOf(row);
    for (QWidget *at = fieldOf(columnOf(field)); at; at = at->parentWidget()) {
        if (auto *folded = qobject_cast<FoldingGroup *>(at))
            folded->unfold();
    }
    return focusColumn(columnOf(field));
}

}
