#include "ui/client/consent/CopyTextsDialog.h"

#include "store/DatabaseThread.h"
#include "store/records/ClientPage.h"
#include "store/records/ClientStore.h"
#include "ui/common/LineEdit.h"

#include <QBoxLayout>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>

namespace gatehouse {

namespace {

constexpr int proposals = 20;

}

CopyTextsDialog::CopyTextsDialog(DatabaseThread &database, const QString &ownClientId, QWidget *parent)
    : QDialog(parent)
    , m_database(database)
    , m_ownClientId(ownClientId)
    , m_clientId(new LineEdit)
    , m_note(new QLabel)
    , m_known(new QStringListModel(this))
{
    setWindowTitle(tr("Copy texts from another client"));
    setModal(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_copy = buttons->addButton(tr("Co&py texts"), QDialogButtonBox::ActionRole);
    m_copy->setDefault(true);
    m_copy->setEnabled(false);
    auto *label = new QLabel(tr("Client &ID:"));
    label->setBuddy(m_clientId);
    auto *completer = new QCompleter(m_known, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_clientId->setCompleter(completer);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setText(tr("The client application whose consent texts are to be read."));

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_clientId);
    layout->addWidget(m_note);
    layout->addWidget(buttons);
    resize(460, sizeHint().height());
    connect(m_clientId, &QLineEdit::textChanged, this, &CopyTextsDialog::complete);
    connect(m_copy, &QPushButton::clicked, this, &CopyTextsDialog::look);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    complete();
}

void CopyTextsDialog::complete()
{
    m_copy->setEnabled(!m_clientId->text().trimmed().isEmpty());
    store::ClientPageRequest request;
    request.filter.search = m_clientId->text().trimmed();
    request.size = proposals;
    m_database.run([request](Database &database) { return store::loadPage(database, request); })
        .then(this, [this](const Result<QList<store::ClientRow>> &rows) {
            QStringList clientIds;
            for (const store::ClientRow &row : rows.value_or(QList<store::ClientRow>()))
                clientIds << row.clientId;
            clientIds.removeAll(m_ownClientId);
            if (clientIds != m_known->stringList())
                m_known->setStringList(clientIds);
        });
}

void CopyTextsDialog::look()
{
    const QString clientId = m_clientId->text().trimmed();
    m_database.run([clientId](Database &database) { return store::findClient(database, clientId); })
        .then(this, [this, clientId](const Result<std::optional<ClientApplication>> &found) {
            take(clientId, found);
        });
}

void CopyTextsDialog::take(const QString &clientId, const Result<std::optional<ClientApplication>> &found)
{
    if (!found)
        return showNote(found.error().text);
    if (!*found)
        return showNote(
            tr("Client application \"%1\" does not exist. Type another client ID.").arg(clientId));
    if ((*found)->consentTexts.isEmpty())
        return showNote(
            tr("Client application \"%1\" has no consent texts. Type another client ID.").arg(clientId));
    accept();
    Q_EMIT chosen((*found)->clientId, (*found)->consentTexts);
}

void CopyTextsDialog::showNote(const QString &text)
{
    m_note->setText(text);
    m_clientId->setFocus();
    m_clientId->selectAll();
}

}
