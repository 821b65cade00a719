#include "ui/client/tryit/TrialForm.h"

#include "domain/servers/OnServers.h"
#include "domain/servers/ServerNames.h"
#include "ui/common/FileField.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/LineEdit.h"
#include "ui/records/HelpLabel.h"
#include "ui/signin/PasswordField.h"

#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QSignalBlocker>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int linesOfScopes = 3;
constexpr int leastCharacters = 10; ///< so that the tab fits beside the list on a small screen
const QString machineGrant = u"client_credentials"_s;
const QString userGrant = u"authorization_code"_s;

KeyComboBox::Item itemOf(trial::Grant grant)
{
    return grant == trial::Grant::ClientCredentials
               ? KeyComboBox::Item{machineGrant,
                                   TrialForm::tr("Get a token as the client application itself")}
               : KeyComboBox::Item{userGrant, TrialForm::tr("Sign a user in (authorization code with PKCE)")};
}

QList<KeyComboBox::Item> itemsOf(const QStringList &texts)
{
    QList<KeyComboBox::Item> items;
    for (const QString &text : texts)
        items << KeyComboBox::Item{text, text};
    return items;
}

/// What was chosen stays as long as it is offered; else the first is.
void offer(KeyComboBox &box, const QList<KeyComboBox::Item> &items, bool isOther)
{
    const QString chosen = box.key();
    box.setItems(items);
    const bool stays = !isOther && std::ranges::contains(items, chosen, &KeyComboBox::Item::key);
    if (!stays && !items.isEmpty())
        box.setKey(items.first().key);
}

QStringList scopesIn(const QListWidget &list)
{
    QStringList scopes;
    for (int row = 0; row < list.count(); ++row)
        scopes << list.item(row)->text();
    return scopes;
}

QString hintOf(TrialOffer::Need need)
{
    switch (need) {
    case TrialOffer::Need::Nothing:
        return {};
    case TrialOffer::Need::StoredSecret:
        return TrialForm::tr("Its encrypted secret is opened and sent to the server, which is noted in the "
                             "audit trail.");
    case TrialOffer::Need::TypedSecret:
        return TrialForm::tr("Only its hash is kept here. It is sent to the server and not stored.");
    case TrialOffer::Need::TypedKey:
        break;
    }
    return TrialForm::tr("PEM, or a JSON Web Key. It signs one request and is not stored.");
}

}

TrialForm::TrialForm(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QFormLayout(this))
    , m_server(new KeyComboBox)
    , m_issuer(new LineEdit)
    , m_grant(new KeyComboBox)
    , m_scopes(new QListWidget)
    , m_login(new KeyComboBox)
    , m_loginHint(new HelpLabel({}))
    , m_logout(new KeyComboBox)
    , m_secret(new PasswordField)
    , m_key(new FileField(FileField::Purpose::Read, {tr("Choose the private key"),
                                                     tr("Keys (*.pem *.key *.json *.jwk);;All files (*)")}))
    , m_proofHint(new HelpLabel({}))
{
    build();
    setServers({});
    connect(m_server, &KeyComboBox::keyChosen, this, &TrialForm::chooseServer);
    connect(m_issuer, &QLineEdit::textChanged, this, &TrialForm::changed);
    connect(m_grant, &KeyComboBox::keyChosen, this, &TrialForm::showGrant);
    connect(m_login, &KeyComboBox::keyChosen, this, &TrialForm::showGrant);
    connect(m_secret, &QLineEdit::textChanged, this, &TrialForm::changed);
    connect(m_key, &FileField::changed, this, &TrialForm::changed);
    connect(m_scopes, &QListWidget::itemChanged, this, [this](const QListWidgetItem *item) {
        if (item->checkState() == Qt::Checked)
            m_unwanted.remove(item->text());
        else
            m_unwanted.insert(item->text());
    });
}

void TrialForm::build()
{
    m_issuer->setPlaceholderText(u"https://idp.example.com"_s);
    m_scopes->setFlow(QListView::LeftToRight);
    m_scopes->setWrapping(true);
    m_scopes->setResizeMode(QListView::Adjust);
    m_scopes->setUniformItemSizes(false);
    m_scopes->setFixedHeight(m_scopes->fontMetrics().height() * linesOfScopes);
    for (KeyComboBox *box : {m_server, m_grant, m_login, m_logout}) {
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        box->setMinimumContentsLength(leastCharacters);
    }
    for (HelpLabel *hint : {m_loginHint, m_proofHint})
        hint->fillRow();

    m_rows->setContentsMargins({});
    m_rows->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_rows->addRow(tr("Ser&ver:"), m_server);
    m_rows->addRow(tr("Iss&uer:"), m_issuer);
    m_rows->addRow(tr("&What is tried:"), m_grant);
    m_rows->addRow(tr("Sco&pes:"), m_scopes);
    m_rows->addRow(tr("Login re&direct:"), m_login);
    m_rows->addRow(QString(), m_loginHint);
    m_rows->addRow(tr("Logout redire&ct:"), m_logout);
    m_rows->addRow(tr("Client s&ecret:"), m_secret);
    auto *keyLabel = new QLabel(tr("Private key &file:"));
    keyLabel->setBuddy(m_key->edit());
    m_rows->addRow(keyLabel, m_key);
    m_rows->addRow(QString(), m_proofHint);
    m_loginHint->describe(*m_login);
}

void TrialForm::setServers(const QList<Server> &servers)
{
    const bool isFirst = m_servers.isEmpty();
    m_servers = servers;
    QList<KeyComboBox::Item> items;
    for (const Server &server : servers)
        items << KeyComboBox::Item{server.key, tr("%1 (%2)").arg(server.name, labelOf(server.kind))};
    items << KeyComboBox::Item{QString(), tr("Another one, by its issuer")};
    offer(*m_server, items, isFirst);
    chooseServer();
}

void TrialForm::setClient(const ClientApplication &client, bool isOther)
{
    m_client = client;
    if (isOther) {
        m_unwanted.clear();
        m_secret->forget();
        m_key->setPath({});
    }
    showOffer(isOther);
}

/// Each has its issuer, which stays to be changed: that of an admin API says nothing of it.
void TrialForm::chooseServer()
{
    const QString known = server() ? issuerOf(*server()) : QString();
    const std::pair now(m_server->key(), known);
    if (m_issuerOf != now)
        m_issuer->setText(known);
    m_issuerOf = now;
    showOffer(false);
}

std::optional<Server> TrialForm::server() const
{
    const auto found = std::ranges::find(m_servers, m_server->key(), &Server::key);
    return found == m_servers.end() ? std::nullopt : std::optional(*found);
}

trial::Grant TrialForm::grant() const
{
    return m_grant->key() == machineGrant ? trial::Grant::ClientCredentials : trial::Grant::AuthorizationCode;
}

void TrialForm::showOffer(bool isOther)
{
    m_offer = trialOffer(m_client, server(), QDateTime::currentDateTimeUtc());
    QList<KeyComboBox::Item> grants;
    for (const trial::Grant one : m_offer.grants)
        grants << itemOf(one);
    offer(*m_grant, grants, isOther);
    m_grant->setEnabled(grants.size() > 1);
    offer(*m_login, itemsOf(m_offer.loginRedirects), isOther);
    offer(*m_logout, itemsOf(m_offer.logoutRedirects) << KeyComboBox::Item{QString(), tr("Do not sign out")},
          isOther);
    showGrant();
}

void TrialForm::showScopes()
{
    const QStringList offered = scopesFor(m_offer, grant());
    if (scopesIn(*m_scopes) == offered)
        return;
    const QSignalBlocker quiet(m_scopes);
    m_scopes->clear();
    for (const QString &scope : offered) {
        auto *item = new QListWidgetItem(scope, m_scopes);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(m_unwanted.contains(scope) ? Qt::Unchecked : Qt::Checked);
    }
    if (m_scopes->count() > 0)
        m_scopes->setCurrentRow(0, QItemSelectionModel::NoUpdate);
}

/// What does not apply to what is chosen is not there.
void TrialForm::showGrant()
{
    showScopes();
    const bool isListening = trial::isLoopbackRedirect(m_login->key());
    m_loginHint->setHelp(isListening ? tr("Gatehouse listens there for the browser.")
                                     : tr("The browser ends there: the address that it shows then is pasted "
                                          "back here."));
    m_proofHint->setHelp(hintOf(m_offer.need));
    m_rows->setRowVisible(m_login, signsIn());
    m_rows->setRowVisible(m_loginHint, signsIn() && !m_login->key().isEmpty());
    m_rows->setRowVisible(m_logout, signsIn() && m_logout->count() > 1);
    m_rows->setRowVisible(m_scopes, m_scopes->count() > 0);
    m_rows->setRowVisible(m_secret, m_offer.need == TrialOffer::Need::TypedSecret);
    m_rows->setRowVisible(m_key, m_offer.need == TrialOffer::Need::TypedKey);
    m_rows->setRowVisible(m_proofHint, m_offer.need != TrialOffer::Need::Nothing);
    m_proofHint->describe(m_offer.need == TrialOffer::Need::TypedKey ? static_cast<QWidget &>(*m_key->edit())
                                                                     : static_cast<QWidget &>(*m_secret));
    Q_EMIT changed();
}

QString TrialForm::obstacle() const
{
    if (!m_offer.obstacle.isEmpty())
        return m_offer.obstacle;
    if (issuer().isEmpty())
        return tr("Enter the issuer: the address under which the server publishes what it can.");
    if (signsIn() && m_login->key().isEmpty())
        return tr("There is no login redirect to try. Add one on the tab Allowed login redirects.");
    if (m_offer.need == TrialOffer::Need::TypedSecret && m_secret->text().isEmpty())
        return tr("Enter the client secret.");
    if (m_offer.need == TrialOffer::Need::TypedKey && m_key->path().isEmpty())
        return tr("Choose the file with the private key.");
    return {};
}

bool TrialForm::isEnabledThere() const
{
    return isEnabledOn(m_client, server() ? server()->name : QString());
}

QStringList TrialForm::wantedScopes() const
{
    QStringList wanted = scopesFor(m_offer, grant());
    wanted.removeIf([this](const QString &scope) { return m_unwanted.contains(scope); });
    return wanted;
}

QString TrialForm::issuer() const
{
    return m_issuer->text().trimmed();
}

bool TrialForm::usesStoredSecret() const
{
    return m_offer.need == TrialOffer::Need::StoredSecret;
}

TrialChoice TrialForm::choice() const
{
    return {.client = m_client,
            .server = server(),
            .issuer = issuer(),
            .grant = grant(),
            .scopes = wantedScopes(),
            .loginRedirect = signsIn() ? m_login->key() : QString(),
            .logoutRedirect = signsIn() ? m_logout->key() : QString()};
}

TrialChoice TrialForm::take()
{
    TrialChoice choice = this->choice();
    if (m_offer.need == TrialOffer::Need::TypedSecret)
        choice.secret = m_secret->take();
    return choice;
}

QString TrialForm::keyFile() const
{
    return m_offer.need == TrialOffer::Need::TypedKey ? m_key->path() : QString();
}

}
