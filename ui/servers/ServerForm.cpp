#include "ui/servers/ServerForm.h"

#include "domain/servers/ServerRules.h"
#include "ui/common/FileField.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/LineEdit.h"
#include "ui/common/MessageBar.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/records/FieldForm.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"
#include "ui/servers/AuthorityField.h"
#include "ui/servers/ServerChoices.h"
#include "ui/servers/ServerRecord.h"
#include "ui/signin/PasswordField.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

const QString fileColumn = u"file"_s; ///< the row that stands for the URL of a file

}

ServerForm::ServerForm(QWidget *parent)
    : RecordPart(parent)
    , m_form(new FieldForm)
    , m_kind(new KeyComboBox)
    , m_file(new FileField(FileField::Purpose::Read, {tr("Choose the server's file")}))
    , m_fileFormat(new KeyComboBox)
    , m_signIn(new KeyComboBox)
    , m_secret(new PasswordField)
    , m_authority(new AuthorityField)
    , m_test(new QPushButton(icons::themed("network-connect"), tr("Test connect&ion")))
    , m_answer(new MessageBar)
{
    build();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_form);
    connect(m_kind, &KeyComboBox::keyChosen, this, &ServerForm::kindChosen);
    connect(m_file, &FileField::changed, this, [this] { tell(ServerUrl, m_file->path()); });
    connect(m_secret, &QLineEdit::textChanged, this, &ServerForm::tellSecret);
    connect(m_authority, &AuthorityField::chosen, this,
            [this](const QByteArray &pem) { tell(ServerCertificate, pem); });
    connect(m_authority, &AuthorityField::notRead, this, &ServerForm::notRead);
    connect(m_test, &QPushButton::clicked, this, &ServerForm::testWanted);
}

void ServerForm::build()
{
    auto *rows = new FieldLayout(m_form->widget());
    rows->setContentsMargins(rows->contentsMargins().left(), 0, 0, 0);
    m_kind->setItems(serverchoices::kinds());
    m_fileFormat->setItems(serverchoices::formats());
    addLine(*rows, u"name"_s, tr("&Name"), ServerName, tr("What people call it, as Production."));
    m_form->addField(*rows, u"kind"_s, tr("&Kind"), m_kind, {});
    addLine(*rows, u"url"_s, tr("Base &URL"), ServerUrl, serverchoices::urlHelp(ServerKind::Keycloak));
    m_form->addField(*rows, fileColumn, tr("&File"), m_file->edit(),
                     tr("Compared and changed like a server. What is not of a client application stays as it "
                        "is there."),
                     m_file);
    m_file->edit()->installEventFilter(this);
    addChoice(*rows, u"format"_s, tr("F&ormat"), m_fileFormat, ServerFormat, {});
    addLine(*rows, u"realm"_s, tr("&Realm"), ServerRealm, {});
    addChoice(*rows, u"sign_in"_s, tr("&Sign in by"), m_signIn, ServerSignInColumn, {});
    addLine(*rows, u"account"_s, tr("&Client ID"), ServerAccount, {});
    m_form->addField(*rows, u"secret"_s, tr("Secre&t"), m_secret,
                     tr("Kept encrypted, and never shown again."));
    m_secret->installEventFilter(this);
    m_form->addField(*rows, u"certificate"_s, tr("Certificate &authority"), m_authority,
                     tr("Choose a PEM file where the certificate of the server is from an authority of your "
                        "own."));
    addTest(*rows);
    rows->setRowStretch(rows->rowCount(), 1);
}

void ServerForm::addLine(FieldLayout &rows, const QString &column, const QString &label, qsizetype field,
                         const QString &help)
{
    QLineEdit *edit = m_form->addText(rows, column, label, help);
    connect(edit, &QLineEdit::textChanged, this, [this, field](const QString &text) { tell(field, text); });
    edit->installEventFilter(this);
}

void ServerForm::addChoice(FieldLayout &rows, const QString &column, const QString &label, KeyComboBox *box,
                           qsizetype field, const QString &help)
{
    m_form->addField(rows, column, label, box, help);
    connect(box, &KeyComboBox::keyChosen, this, [this, field](const QString &key) { tell(field, key); });
}

void ServerForm::addTest(FieldLayout &rows)
{
    m_test->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_answer->setCloseButtonVisible(false);
    ReadOnlyGuard::except(*m_test);
    rows.addField(m_test);
    const int row = rows.rowCount();
    rows.addWidget(m_answer, row, 0, 1, 2);
}

/// What the form itself displays was not typed.
void ServerForm::tell(qsizetype field, const QVariant &value)
{
    if (!m_displaying)
        Q_EMIT edited(field, value);
}

/// The secret itself goes nowhere before it is sealed: not into what is undone, either.
void ServerForm::tellSecret(const QString &text)
{
    if (!m_displaying)
        Q_EMIT edited(ServerSecret,
                      text.isEmpty() ? m_keptSecret : QVariant::fromValue(ServerSeal{.isTyped = true}));
}

void ServerForm::display(const Record &record)
{
    if (record.values.isEmpty())
        return;
    const QScopedValueRollback displaying(m_displaying, true);
    const Server server = serverFrom(record);
    m_kind->setKey(record.text(ServerKindColumn));
    m_signIn->setItems(serverchoices::signIns(server.kind));
    m_signIn->setKey(record.text(ServerSignInColumn));
    m_fileFormat->setKey(server.format);
    displayLine(u"name"_s, server.name);
    displayLine(u"url"_s, server.url);
    displayLine(u"realm"_s, server.realm);
    displayLine(u"account"_s, server.account);
    if (m_file->path() != server.url)
        m_file->setPath(server.url);
    displaySecret(record);
    m_authority->display(record.values.at(ServerCertificate).toByteArray());
    showWhatApplies(server);
    showFindings(server);
}

void ServerForm::displayLine(const QString &column, const QString &text)
{
    auto *edit = qobject_cast<QLineEdit *>(m_form->fieldOf(column));
    if (edit->text() != text)
        edit->setText(text);
}

void ServerForm::displaySecret(const Record &record)
{
    const ServerSeal seal = sealOf(record);
    if (seal.isTyped)
        return;
    m_keptSecret = record.values.at(ServerSecret);
    if (!m_secret->text().isEmpty())
        m_secret->forget();
    m_secret->setPlaceholderText(seal.sealed.isEmpty() ? QString() : tr("Stored"));
}

void ServerForm::showWhatApplies(const Server &server)
{
    const rules::ServerFields fields = rules::fieldsOf(server);
    const bool isFile = server.kind == ServerKind::File;
    m_form->helpOf(u"url"_s)->setHelp(serverchoices::urlHelp(server.kind));
    m_form->setShown(u"url"_s, !isFile);
    m_form->setShown(fileColumn, isFile);
    m_form->setShown(u"format"_s, fields.format);
    m_form->setShown(u"realm"_s, fields.realm);
    m_form->helpOf(u"realm"_s)
        ->setHelp(isFile ? tr("Of a file with several realms: the one that is meant.")
                         : tr("The one whose client applications Gatehouse looks after."));
    m_form->setShown(u"sign_in"_s, fields.signIn);
    const bool isClient = server.signIn == ServerSignIn::ClientCredentials;
    m_form->setLabel(u"account"_s, isClient ? tr("&Client ID") : tr("User na&me"));
    m_form->helpOf(u"account"_s)
        ->setHelp(isClient ? tr("Of a client there that may administrate client applications.")
                           : tr("Of an administrator there."));
    m_form->setShown(u"account"_s, fields.account);
    m_form->setShown(u"secret"_s, fields.secret);
    m_form->setShown(u"certificate"_s, fields.certificate);
}

/// Nothing is wrong yet with a field in which nothing was typed.
void ServerForm::showFindings(const Server &server)
{
    const auto show = [this](const QString &column, const QString &text, const rules::Findings &findings) {
        m_form->helpOf(column)->showFinding(
            text.isEmpty() || !rules::hasError(findings) ? QString() : findings.first().text);
    };
    const bool isFile = server.kind == ServerKind::File;
    show(u"name"_s, server.name, rules::checkServerName(server.name));
    show(isFile ? fileColumn : u"url"_s, server.url, rules::checkServerUrl(server.kind, server.url));
    if (!isFile)
        show(u"certificate"_s, server.certificate, rules::checkAuthority(server.certificate));
}

bool ServerForm::focusColumn(const QString &column)
{
    const bool isOfFile = column == "url"_L1 && m_kind->key() == enumText(ServerKind::File);
    return m_form->focusColumn(isOfFile ? fileColumn : column);
}

SecretBytes ServerForm::typedSecret() const
{
    return secretCopy(m_secret->text().toUtf8());
}

void ServerForm::setBusy(bool isBusy)
{
    m_test->setEnabled(!isBusy);
    m_secret->setReadOnly(isBusy);
}

void ServerForm::showAnswer(const Result<QString> &answer)
{
    if (answer)
        m_answer->showText(MessageBar::Positive, *answer);
    else
        m_answer->showError(answer.error());
    m_form->ensureWidgetVisible(m_answer);
}

void ServerForm::dismissAnswer()
{
    m_answer->dismiss();
}

bool ServerForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        Q_EMIT typingEnded();
    return leaveUndoToPage(watched, event) || RecordPart::eventFilter(watched, event);
}

}
