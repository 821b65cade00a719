#include "ui/client/form/ClientForm.h"

#include "ui/client/ValidationController.h"
#include "ui/client/form/FormBinder.h"
#include "ui/client/form/LogoField.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/LineEdit.h"
#include "ui/common/ReadableWhenDisabled.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QString columnOf(ClientField field)
{
    return QString::fromLatin1(fieldInfo(field).name);
}

QFormLayout &formOf(QGroupBox *group)
{
    return *static_cast<QFormLayout *>(group->layout());
}

}

ClientForm::ClientForm(ClientDraft &draft, ValidationController &validation, QWidget *parent)
    : QScrollArea(parent)
    , m_validation(validation)
    , m_grantType(new KeyComboBox)
    , m_identity(new KeyComboBox)
    , m_logo(new LogoField(draft, validation))
{
    setWidgetResizable(true);
    setFrameShape(NoFrame);

    auto *content = new QWidget;
    auto *columns = new QHBoxLayout(content);
    columns->addWidget(generalColumn(), 1);
    columns->addWidget(signInColumn(), 1);
    setWidget(content);
    for (QWidget *part : {viewport(), content})
        part->setAutoFillBackground(false); // the tab's own, as on the other tabs

    for (const GrantType type : {GrantType::ClientCredentials, GrantType::AuthorizationCode})
        m_grantType->addItem(grantTypeLabel(type), grantTypeName(type));

    m_binder = new FormBinder(*content, draft, validation);
    connect(&validation, &ValidationController::validated, this, &ClientForm::showUsers);
    connect(m_logo, &LogoField::refused, this, &ClientForm::failed);
}

QWidget *ClientForm::generalColumn()
{
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins({});

    QGroupBox *general = group(tr("General"), column);
    addText(formOf(general), ClientField::ClientId, tr("Client I&D"),
            tr("The name by which the program signs in."));
    addText(formOf(general), ClientField::Title, tr("&Title"), tr("What users read on the consent page."));
    addFlag(formOf(general), ClientField::Enabled, tr("Ena&bled"),
            tr("Only an enabled client application gets in."));

    QGroupBox *access = group(tr("Access"), column);
    addFlag(formOf(access), ClientField::SupportOpenId, tr("Support Open&ID Connect"),
            tr("Signs users in and tells who they are."));
    addFlag(formOf(access), ClientField::SupportApi, tr("Support API &access"), tr("May call your API."));
    addCombo(formOf(access), ClientField::GrantType, tr("&Grant type"), m_grantType,
             tr("Client credentials: machine to machine. Authorization code: on behalf of a user."));
    addCombo(formOf(access), ClientField::Identity, tr("Identit&y"), m_identity,
             tr("The user that the program acts as."));
    layout->addStretch();
    return column;
}

QWidget *ClientForm::signInColumn()
{
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins({});

    QGroupBox *security = group(tr("Security"), column);
    addFlag(formOf(security), ClientField::RequirePkce, tr("Require P&KCE"),
            tr("PKCE: keeps a stolen code useless."));
    addFlag(formOf(security), ClientField::SupportRefreshTokens, tr("Su&pport refresh tokens"),
            tr("Stays signed in without asking the user again."));

    QGroupBox *token = group(tr("Token"), column);
    addFlag(formOf(token), ClientField::IncludeUserInfoInToken, tr("Al&ways include user info in token"),
            tr("For programs that never ask the user info endpoint."));

    QGroupBox *consent = group(tr("Consent"), column);
    addFlag(formOf(consent), ClientField::RequireConsent, tr("Require co&nsent"),
            tr("Asks the user before anything is shared."));
    addFlag(formOf(consent), ClientField::AllowRememberConsent, tr("Allow re&member consent"),
            tr("Offers not to ask again."));

    QGroupBox *logo = group(tr("Logo"), column);
    addLogo(formOf(logo));
    addText(formOf(logo), ClientField::LogoUri, tr("Logo &URI"),
            tr("Address of a picture for the consent page, where no logo is stored here."));
    layout->addStretch();
    return column;
}

QGroupBox *ClientForm::group(const QString &title, QWidget *column)
{
    auto *box = new QGroupBox(title);
    auto *form = new QFormLayout(box);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(2);
    column->layout()->addWidget(box);
    return box;
}

void ClientForm::addText(QFormLayout &form, ClientField field, const QString &label, const QString &help)
{
    auto *edit = new LineEdit;
    edit->setProperty("column", columnOf(field));
    edit->setClearButtonEnabled(true);
    auto *buddy = new QLabel(label + u':');
    buddy->setBuddy(edit);
    form.addRow(buddy, edit);
    addHint(form, field, help);
}

void ClientForm::addFlag(QFormLayout &form, ClientField field, const QString &label, const QString &help)
{
    auto *box = new QCheckBox(label);
    box->setProperty("column", columnOf(field));
    form.addRow(box);
    addHint(form, field, help);
}

void ClientForm::addCombo(QFormLayout &form, ClientField field, const QString &label, KeyComboBox *combo,
                          const QString &help)
{
    combo->setProperty("column", columnOf(field));
    new ReadableWhenDisabled(*combo); // what is kept is read although it does not apply
    auto *buddy = new QLabel(label + u':');
    buddy->setBuddy(combo);
    form.addRow(buddy, combo);
    addHint(form, field, help);
}

void ClientForm::addLogo(QFormLayout &form)
{
    m_logo->setProperty("column", columnOf(ClientField::Logo));
    auto *buddy = new QLabel(tr("&Logo:"));
    buddy->setBuddy(m_logo);
    form.addRow(buddy, m_logo);
    addHint(form, ClientField::Logo,
            tr("PNG, JPEG or WebP, at most 256 KiB and 1024 px an edge. Drop or paste one here."));
}

void ClientForm::addHint(QFormLayout &form, ClientField field, const QString &help)
{
    auto *hint = new QLabel(help);
    hint->setProperty("hint", columnOf(field));
    hint->setProperty("help", help);
    hint->setWordWrap(true);
    hint->setTextFormat(Qt::PlainText);
    hint->setForegroundRole(QPalette::PlaceholderText);
    QFont font = hint->font();
    font.setPointSizeF(font.pointSizeF() * 0.9);
    hint->setFont(font);
    form.addRow(hint);
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
    QWidget *widget = m_binder->widgetOf(field);
    if (!widget)
        return false;
    ensureWidgetVisible(widget);
    widget->setFocus(Qt::OtherFocusReason);
    return true;
}

}
