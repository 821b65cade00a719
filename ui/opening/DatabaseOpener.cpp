#include "ui/opening/DatabaseOpener.h"

#include "services/opening/DatabasePasswords.h"
#include "store/DatabaseThread.h"
#include "ui/common/Icons.h"
#include "ui/common/Question.h"
#include "ui/opening/DatabasePasswordDialog.h"
#include "ui/opening/OpenDatabaseDialog.h"
#include "ui/opening/RecentDatabases.h"

#include <QAction>
#include <QFileInfo>
#include <QMenu>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int mostWidthInEms = 40;

}

DatabaseOpener::DatabaseOpener(QWidget &window)
    : QObject(&window)
    , m_window(window)
    , m_open(new QAction(icons::themed("document-open"), tr("&Open database…"), this))
    , m_recent(new QMenu(tr("Open &recent"), &window))
{
    m_open->setShortcut(QKeySequence::Open);
    m_open->setStatusTip(tr("Work in another database, in a file or on a server"));
    m_recent->setIcon(icons::themed("document-open-recent"));
    connect(m_open, &QAction::triggered, this, &DatabaseOpener::choose);
    // Another window may have opened others meanwhile.
    connect(m_recent, &QMenu::aboutToShow, this, &DatabaseOpener::showRecent);
    showRecent();
}

void DatabaseOpener::showRecent()
{
    m_recent->clear();
    int number = 0;
    for (const QString &url : RecentDatabases::urls()) {
        QString name = RecentDatabases::nameOf(url);
        if (name.size() > mostWidthInEms) { // to measure all would cost the start half a millisecond
            const QFontMetrics &metrics = m_recent->fontMetrics();
            name = metrics.elidedText(name, Qt::ElideMiddle, metrics.height() * mostWidthInEms);
        }
        const QString mnemonic = u"&%1"_s.arg(++number % RecentDatabases::most);
        m_recent->addAction(tr("%1 %2").arg(mnemonic, name.replace(u'&', "&&"_L1)), this,
                            [this, url] { chooseRecent(url); });
    }
    m_recent->setEnabled(!m_recent->isEmpty());
}

void DatabaseOpener::choose()
{
    auto *dialog = new OpenDatabaseDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &OpenDatabaseDialog::removed, this, [this](const QString &url) {
        forget(url);
        showRecent();
    });
    connect(dialog, &OpenDatabaseDialog::chosen, this, [this](const DatabaseUrl &url, bool keepsPassword) {
        m_inKeyring.clear();
        if (!url.isFile())
            m_wish = Wish{url.text(), keepsPassword};
        Q_EMIT chosen(url);
    });
    dialog->open();
}

void DatabaseOpener::chooseRecent(const QString &text)
{
    const auto url = DatabaseUrl::parse(text);
    if (!url)
        return;
    m_inKeyring.clear();
    if (!url->isFile() || QFileInfo::exists(url->path())) {
        Q_EMIT chosen(*url);
        return;
    }
    const Question question{.title = tr("Open recent"),
                            .text = tr("There is no file at \"%1\" any more.").arg(url->path()),
                            .details = tr("It was moved or removed, or its disk is not there."),
                            .buttons = {tr("Remove from list"), tr("Cancel")}};
    question.ask(&m_window, [this, text](int answer) {
        if (answer != 0)
            return;
        RecentDatabases::remove(text);
        showRecent();
    });
}

void DatabaseOpener::noteOpened(const DatabaseUrl &url)
{
    RecentDatabases::note(url);
    showRecent();
    const auto wish = std::exchange(m_wish, {});
    if (!wish || wish->url != url.text())
        return;
    if (!wish->keepsPassword)
        return forget(url.text());
    if (url.password().isEmpty())
        return;
    DatabaseReply<Result<void>>(QtConcurrent::run(databasepasswords::keep, RecentDatabases::keyOf(url.text()),
                                                  secretCopy(url.password().toUtf8())))
        .then(this, [this, text = url.text()](const Result<void> &kept) {
            RecentDatabases::setKeepsPassword(text, kept.has_value());
            if (!kept)
                Q_EMIT notKept(kept.error());
        });
}

/// Nobody asked for the password that was kept; that it is still there in a keyring that does not answer is
/// for that keyring to show.
void DatabaseOpener::forget(const QString &url)
{
    if (!RecentDatabases::keepsPassword(url))
        return;
    RecentDatabases::setKeepsPassword(url, false);
    QThreadPool::globalInstance()->start(
        [key = RecentDatabases::keyOf(url)] { std::ignore = databasepasswords::forget(key); });
}

void DatabaseOpener::offerPassword(const DatabaseUrl &url, const Error &why)
{
    if (why.column != databasePasswordColumn)
        return;
    if (!RecentDatabases::keepsPassword(url.text()) || m_inKeyring == url.text())
        return askPassword(url, why);
    m_inKeyring = url.text();
    DatabaseReply<Result<SecretBytes>>(
        QtConcurrent::run(databasepasswords::read, RecentDatabases::keyOf(url.text())))
        .then(this, [this, url, why](const Result<SecretBytes> &kept) {
            if (m_inKeyring != url.text()) // another was chosen meanwhile
                return;
            if (kept)
                tryWith(url, QString::fromUtf8(viewOf(*kept)));
            else
                askPassword(url, why);
        });
}

void DatabaseOpener::askPassword(const DatabaseUrl &url, const Error &why)
{
    const bool isKept = m_wish && m_wish->url == url.text() ? m_wish->keepsPassword
                                                            : RecentDatabases::keepsPassword(url.text());
    auto *dialog = new DatabasePasswordDialog(why, isKept, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, url] {
        m_wish = Wish{url.text(), dialog->keepsPassword()};
        tryWith(url, QString::fromUtf8(viewOf(dialog->takePassword())));
    });
    dialog->open();
}

/// What shares the password may still be used where the first try was made.
void DatabaseOpener::tryWith(const DatabaseUrl &url, const QString &password)
{
    auto again = DatabaseUrl::parse(url.text());
    if (!again)
        return;
    again->setPassword(password);
    Q_EMIT passwordKnown(*again);
}

}
