#include "ui/opening/OpenDatabaseDialog.h"

#include "ui/common/FileField.h"
#include "ui/common/Icons.h"
#include "ui/common/LineEdit.h"
#include "ui/common/MessageBar.h"
#include "ui/layout/DialogButtons.h"
#include "ui/layout/DialogSize.h"
#include "ui/opening/ConnectionTest.h"
#include "ui/opening/PostgresForm.h"
#include "ui/opening/RecentDatabases.h"
#include "ui/records/FieldLayout.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QShortcut>

namespace gatehouse {

namespace {

constexpr QSize usualSize{920, 640};
constexpr int recentWidth = 260;

/// Without a frame: scroll bars come on small screens alone.
QScrollArea *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

}

OpenDatabaseDialog::OpenDatabaseDialog(QWidget *parent)
    : QDialog(parent)
    , m_messages(new MessageBar)
    , m_recent(new QListWidget)
    , m_remove(new QPushButton(icons::themed("list-remove"), tr("Remo&ve from list")))
    , m_isFile(new QRadioButton(tr("&File")))
    , m_isServer(new QRadioButton(tr("&Server (PostgreSQL)")))
    , m_file(new FileField(FileField::Purpose::Read, {tr("Choose the database")}))
    , m_filePart(new QWidget)
    , m_form(new PostgresForm)
    , m_test(new ConnectionTest([this] {
        return m_form->url().transform([this](const DatabaseUrl &url) {
            return ConnectionTest::Wanted{url, RecentDatabases::keepsPassword(url.text())};
        });
    }))
    , m_serverPart(makeServer())
{
    setWindowTitle(tr("Open database"));
    auto *fileRows = new FieldLayout(m_filePart);
    fileRows->setContentsMargins({});
    fileRows->addField(tr("File na&me:"), m_file->edit(),
                       tr("Where there is no such file, a new database is made."), m_file);
    m_isFile->setChecked(true);
    auto *kinds = new QHBoxLayout;
    kinds->addWidget(m_isFile);
    kinds->addWidget(m_isServer);
    kinds->addStretch();
    auto *right = new QVBoxLayout;
    right->addLayout(kinds);
    right->addWidget(m_filePart);
    right->addWidget(m_serverPart, 1);
    right->addStretch();
    auto *middle = new QHBoxLayout;
    middle->setSpacing(16);
    middle->addWidget(makeRecent());
    middle->addLayout(right, 1);
    const DialogButtons buttons = dialogButtons(*this, tr("&Open"));
    m_open = buttons.accept;
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addLayout(middle, 1);
    layout->addWidget(buttons.box);

    connect(m_isServer, &QRadioButton::toggled, this, &OpenDatabaseDialog::showKind);
    connect(m_file, &FileField::changed, this, &OpenDatabaseDialog::showState);
    connect(m_form, &PostgresForm::changed, this, &OpenDatabaseDialog::showState);
    showRecent();
    showKind();
    resizeOnScreen(*this, usualSize);
    m_isFile->setFocus();
}

QWidget *OpenDatabaseDialog::makeRecent()
{
    auto *part = new QWidget;
    auto *label = new QLabel(tr("&Recent databases:"));
    label->setBuddy(m_recent);
    m_recent->setTextElideMode(Qt::ElideMiddle);
    m_recent->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_remove->setAutoDefault(false);
    m_remove->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(m_recent, 1);
    layout->addWidget(m_remove);
    part->setFixedWidth(recentWidth);
    connect(m_recent, &QListWidget::currentRowChanged, this, &OpenDatabaseDialog::takeRecent);
    connect(m_recent, &QListWidget::itemClicked, this, &OpenDatabaseDialog::takeRecent);
    connect(m_recent, &QListWidget::itemActivated, this, &OpenDatabaseDialog::accept);
    connect(m_remove, &QPushButton::clicked, this, &OpenDatabaseDialog::removeRecent);
    auto *removeKey = new QShortcut(QKeySequence(QKeySequence::Delete), m_recent);
    removeKey->setContext(Qt::WidgetShortcut);
    connect(removeKey, &QShortcut::activated, this, &OpenDatabaseDialog::removeRecent);
    return part;
}

QWidget *OpenDatabaseDialog::makeServer()
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_form);
    layout->addWidget(m_test);
    layout->addStretch();
    return scrolled(content);
}

void OpenDatabaseDialog::showRecent()
{
    const QSignalBlocker quiet(m_recent);
    m_recent->clear();
    for (const QString &url : RecentDatabases::urls()) {
        auto *item = new QListWidgetItem(RecentDatabases::nameOf(url), m_recent);
        item->setData(Qt::UserRole, url);
        const auto parsed = DatabaseUrl::parse(url);
        item->setToolTip(parsed ? parsed->name() : url);
    }
    m_recent->setCurrentRow(-1);
}

QString OpenDatabaseDialog::currentRecent() const
{
    const QListWidgetItem *item = m_recent->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

void OpenDatabaseDialog::takeRecent()
{
    const auto url = DatabaseUrl::parse(currentRecent());
    m_remove->setEnabled(url.has_value());
    if (!url)
        return;
    (url->isFile() ? m_isFile : m_isServer)->setChecked(true);
    if (url->isFile())
        m_file->setPath(url->path());
    else
        m_form->setUrl(url->text());
    if (url->isFile() && !QFileInfo::exists(url->path())) {
        m_messages->showText(
            MessageBar::Warning,
            tr("There is no file at \"%1\" any more. Open makes a new database there.").arg(url->path()));
    }
}

void OpenDatabaseDialog::removeRecent()
{
    const QString url = currentRecent();
    if (url.isEmpty())
        return;
    const int row = m_recent->currentRow();
    RecentDatabases::remove(url);
    Q_EMIT removed(url);
    showRecent();
    m_recent->setCurrentRow(std::min(row, m_recent->count() - 1));
    takeRecent();
}

void OpenDatabaseDialog::showKind()
{
    m_filePart->setVisible(m_isFile->isChecked());
    m_serverPart->setVisible(m_isServer->isChecked());
    showState();
}

void OpenDatabaseDialog::showState()
{
    m_messages->dismiss();
    m_test->forget();
    m_remove->setEnabled(!currentRecent().isEmpty());
    if (m_open)
        m_open->setEnabled(m_isFile->isChecked() ? !m_file->path().isEmpty() : !m_form->isEmpty());
}

void OpenDatabaseDialog::accept()
{
    if (!m_open->isEnabled())
        return;
    const auto url =
        m_isFile->isChecked() ? Result<DatabaseUrl>(DatabaseUrl::ofFile(m_file->path())) : m_form->url();
    if (!url)
        return m_messages->showError(url.error());
    m_test->forget();
    QDialog::accept();
    Q_EMIT chosen(*url, !url->isFile() && m_form->keepsPassword());
}

/// The first Escape stops the test, the second does not wait for that.
void OpenDatabaseDialog::reject()
{
    if (!m_test->cancel())
        QDialog::reject();
}

}
