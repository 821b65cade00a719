#include "ui/signin/SignInPage.h"

#include "store/DatabaseThread.h"
#include "store/records/SecurityStore.h"
#include "ui/common/LineEdit.h"
#include "ui/common/MessageBar.h"
#include "ui/records/FieldLayout.h"
#include "ui/signin/NewPassword.h"
#include "ui/signin/PasswordField.h"

#include <QApplication>
#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

using namespace std::chrono_literals;

namespace gatehouse {

namespace {

constexpr int formWidth = 460;

/// Longer than it takes to check a password.
constexpr auto slow = 1500ms;

}

SignInPage::SignInPage(DatabaseThread &database, QWidget *parent)
    : QWidget(parent)
    , m_database(database)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_databaseBar(new MessageBar)
    , m_messages(new MessageBar)
    , m_forms(new QWidget)
    , m_userId(new LineEdit(qEnvironmentVariable("GATEHOUSE_USER")))
    , m_password(new PasswordField)
    , m_go(new QPushButton)
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_slow(new QTimer(this))
{
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.4);
    m_title->setFont(font);
    m_text->setWordWrap(true);
    m_go->setDefault(true);
    m_go->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_signInForm = makeSignInForm();
    auto *forms = new QVBoxLayout(m_forms);
    forms->setContentsMargins({});
    forms->addWidget(m_signInForm);

    auto *column = new QVBoxLayout;
    column->setSpacing(12);
    column->addStretch(1);
    for (QWidget *part : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_text),
                          static_cast<QWidget *>(m_databaseBar), static_cast<QWidget *>(m_messages), m_forms})
        column->addWidget(part);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_go);
    column->addLayout(buttons);
    column->addStretch(2);
    auto *middle = new QWidget;
    middle->setLayout(column);
    middle->setFixedWidth(formWidth);
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(middle, 0, Qt::AlignHCenter);

    connect(m_go, &QPushButton::clicked, this, &SignInPage::submit);
    connect(m_cancel, &QPushButton::clicked, this, &SignInPage::cancel);
    m_slow->setSingleShot(true);
    m_slow->setInterval(slow);
    connect(m_slow, &QTimer::timeout, this, [this] {
        m_messages->showText(MessageBar::Information,
                             tr("The answer takes some seconds more: tries to sign in failed before, or the "
                                "database is busy."));
    });
    ask(Purpose::SignIn);
}

SignInPage::~SignInPage()
{
    cancel();
}

QWidget *SignInPage::makeSignInForm()
{
    auto *form = new QWidget;
    auto *fields = new FieldLayout(form);
    fields->setContentsMargins({});
    fields->addField(tr("&User ID:"), m_userId);
    fields->addField(tr("&Password:"), m_password);
    for (QLineEdit *field : {m_userId, static_cast<QLineEdit *>(m_password)}) {
        connect(field, &QLineEdit::textChanged, this, &SignInPage::showState);
        connect(field, &QLineEdit::returnPressed, m_go, &QPushButton::click);
    }
    return form;
}

QWidget *SignInPage::makeFirstForm()
{
    auto *form = new QWidget;
    auto *fields = new FieldLayout(form);
    fields->setContentsMargins({});
    m_firstUserId = new LineEdit(m_userId->text());
    m_firstName = new LineEdit;
    fields->addField(tr("&User ID:"), m_firstUserId, tr("The name by which you sign in."));
    fields->addField(tr("&Name:"), m_firstName);
    m_newPassword = new NewPassword(*fields, this);
    const auto tellNames = [this] {
        m_newPassword->setRule(
            {.names = namesOf({.userId = m_firstUserId->text(), .name = m_firstName->text()})});
    };
    for (const QLineEdit *field : {m_firstUserId, m_firstName})
        connect(field, &QLineEdit::textChanged, this, tellNames);
    connect(m_newPassword, &NewPassword::changed, this, &SignInPage::showState);
    for (const QLineEdit *field : {m_firstUserId, m_firstName})
        connect(field, &QLineEdit::returnPressed, m_go, &QPushButton::click);
    connect(m_newPassword, &NewPassword::entered, m_go, &QPushButton::click);
    return form;
}

/// Who types already, or has asked to be let in, as the page is there before the database is open, goes on.
void SignInPage::begin()
{
    m_messages->dismiss();
    m_database.run(store::hasMainAdministrator).then(this, [this](const Result<bool> &hasAdministrator) {
        if (!hasAdministrator)
            return m_messages->showError(hasAdministrator.error());
        const Purpose purpose = *hasAdministrator ? Purpose::SignIn : Purpose::MakeFirst;
        if (purpose != m_purpose || (!m_busy && !isAncestorOf(QApplication::focusWidget())))
            ask(purpose);
    });
}

void SignInPage::lock(const signin::Administrator &who)
{
    m_userId->setText(who.userId);
    ask(Purpose::Unlock);
}

void SignInPage::askAgain(const QString &why)
{
    const auto askFor = [this, why](Purpose purpose) {
        ask(purpose);
        m_messages->showText(MessageBar::Warning, why);
    };
    askFor(Purpose::SignIn);
    // Another database in the place of the one that was may have nobody yet who can.
    m_database.run(store::hasMainAdministrator).then(this, [askFor](const Result<bool> &hasAdministrator) {
        if (hasAdministrator && !*hasAdministrator)
            askFor(Purpose::MakeFirst);
    });
}

void SignInPage::explainUnsaved()
{
    m_messages->showText(
        MessageBar::Warning,
        tr("There are unsaved edits or running tasks. Unlock the window first, to save or give them up."));
    focusField();
}

void SignInPage::ask(Purpose purpose)
{
    m_purpose = purpose;
    const bool isFirst = purpose == Purpose::MakeFirst;
    if (isFirst && !m_firstForm)
        m_forms->layout()->addWidget(m_firstForm = makeFirstForm());
    // One in a stack would keep the height of the other.
    m_signInForm->setVisible(!isFirst);
    if (m_firstForm)
        m_firstForm->setVisible(isFirst);
    m_password->forget();
    m_messages->dismiss();
    if (isFirst) {
        m_title->setText(tr("Create the main administrator"));
        m_text->setText(
            tr("Nobody can sign in to this database yet. Choose the user ID and the password of its "
               "first main administrator. Nobody can recover a lost password."));
        m_go->setText(tr("&Create main administrator"));
    } else if (purpose == Purpose::Unlock) {
        m_title->setText(tr("Gatehouse is locked"));
        m_text->setText(tr("Enter your password to go on. What you typed is still there."));
        m_go->setText(tr("Un&lock"));
    } else {
        m_title->setText(tr("Sign in to Gatehouse"));
        m_text->setText(tr("Only enabled main administrators and auditors can sign in."));
        m_go->setText(tr("&Sign in"));
    }
    m_userId->setReadOnly(purpose == Purpose::Unlock);
    setBusy(false);
    focusField();
}

void SignInPage::focusField()
{
    if (m_purpose == Purpose::MakeFirst)
        m_firstUserId->setFocus(Qt::OtherFocusReason);
    else if (m_userId->text().isEmpty())
        m_userId->setFocus(Qt::OtherFocusReason);
    else
        m_password->setFocus(Qt::OtherFocusReason);
}

void SignInPage::submit()
{
    if (!m_go->isEnabled())
        return;
    setBusy(true);
    if (m_purpose == Purpose::MakeFirst)
        return submitFirst();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    m_database
        .run([credentials = signin::Credentials{m_userId->text(), m_password->take()},
              clock = signin::Clock::until(m_cancelled)](Database &database) {
            return signin::signIn(database, credentials, clock);
        })
        .then(this, [this](const Result<signin::Administrator> &outcome) { take(outcome); });
}

void SignInPage::submitFirst()
{
    m_database
        .run([credentials = signin::Credentials{m_firstUserId->text(), m_newPassword->take()},
              name = m_firstName->text()](Database &database) {
            return signin::makeFirst(database, credentials, name, QDateTime::currentDateTimeUtc());
        })
        .then(this, [this](const Result<signin::Administrator> &outcome) { take(outcome); });
}

void SignInPage::cancel()
{
    if (m_cancelled)
        *m_cancelled = true;
}

void SignInPage::take(const Result<signin::Administrator> &outcome)
{
    setBusy(false);
    if (outcome) {
        m_messages->dismiss();
        Q_EMIT signedIn(*outcome);
        return;
    }
    m_messages->showError(outcome.error());
    if (m_database.isAway()) {
        connect(&m_database, &DatabaseThread::answered, m_messages, &MessageBar::dismiss,
                Qt::ConnectionType(Qt::UniqueConnection | Qt::SingleShotConnection));
    }
    if (m_purpose == Purpose::Unlock)
        Q_EMIT notUnlocked();
    if (m_purpose == Purpose::MakeFirst)
        m_newPassword->setFocus();
    else
        m_password->setFocus(Qt::OtherFocusReason);
}

void SignInPage::setBusy(bool busy)
{
    m_busy = busy;
    m_forms->setEnabled(!busy);
    m_cancel->setVisible(busy && m_purpose != Purpose::MakeFirst);
    if (busy)
        m_slow->start();
    else
        m_slow->stop();
    showState();
}

void SignInPage::showState()
{
    const bool isComplete = m_purpose == Purpose::MakeFirst
                                ? !m_firstUserId->text().isEmpty() && m_newPassword->isAcceptable()
                                : !m_userId->text().isEmpty() && !m_password->text().isEmpty();
    m_go->setEnabled(isComplete && !m_busy);
}

}
