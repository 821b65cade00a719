#include "ui/DatabaseNotices.h"

#include "store/edit/SignedInUser.h"
#include "ui/OutageNotice.h"
#include "ui/common/Icons.h"
#include "ui/common/MessageBar.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/common/Workplace.h"

#include <QAction>

namespace gatehouse {

DatabaseNotices::DatabaseNotices(Workplace &workplace, Bars bars, QWidget &window)
    : QObject(&window)
    , m_workplace(workplace)
    , m_bars(bars)
    , m_openAgain(new QAction(icons::themed("view-refresh"), tr("&Open again"), this))
    , m_outage(new OutageNotice(workplace, {&bars.inside, &bars.outside}, this))
    , m_readOnlyGuard(new ReadOnlyGuard(window))
{
    connect(m_outage, &OutageNotice::ended, this, &DatabaseNotices::lookWhetherReadOnly);
    connect(&workplace.database, &DatabaseThread::accessChanged, this, &DatabaseNotices::lookWhetherReadOnly);
    connect(&workplace.database, &DatabaseThread::found, this, [this] {
        if (m_isLost)
            forgetLost();
        lookWhetherReadOnly();
    });
    connect(m_openAgain, &QAction::triggered, this, &DatabaseNotices::openAgain);
}

void DatabaseNotices::showLost(const Error &error)
{
    m_isLost = true;
    for (MessageBar *bar : {&m_bars.inside, &m_bars.outside}) {
        bar->showError(error);
        if (!bar->actions().contains(m_openAgain))
            bar->addAction(m_openAgain);
    }
}

bool DatabaseNotices::isLost() const
{
    return m_isLost || m_outage->isShown();
}

void DatabaseNotices::openAgain()
{
    m_workplace.database.reopen(m_workplace.url).then(this, [this](const Result<void> &opened) {
        if (!opened)
            return showLost(opened.error());
        forgetLost();
        lookWhetherReadOnly();
        Q_EMIT openedAgain();
    });
}

void DatabaseNotices::forgetLost()
{
    m_isLost = false;
    for (MessageBar *bar : {&m_bars.inside, &m_bars.outside}) {
        bar->dismiss();
        bar->removeAction(m_openAgain);
    }
}

void DatabaseNotices::lookWhetherReadOnly()
{
    struct Access
    {
        QString whyReadOnly;
        bool isForNow = false;
    };
    const auto look = [](Database &database) -> Result<Access> {
        return Access{database.whyReadOnly(), database.isReadOnlyForNow()};
    };
    m_workplace.database.run(look).then(this, [this](const Result<Access> &found) {
        m_whyReadOnly = found ? found->whyReadOnly : QString();
        m_isForNow = found && found->isForNow;
        showReadOnly();
    });
}

void DatabaseNotices::setAuditor(bool isAuditor)
{
    m_isAuditor = isAuditor;
    showReadOnly();
}

void DatabaseNotices::lookWhetherAuditor()
{
    const auto who = m_workplace.signedIn;
    if (!who)
        return;
    m_workplace.database.run([who](Database &database) { return who->isAuditor(database); })
        .then(this, [this, who](const Result<bool> &isAuditor) {
            if (isAuditor && who == m_workplace.signedIn && *isAuditor != m_isAuditor)
                setAuditor(*isAuditor);
        });
}

void DatabaseNotices::showReadOnly()
{
    const bool wasHeld = !m_workplace.readOnly.isEmpty();
    const QString forAuditor = m_isAuditor ? whyAuditorsChangeNothing() : QString();
    m_workplace.readOnly = m_whyReadOnly.isEmpty() ? forAuditor : m_whyReadOnly;
    m_workplace.holdsFields = m_isAuditor || (!m_whyReadOnly.isEmpty() && !m_isForNow);
    m_readOnlyGuard->setReason(m_workplace.readOnly, m_workplace.holdsFields
                                                         ? ReadOnlyGuard::Holds::Everything
                                                         : ReadOnlyGuard::Holds::Buttons);
    if (!isLost()) // which says more, and comes back here at its end
        tellReadOnly(forAuditor, wasHeld);
    Q_EMIT readOnlyKnown();
}

void DatabaseNotices::tellReadOnly(const QString &forAuditor, bool wasHeld)
{
    if (!m_whyReadOnly.isEmpty()) {
        m_bars.inside.showText(MessageBar::Warning, textOfReadOnly());
    } else if (m_isAuditor) {
        m_bars.inside.showText(MessageBar::Information,
                               tr("%1 Look around, compare and export.").arg(forAuditor));
    } else if (wasHeld) {
        m_bars.inside.dismiss();
    }
}

QString DatabaseNotices::textOfReadOnly() const
{
    return m_workplace.holdsFields
               ? tr("The database can only be read: look around and export, but nothing can be changed, and "
                    "nothing is noted in the audit trail. %1")
                     .arg(m_whyReadOnly)
               : tr("The database can only be read at the moment. %1 What you typed stays here, and can be "
                    "saved as soon as the database can be written again.")
                     .arg(m_whyReadOnly);
}

}
