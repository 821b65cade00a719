#include "ui/client/secrets/AddSecretDialog.h"

#include "domain/SecretMaker.h"
#include "domain/rules/FieldRules.h"
#include "draft/TextListTable.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/LineEdit.h"
#include "ui/common/SecretClipboard.h"
#include "ui/layout/DialogButtons.h"
#include "ui/records/HelpLabel.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateEdit>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

namespace gatehouse {

AddSecretDialog::AddSecretDialog(Storage storage, const QString &clientTitle, const QStringList &servers,
                                 QWidget *parent)
    : QDialog(parent)
    , m_storage(storage)
    , m_secret(new LineEdit)
    , m_copy(new QPushButton(icons::themed("edit-copy"), tr("C&opy")))
    , m_generate(new QPushButton(icons::themed("view-refresh"), tr("&Generate")))
    , m_description(new LineEdit)
    , m_expires(new QCheckBox(tr("E&xpires")))
    , m_expiryDate(new QDateEdit)
    , m_onlyOn(new KeyComboBox)
    , m_help(new HelpLabel(tr("Copied, it leaves the clipboard after 30 seconds.")))
{
    setWindowTitle(storage == Storage::Encrypted ? tr("Add secret (encrypted)") : tr("Add secret"));
    build(storage, clientTitle, servers);
    connect(m_copy, &QPushButton::clicked, this, &AddSecretDialog::copy);
    connect(m_generate, &QPushButton::clicked, this, &AddSecretDialog::generate);
    connect(m_secret, &QLineEdit::textChanged, this, &AddSecretDialog::check);
    connect(m_secret, &QLineEdit::textEdited, this, &AddSecretDialog::noteTaken);
    connect(m_secret, &QLineEdit::selectionChanged, this, [this] {
        if (m_secret->hasFocus() && m_secret->selectedText() == m_secret->text())
            noteTaken();
    });
    connect(m_expires, &QCheckBox::toggled, m_expiryDate, &QWidget::setEnabled);
    generate();
    m_copy->setFocus(Qt::OtherFocusReason);
}

QString AddSecretDialog::introduction(Storage storage)
{
    return storage == Storage::Encrypted ? tr("Copy the secret and give it to whoever runs %1. Gatehouse "
                                              "keeps it encrypted: who is signed "
                                              "in can reveal it again, and exports can carry it.")
                                         : tr("Copy the secret and give it to whoever runs %1. Gatehouse "
                                              "keeps only a fingerprint: after "
                                              "this nobody can read the secret again.");
}

void AddSecretDialog::build(Storage storage, const QString &clientTitle, const QStringList &servers)
{
    auto *intro = new QLabel(introduction(storage).arg(clientTitle));
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);

    m_secret->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_secret->setMinimumWidth(m_secret->fontMetrics().horizontalAdvance(QString(46, u'M')));
    m_expiryDate->setCalendarPopup(true);
    m_expiryDate->setMinimumDate(QDate::currentDate().addDays(1));
    m_expiryDate->setDate(QDate::currentDate().addYears(1));
    m_expiryDate->setEnabled(false);
    m_expiryDate->setAccessibleName(tr("Last day"));

    auto *secretRow = new QHBoxLayout;
    secretRow->addWidget(m_secret, 1);
    secretRow->addWidget(m_copy);
    secretRow->addWidget(m_generate);
    auto *expiryRow = new QHBoxLayout;
    expiryRow->addWidget(m_expires);
    expiryRow->addWidget(m_expiryDate);
    expiryRow->addStretch();

    auto *form = new QFormLayout;
    auto *secretLabel = new QLabel(tr("&Secret:"));
    secretLabel->setBuddy(m_secret);
    form->addRow(secretLabel, secretRow);
    form->addRow(QString(), m_help);
    form->addRow(tr("&Description:"), m_description);
    form->addRow(QString(), expiryRow);
    addServers(*form, servers);

    const DialogButtons buttons = dialogButtons(*this, tr("&Add secret"));
    m_accept = buttons.accept;
    m_accept->setIcon(icons::themed("list-add"));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addWidget(buttons.box);
}

void AddSecretDialog::addServers(QFormLayout &form, const QStringList &servers)
{
    QList<KeyComboBox::Item> items;
    for (const Choice &choice : onlyon::choices(servers, {}))
        items << KeyComboBox::Item{choice.key, choice.text};
    m_onlyOn->setItems(items);
    form.addRow(tr("O&nly on:"), m_onlyOn);
    form.setRowVisible(m_onlyOn, !servers.isEmpty());
}

void AddSecretDialog::generate()
{
    m_isTaken = false;
    m_secret->setText(QString::fromLatin1(generateSecret()));
    m_secret->setCursorPosition(0);
}

void AddSecretDialog::noteTaken()
{
    m_isTaken = true;
    showState();
}

void AddSecretDialog::copy()
{
    copySecret(m_secret->text());
    m_copy->setText(tr("C&opied"));
    noteTaken();
}

void AddSecretDialog::check()
{
    QByteArray typed = m_secret->text().toUtf8();
    const rules::Findings findings = rules::checkTypedSecret(typed);
    wipe(typed);
    m_finding = findings.isEmpty() ? QString() : findings.first().text;
    m_isRefused = rules::hasError(findings);
    m_copy->setEnabled(!m_isRefused);
    m_copy->setText(tr("C&opy"));
    showState();
}

void AddSecretDialog::showState()
{
    const bool wouldBeLost = m_storage == Storage::Hashed && !m_isTaken;
    const QString obstacle =
        wouldBeLost ? tr("Copy the secret first: once it is added nobody can read it again.") : QString();
    m_help->setHelp(wouldBeLost ? obstacle : tr("Copied, it leaves the clipboard after 30 seconds."));
    m_help->showFinding(m_finding);
    m_secret->setAccessibleDescription(m_help->text());
    m_accept->setEnabled(!m_isRefused && !wouldBeLost);
    m_accept->setToolTip(obstacle);
    m_accept->setAccessibleDescription(obstacle);
}

NewSecret AddSecretDialog::take()
{
    const QDateTime expires = m_expires->isChecked() ? endOfDay(m_expiryDate->date()) : QDateTime();
    const QDateTime created =
        QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch(), QTimeZone::UTC);
    NewSecret made{.inClear = takeSecret(m_secret->text()),
                   .description = m_description->text().trimmed(),
                   .created = created,
                   .expires = expires,
                   .onlyOn = m_onlyOn->key()};
    const QSignalBlocker quiet(m_secret);
    m_secret->setText({}); // unlike clear(), forgets what undo remembers
    return made;
}

}
