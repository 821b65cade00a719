#include "ui/client/secrets/SecretsTab.h"

#include "domain/SecretMaker.h"
#include "draft/ClientDraft.h"
#include "draft/SecretTable.h"
#include "ui/client/DraftDialog.h"
#include "ui/client/ValidationController.h"
#include "ui/client/secrets/RevealSecretDialog.h"
#include "ui/common/Icons.h"
#include "ui/common/Question.h"
#include "ui/layout/FlowLayout.h"
#include "ui/records/CellDelegate.h"
#include "ui/security/EncryptionState.h"
#include "ui/tables/RowStyle.h"
#include "ui/tables/Selection.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

SecretsTab::SecretsTab(ClientDraft &draft, ValidationController &validation, const Workplace &workplace,
                       const EncryptionState &encryption, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_validation(validation)
    , m_workplace(workplace)
    , m_encryption(encryption)
    , m_table(draft.secrets())
    , m_list(new QTableView)
    , m_reason(new QLabel)
    , m_empty(new QLabel(tr(
          "No secrets yet. Add one: the client application proves by it who it is. Several may be in use at "
          "once, so that a new one can be handed over before the old one goes.")))
{
    buildList();
    m_reason->setWordWrap(true);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);

    auto *buttons = new FlowLayout;
    m_add = addButton(buttons, "list-add", tr("Add &secret"), &SecretsTab::addHashed);
    m_addEncrypted =
        addButton(buttons, "document-encrypt", tr("Add secret (encr&ypted)"), &SecretsTab::addEncrypted);
    m_reveal = addButton(buttons, "password-show-on", tr("Re&veal"), &SecretsTab::reveal);
    m_keepHash = addButton(buttons, "object-locked", tr("&Keep only the hash"), &SecretsTab::keepOnlyHash);
    m_remove = addButton(buttons, "list-remove", tr("Re&move secret"), &SecretsTab::removeSelected);
    m_reveal->setToolTip(tr("Show an encrypted secret for 30 seconds, after a question"));
    m_keepHash->setToolTip(
        tr("Forget an encrypted secret itself, after a question. Programs may go on using it."));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_reason);
    layout->addLayout(buttons);
    layout->addWidget(m_empty);
    layout->addWidget(m_list, 1);
    layout->addStretch();

    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SecretsTab::showState);
    connect(&m_table, &QAbstractItemModel::modelReset, this, &SecretsTab::showState);
    connect(&validation, &ValidationController::validated, this, &SecretsTab::showState);
    connect(&encryption, &EncryptionState::changed, this, &SecretsTab::showState);
    showState();
}

void SecretsTab::buildList()
{
    auto *delegate = new CellDelegate(m_list);
    connect(delegate, &CellDelegate::closeEditor, &m_draft, &ClientDraft::endTyping);
    m_list->setModel(&m_table);
    keepSelection(*m_list, m_table);
    m_list->setItemDelegate(delegate);
    m_list->setAccessibleName(tr("Secrets"));
    styleRows(*m_list);
    m_list->horizontalHeader()->setSectionResizeMode(SecretTable::Description, QHeaderView::Stretch);
    m_list->horizontalHeader()->setMinimumSectionSize(110);
    m_list->setColumnWidth(SecretTable::OnlyOn, 150);
    m_list->setColumnWidth(SecretTable::LastFour, 150);
    m_list->setColumnWidth(SecretTable::Status, 150);
}

QPushButton *SecretsTab::addButton(QLayout *layout, const char *icon, const QString &text,
                                   void (SecretsTab::*chosen)())
{
    auto *button = new QPushButton(icons::themed(icon), text);
    connect(button, &QPushButton::clicked, this, chosen);
    layout->addWidget(button);
    return button;
}

void SecretsTab::addSecret(AddSecretDialog::Storage storage)
{
    const QString title = m_draft.typed().title.isEmpty() ? m_draft.typed().clientId : m_draft.typed().title;
    auto *dialog = new AddSecretDialog(storage, title.isEmpty() ? tr("the client application") : title,
                                       m_validation.records().servers, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog, storage] {
        const NewSecret made = dialog->take();
        if (storage == AddSecretDialog::Storage::Encrypted)
            return seal(made);
        ClientSecret hashed =
            storedSecret(viewOf(made.inClear), made.description, made.created, made.expires);
        hashed.onlyOn = made.onlyOn;
        m_table.add(hashed);
    });
    openAbout(m_draft, dialog);
}

void SecretsTab::seal(const NewSecret &secret)
{
    sealInBackground(m_workplace, m_draft.typed().key, secret)
        .then(this, [this, subject = m_draft.subject()](const Result<ClientSecret> &sealed) {
            if (m_draft.subject() != subject)
                return;
            if (sealed)
                m_table.add(*sealed);
            else
                Q_EMIT failed(
                    {sealed.error().kind, tr("The secret was not added. %1").arg(sealed.error().text)});
        });
}

void SecretsTab::reveal()
{
    const ClientSecret secret = m_table.secretAt(selectedRows(*m_list).first());
    if (!secret.isRecoverable()) {
        return Q_EMIT failed(
            {Error::Kind::Rule, tr("Secret …%1 is kept as a hash: nobody can read it again, and it cannot be "
                                   "converted. Add an encrypted one where you need to read it.")
                                    .arg(secret.lastFour)});
    }
    const Question question{
        .title = tr("Reveal secret"),
        .text = tr("Reveal secret …%1?").arg(secret.lastFour),
        .details = tr("Whoever sees it can act as the client application. It is shown for 30 seconds."),
        .buttons = {tr("Reveal secret"), tr("Cancel")}};
    question.ask(this, [this, secret, subject = m_draft.subject()](int answer) {
        if (answer == 0 && m_draft.subject() == subject)
            openRevealed(secret, subject);
    });
}

void SecretsTab::openRevealed(const ClientSecret &secret, int subject)
{
    revealInBackground(m_workplace, m_draft.typed().key, secret)
        .then(this, [this, subject, lastFour = secret.lastFour](const Result<SecretBytes> &inClear) {
            if (m_draft.subject() != subject || !isVisible())
                return;
            if (!inClear)
                return Q_EMIT failed(inClear.error());
            const QString &clientId = m_draft.typed().clientId;
            openAbout(m_draft,
                      new RevealSecretDialog(tr("Secret …%1 of %2").arg(lastFour, clientId), *inClear, this));
        });
}

void SecretsTab::keepOnlyHash()
{
    const QList<int> rows = selectedEncryptedRows();
    if (rows.isEmpty())
        return;
    const QString names = namesOf(rows);
    const Question question{
        .title = tr("Keep only the hash"),
        .text = tr("Keep only the hash of secret %1?").arg(names),
        .details = tr("Programs may go on using it, but once you save nobody can read it again, and exports "
                      "cannot carry it."),
        .buttons = {tr("Keep only the hash of secret %1").arg(names), tr("Cancel")},
        .destructive = 0};
    question.ask(this, [this, rows, names, subject = m_draft.subject()](int answer) {
        if (answer != 0 || m_draft.subject() != subject)
            return;
        if (namesOf(rows) != names) // others' changes came in while it was asked
            keepOnlyHash();
        else
            m_table.keepOnlyHashesAt(rows);
    });
}

void SecretsTab::removeSelected()
{
    const QList<int> rows = selectedRows(*m_list);
    if (rows.isEmpty())
        return;
    const QString names = namesOf(rows);
    const Question question{.title = tr("Remove secret"),
                            .text = tr("Remove secret %1?").arg(names),
                            .details = tr("Programs that still use it are refused as soon as you save."),
                            .buttons = {tr("Remove secret %1").arg(names), tr("Cancel")},
                            .destructive = 0};
    question.ask(this, [this, rows, names, subject = m_draft.subject()](int answer) {
        if (answer != 0 || m_draft.subject() != subject)
            return;
        if (namesOf(rows) != names) // others' changes came in while it was asked
            removeSelected();
        else
            m_table.removeRowsAt(rows);
    });
}

QList<int> SecretsTab::selectedEncryptedRows() const
{
    QList<int> rows = selectedRows(*m_list);
    rows.removeIf([this](int row) { return !m_table.secretAt(row).isRecoverable(); });
    return rows;
}

QString SecretsTab::namesOf(const QList<int> &rows) const
{
    QStringList names;
    for (const int row : rows)
        names << (row < m_table.rowCount() ? tr("…%1").arg(m_table.secretAt(row).lastFour) : QString());
    return names.join(", "_L1);
}

void SecretsTab::showState()
{
    const auto isForOne = [](const ClientSecret &secret) { return !secret.onlyOn.isEmpty(); };
    m_list->setColumnHidden(SecretTable::OnlyOn, m_validation.records().servers.isEmpty() &&
                                                     std::ranges::none_of(m_draft.typed().secrets, isForOne));
    const bool isEmpty = m_table.rowCount() == 0;
    const bool isOpen = m_draft.isOpen();
    const rules::FieldState state = m_validation.stateOf(ClientField::Secrets);
    const bool applies = isOpen && state.isEditable();
    const qsizetype selected = isOpen ? selectedRows(*m_list).size() : 0;
    m_list->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty && (applies || !isOpen));
    m_reason->setText(isEmpty ? state.reason
                              : tr("%1 The secrets are kept, but not exported.").arg(state.reason));
    m_reason->setVisible(isOpen && !applies);
    m_add->setEnabled(applies);
    m_add->setToolTip(state.reason);
    m_addEncrypted->setEnabled(applies && m_encryption.isReady());
    m_addEncrypted->setToolTip(!state.isEditable() ? state.reason
                               : m_encryption.isReady()
                                   ? tr("Make a secret that can be read again and exported")
                                   : m_encryption.obstacle());
    m_addEncrypted->setAccessibleDescription(m_addEncrypted->toolTip());
    m_reveal->setEnabled(selected == 1);
    m_keepHash->setEnabled(isOpen && !selectedEncryptedRows().isEmpty());
    m_remove->setEnabled(selected > 0);
}

void SecretsTab::focusRow(int row)
{
    if (row < 0 || row >= m_table.rowCount())
        return m_add->setFocus(Qt::OtherFocusReason);
    m_list->setCurrentIndex(m_table.index(row, 0));
    m_list->setFocus(Qt::OtherFocusReason);
}

}
