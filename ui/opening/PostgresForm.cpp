#include "ui/opening/PostgresForm.h"

#include "store/DatabaseThread.h"
#include "store/engine/postgresql/PasswordFile.h"
#include "store/engine/postgresql/UrlPassword.h"
#include "ui/common/FileField.h"
#include "ui/common/LineEdit.h"
#include "ui/opening/RecentDatabases.h"
#include "ui/opening/TlsModes.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"
#include "ui/signin/PasswordField.h"

#include <QCheckBox>
#include <QScopedValueRollback>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

const QString writableSession = u"read-write"_s;
const QString systemRoots = u"system"_s; ///< as libpq calls what the machine trusts

}

PostgresForm::PostgresForm(QWidget *parent)
    : QWidget(parent)
    , m_hosts(new LineEdit)
    , m_database(new LineEdit)
    , m_user(new LineEdit)
    , m_password(new PasswordField)
    , m_keep(new QCheckBox(tr("&Keep the password in the keyring")))
    , m_tls(new KeyComboBox)
    , m_root(new FileField(FileField::Purpose::Read,
                           {.title = tr("Choose the root certificate"),
                            .filter = tr("Certificates (*.crt *.pem *.cer);;All files (*)"),
                            .browse = tr("Bro&wse…")}))
    , m_writable(new QCheckBox(tr("Pr&efer the server that can be written to")))
    , m_url(new LineEdit)
{
    auto *rows = new FieldLayout(this);
    rows->setContentsMargins({});
    buildServer(*rows);
    buildTls(*rows);
    m_urlHelp = rows->addField(tr("UR&L:"), m_url,
                               tr("The same as a text, without the password. A URL can be pasted here."));
    m_url->setPlaceholderText(u"postgresql://user@host/database"_s);
    rows->setRowStretch(rows->rowCount(), 1);
    connect(m_url, &QLineEdit::textEdited, this, &PostgresForm::takeUrl);
    connect(m_url, &QLineEdit::editingFinished, this, [this] {
        if (m_wrongUrl.isEmpty())
            showUrl();
    });
    takeUsual();
    showFields();
}

void PostgresForm::buildServer(FieldLayout &rows)
{
    rows.addField(tr("&Hosts:"), m_hosts,
                  tr("With a port where it is not 5432, and several as db1:5432,db2. Empty: this machine."));
    rows.addField(tr("&Database:"), m_database);
    rows.addField(tr("&User:"), m_user, tr("The role on the server, not your user ID in Gatehouse."));
    m_passwordHelp = rows.addField(tr("&Password:"), m_password);
    rows.addField(m_keep);
    for (const QLineEdit *field : {m_hosts, m_database, m_user})
        connect(field, &QLineEdit::textChanged, this, &PostgresForm::takeFields);
    connect(m_password, &QLineEdit::textChanged, this, &PostgresForm::showPassword);
    connect(m_password, &QLineEdit::textChanged, this, &PostgresForm::changed);
    connect(m_keep, &QCheckBox::toggled, this, &PostgresForm::showPassword);
}

void PostgresForm::buildTls(FieldLayout &rows)
{
    m_tls->setItems(tlsmodes::items());
    m_tlsHelp = rows.addField(tr("&TLS:"), m_tls);
    rows.addField(tr("Root &certificate:"), m_root->edit(),
                  tr("Of the authority that made the server's certificate. Empty: ~/.postgresql/root.crt; "
                     "system: whatever this machine trusts."),
                  m_root);
    m_root->edit()->setAccessibleName(tr("Root certificate"));
    rows.addField(m_writable, tr("Of several hosts, the one that is no standby."));
    connect(m_root, &FileField::changed, this, &PostgresForm::takeFields);
    connect(m_tls, &KeyComboBox::keyChosen, this, [this] {
        m_isTlsChosen = true;
        takeFields();
    });
    connect(m_writable, &QCheckBox::clicked, this, [this](bool isWanted) {
        m_isSessionChosen = true;
        m_fields.session = isWanted ? writableSession : QString();
        takeFields();
    });
}

QString PostgresForm::rootCertificate() const
{
    return m_root->edit()->text() == systemRoots ? systemRoots : m_root->path();
}

void PostgresForm::takeFields()
{
    if (m_isShowing)
        return;
    m_fields.hosts = m_hosts->text();
    m_fields.database = m_database->text();
    m_fields.user = m_user->text();
    m_fields.tls = m_tls->key();
    m_fields.rootCertificate = rootCertificate();
    m_wrongUrl.clear();
    takeUsual();
    showUrl();
    showFields();
    Q_EMIT changed();
}

void PostgresForm::takeUsual()
{
    if (!m_isTlsChosen)
        m_fields.tls = tlsmodes::usualFor(m_fields);
    if (!m_isSessionChosen)
        m_fields.session = m_fields.hasSeveralHosts() ? writableSession : QString();
}

void PostgresForm::takeUrl(const QString &text)
{
    const SplitUrl split = withoutPassword(text);
    if (!split.password.isEmpty()) {
        m_password->setText(split.password);
        m_url->setText(split.url); // also forgets what undo would bring back
    }
    m_wrongUrl.clear();
    if (!PostgresAddress::isOne(split.url)) {
        m_wrongUrl = tr("Write a URL of PostgreSQL, as postgresql://user@host/database.");
    } else if (const auto fields = PostgresFields::from(split.url)) {
        m_fields = *fields;
        m_isTlsChosen = !fields->tls.isEmpty();
        m_isSessionChosen = !fields->session.isEmpty();
        takeUsual();
        showFields();
    } else {
        m_wrongUrl = fields.error().text;
    }
    m_urlHelp->showFinding(m_wrongUrl);
    Q_EMIT changed();
}

void PostgresForm::setUrl(const QString &url)
{
    m_fields = PostgresFields::from(url).value_or(PostgresFields());
    m_isTlsChosen = !m_fields.tls.isEmpty(); // else it is as safe as can be from the first edit on
    m_isSessionChosen = m_fields.hasSeveralHosts();
    m_wrongUrl.clear();
    m_password->forget();
    m_keep->setChecked(RecentDatabases::keepsPassword(m_fields.url()));
    showUrl();
    showFields();
    Q_EMIT changed();
}

void PostgresForm::showUrl()
{
    m_url->setText(isEmpty() ? QString() : m_fields.url());
    m_urlHelp->showFinding({});
}

void PostgresForm::showFields()
{
    const QScopedValueRollback showing(m_isShowing, true);
    const auto show = [](QLineEdit *field, const QString &text) {
        if (field->text() != text)
            field->setText(text);
    };
    show(m_hosts, m_fields.hosts);
    show(m_database, m_fields.database);
    show(m_user, m_fields.user);
    m_tls->setKey(m_fields.tls);
    if (rootCertificate() != m_fields.rootCertificate)
        m_root->setPath(m_fields.rootCertificate);
    m_writable->setChecked(m_fields.session == writableSession);
    showTls();
    lookForPassword();
}

void PostgresForm::showTls()
{
    const bool isChecked = tlsmodes::checksCertificate(m_fields.tls);
    m_root->setEnabled(isChecked);
    m_tlsHelp->setHelp(m_fields.isOnThisMachine() ? tr("On this machine nothing goes over a network.")
                                                  : tlsmodes::meaningOf(m_fields.tls));
    if (!isChecked && !m_fields.isOnThisMachine())
        m_tlsHelp->showFinding(tlsmodes::meaningOf(m_fields.tls));
}

/// The file may be in a home that a network keeps.
void PostgresForm::lookForPassword()
{
    m_foundPassword.clear();
    showPassword();
    const QString url = m_fields.url();
    const auto address = PostgresAddress::parse(url);
    if (!address)
        return;
    DatabaseReply<QString>(QtConcurrent::run(whereLibpqHasPassword, *address))
        .then(this, [this, url](const QString &found) {
            if (url != m_fields.url())
                return;
            m_foundPassword = found;
            showPassword();
        });
}

void PostgresForm::showPassword()
{
    const bool isInKeyring = RecentDatabases::keepsPassword(m_fields.url());
    if (!m_password->text().isEmpty())
        m_passwordHelp->setHelp({});
    else if (isInKeyring && m_keep->isChecked())
        m_passwordHelp->setHelp(tr("Empty: the one in the keyring is used."));
    else if (!m_foundPassword.isEmpty())
        m_passwordHelp->setHelp(tr("Empty: the one in %1 is used.").arg(m_foundPassword));
    else
        m_passwordHelp->setHelp(tr("Empty: it is asked for if the server wants one."));
}

Result<DatabaseUrl> PostgresForm::url() const
{
    if (!m_wrongUrl.isEmpty())
        return fail(Error::Kind::Rule, m_wrongUrl);
    return DatabaseUrl::parse(m_fields.url()).transform([this](DatabaseUrl url) {
        url.setPassword(m_password->text());
        return url;
    });
}

bool PostgresForm::isEmpty() const
{
    return m_fields.hosts.isEmpty() && m_fields.database.isEmpty() && m_fields.user.isEmpty();
}

bool PostgresForm::keepsPassword() const
{
    return m_keep->isChecked();
}

}
