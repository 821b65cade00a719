#include "ui/DatabaseNotices.h"

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
    , m_readOnlyGuard(new ReadOnlyGuard(window))
{
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
    const auto why = [](Database &database) -> Result<QString> { return database.whyReadOnly(); };
    m_workplace.database.run(why).then(
        this, [this](const Result<QString> &found) { takeReadOnly(found.value_or(QString())); });
}

void DatabaseNotices::takeReadOnly(const QString &why)
{
    m_workplace.readOnly = why;
    m_readOnlyGuard->setReason(why);
    if (!why.isEmpty()) {
        m_bars.inside.showText(
            MessageBar::Warning,
            tr("The database can only be read: look around and export, but nothing can be changed, and "
               "nothing is noted in the audit trail. %1")
                .arg(why));
    }
    Q_EMIT readOnlyKnown();
}

}
