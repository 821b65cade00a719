#include "ui/servers/ServerDialog.h"

#include "domain/servers/ServerNames.h"
#include "services/export/OutputFile.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyComboBox.h"
#include "ui/common/MessageBar.h"
#include "ui/records/FieldLayout.h"
#include "ui/transfer/WorkProgress.h"

#include <QAction>
#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QRadioButton>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr QLatin1StringView serverSetting("servers/last");
constexpr int mostWidthInEms = 30;

}

ServerDialog::ServerDialog(const Workplace &workplace, ServerTarget target, ServerConnector connecting,
                           QWidget *parent)
    : QDialog(parent)
    , m_workplace(workplace)
    , m_target(std::move(target))
    , m_connector(std::move(connecting))
    , m_messages(new MessageBar)
    , m_retry(new QAction(icons::themed("view-refresh"), tr("Retry"), this))
    , m_fields(new FieldLayout)
    , m_servers(new KeyComboBox)
    , m_all(new QRadioButton(tr("&All client applications")))
    , m_selected(new QRadioButton(selectedText()))
    , m_progress(new WorkProgress)
{
    m_fields->addField(tr("Ser&ver:"), m_servers);
    m_fields->addField(tr("What:"), m_all);
    m_fields->addField(m_selected);
    m_servers->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_selected->setEnabled(!m_target.isEmpty());
    (m_target.isEmpty() ? m_all : m_selected)->setChecked(true);
    connect(m_servers, &KeyComboBox::keyChosen, this, [this](const QString &key) {
        QSettings().setValue(serverSetting, key);
        dismissMessage();
        forget();
    });
    connect(m_all, &QRadioButton::toggled, this, [this] {
        dismissMessage();
        forget();
    });
    connect(m_retry, &QAction::triggered, this, [this] {
        const auto again = m_again;
        dismissMessage();
        again();
    });
    loadServers();
}

QBoxLayout &ServerDialog::build(QDialogButtonBox *buttons)
{
    connect(buttons, &QDialogButtonBox::rejected, this, &ServerDialog::reject);
    auto *middle = new QVBoxLayout;
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addLayout(m_fields);
    layout->addLayout(middle, 1);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    return *middle;
}

void ServerDialog::loadServers()
{
    m_workplace.database.run(store::loadServers).then(this, [this](const Result<QList<Server>> &loaded) {
        if (loaded)
            takeServers(*loaded);
        else
            showFailure(loaded.error(), [this] { loadServers(); });
        showState();
    });
}

void ServerDialog::takeServers(const QList<Server> &servers)
{
    m_loaded = servers;
    QList<KeyComboBox::Item> items;
    for (const Server &server : servers)
        items << KeyComboBox::Item{server.key, tr("%1 (%2)").arg(server.name, labelOf(server.kind))};
    m_servers->setItems(items);
    const QString wanted =
        m_target.serverKey.isEmpty() ? QSettings().value(serverSetting).toString() : m_target.serverKey;
    m_servers->setCurrentIndex(std::max(0, m_servers->findData(wanted)));
    if (servers.isEmpty()) {
        m_messages->showText(MessageBar::Information,
                             tr("There is no server yet. Add one under Settings > Servers."));
    }
}

std::optional<Server> ServerDialog::server() const
{
    const auto found = std::ranges::find(m_loaded, m_servers->key(), &Server::key);
    return found == m_loaded.end() ? std::nullopt : std::optional(*found);
}

bool ServerDialog::isBusy() const
{
    return m_progress->isActive();
}

std::function<Result<QStringList>(Database &)> ServerDialog::chosenIds() const
{
    if (m_all->isChecked())
        return [](Database &) { return Result<QStringList>(); };
    if (!m_target.clientIds.isEmpty())
        return [ids = m_target.clientIds](Database &) { return Result<QStringList>(ids); };
    return [clients = m_target.clients.clients](Database &database) -> Result<QStringList> {
        return clients.names(database).and_then(
            [](const QList<store::ClientName> &names) -> Result<QStringList> {
                QStringList ids;
                for (const store::ClientName &name : names)
                    ids << name.clientId;
                if (ids.isEmpty())
                    return fail(Error::Kind::NotFound,
                                tr("What was selected is not there any more. Select others."));
                return ids;
            });
    };
}

/// What is open is acted upon where nothing is selected, so one is named.
QString ServerDialog::selectedText() const
{
    const bool isOne = m_target.clientIds.size() == 1 || m_target.clients.names.size() == 1;
    if (isOne) {
        const QString name = m_target.clientIds.isEmpty() ? m_target.clients.names.first().clientId
                                                          : m_target.clientIds.first();
        QString clientId =
            fontMetrics().elidedText(name, Qt::ElideMiddle, fontMetrics().height() * mostWidthInEms);
        return tr("Cl&ient application \"%1\"").arg(clientId.replace(u'&', "&&"_L1));
    }
    const int count = m_target.clientIds.isEmpty() ? m_target.clients.count : int(m_target.clientIds.size());
    return count >= 0 ? tr("Select&ed client applications (%1)").arg(QLocale().toString(count))
                      : tr("Select&ed client applications");
}

void ServerDialog::showFailure(const Error &error, std::function<void()> again)
{
    m_again = std::move(again);
    if (!m_messages->actions().contains(m_retry))
        m_messages->addAction(m_retry);
    m_messages->showError(error);
}

void ServerDialog::dismissMessage()
{
    m_messages->removeAction(m_retry);
    m_messages->dismiss();
}

void ServerDialog::saveText(const QString &title, const QString &name, std::function<Result<QString>()> text)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    auto *dialog = new QFileDialog(this, title, folder.filePath(name + ".txt"_L1),
                                   tr("Text files (*.txt);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(u"txt"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, text = std::move(text)](const QString &path) { writeText(path, text); });
    dialog->open();
}

void ServerDialog::writeText(const QString &path, const std::function<Result<QString>()> &text)
{
    const auto write = [path, text, settings = m_workplace.settings](Database &database) -> Result<QString> {
        return text().and_then([&](const QString &whole) {
            return NeededFiles::of(database, settings).and_then([&](const NeededFiles &needed) {
                return OutputFile::write(path, needed, OutputFile::Readers::AsUsual, whole.toUtf8(),
                                         QDeadlineTimer(OutputFile::usualPatience))
                    .transform([&] { return tr("Saved as \"%1\".").arg(QDir::toNativeSeparators(path)); })
                    .transform_error([&](const Error &error) {
                        return Error{Error::Kind::Unreachable,
                                     tr("\"%1\" could not be written: %2. Choose another place.")
                                         .arg(QDir::toNativeSeparators(path), error.text)};
                    });
            });
        });
    };
    m_workplace.aside(write).then(this, [this, path, text](const Result<QString> &written) {
        if (!written)
            return showFailure(written.error(), [this, path, text] { writeText(path, text); });
        dismissMessage();
        m_messages->showText(MessageBar::Positive, *written);
    });
}

void ServerDialog::showState()
{
    const bool isIdle = !isBusy();
    m_servers->setEnabled(isIdle && !m_loaded.isEmpty());
    m_all->setEnabled(isIdle);
    m_selected->setEnabled(isIdle && !m_target.isEmpty());
}

/// The first Escape stops what is under way, the second does not wait for that.
void ServerDialog::reject()
{
    if (!m_progress->cancelOnce())
        QDialog::reject();
}

}
