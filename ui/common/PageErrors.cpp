#include "ui/common/PageErrors.h"

#include "store/DatabaseThread.h"
#include "ui/common/MessageBar.h"

namespace gatehouse {

PageErrors::PageErrors(DatabaseThread &database, MessageBar &bar) : QObject(&bar), m_bar(bar)
{
    connect(&database, &DatabaseThread::lost, this, [this](const Error &error) { m_lost = error.text; });
    connect(&database, &DatabaseThread::found, this, [this] { m_lost.clear(); });
    connect(&database, &DatabaseThread::unanswered, this, [this](const Error &why) { m_away = why.text; });
    connect(&database, &DatabaseThread::answered, this, [this] { m_away.clear(); });
    if (database.isAway())
        m_away = database.outage()->why().text;
}

bool PageErrors::isToldByWindow(const Error &error) const
{
    return error.kind == Error::Kind::NotSignedIn || (!m_lost.isEmpty() && error.text == m_lost);
}

bool PageErrors::isAway(const Error &error) const
{
    return !m_away.isEmpty() && error.text == m_away;
}

void PageErrors::showError(const Error &error)
{
    if (!isToldByWindow(error))
        m_bar.showError(error);
}

/// After a conflict it is Revert that helps, not reading again.
void PageErrors::showNotSaved(const Error &error, StillSo stillSo)
{
    if (isToldByWindow(error))
        return;
    // The window says as much, but not of what was just to be saved.
    if (isAway(error))
        return showNotSaved(tr("Not saved. %1").arg(error.text), {});
    m_bar.showNotSaved(error);
    if (error.kind != Error::Kind::Conflict)
        remember(std::move(stillSo));
}

void PageErrors::showNotSaved(const QString &text, StillSo stillSo)
{
    m_bar.showText(MessageBar::Error, text);
    remember(std::move(stillSo));
}

void PageErrors::showNotRead(const Error &error)
{
    if (isToldByWindow(error) || isAway(error))
        return;
    m_bar.showError(error);
    remember({});
}

void PageErrors::remember(StillSo stillSo)
{
    m_passing = m_bar.text();
    m_stillSo = std::move(stillSo);
}

void PageErrors::lookAgain()
{
    if (m_stillSo && !m_stillSo())
        dismiss();
}

void PageErrors::readAgain()
{
    if (!m_stillSo)
        dismiss();
}

/// Another message may have taken its place.
void PageErrors::dismiss()
{
    if (!m_passing.isEmpty() && m_bar.text() == m_passing)
        m_bar.dismiss();
    m_passing.clear();
    m_stillSo = {};
}

}
