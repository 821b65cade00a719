#include "ui/client/tryit/VisitView.h"

#include "domain/TimeText.h"
#include "ui/common/LineEdit.h"
#include "ui/common/MessageBar.h"
#include "ui/layout/ButtonRow.h"
#include "ui/signin/PasswordField.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFormLayout>
#include <QGuiApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

QString taskOf(const trial::BrowserVisit &visit)
{
    const QString what = visit.step == trial::Step::Logout ? VisitView::tr("Sign out with the browser.")
                                                           : VisitView::tr("Sign in with the browser.");
    const QString then = visit.isListening
                             ? VisitView::tr("Gatehouse waits for it at %1 until %2.")
                             : VisitView::tr("It ends at %1: paste here, until %2, the whole address that "
                                             "it shows then.");
    return what + u' ' + then.arg(visit.redirect, localTime(visit.until));
}

/// A server says it, and a desktop opens whatever it is told to: programs and files, too.
bool isForBrowsers(const QUrl &url)
{
    return url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
}

}

VisitView::VisitView(QWidget *parent)
    : QWidget(parent), m_text(new MessageBar), m_address(new LineEdit), m_ended(new PasswordField)
{
    m_text->setCloseButtonVisible(false);
    m_address->setReadOnly(true);
    m_address->setAccessibleName(tr("Address for the browser"));
    auto *opening = new ButtonRow;
    opening->add("internet-web-browser", tr("Open in e&xternal browser"), this, &VisitView::open);
    opening->add("edit-copy", tr("Cop&y address"), this, &VisitView::copy);
    auto *ending = new ButtonRow;
    m_continue = ending->add("go-next", tr("C&ontinue"), this, &VisitView::tellAddress);
    auto *stays =
        ending->add("dialog-error", tr("It shows an error &message"), this, &VisitView::tellNoReturn);
    stays->setToolTip(tr("The browser stays on a page of the server that says what is wrong"));
    stays->setAccessibleDescription(stays->toolTip());

    auto *rows = new QFormLayout(this);
    rows->setContentsMargins({});
    rows->addRow(m_text);
    rows->addRow(m_address);
    rows->addRow(opening);
    rows->addRow(tr("W&here the browser ended:"), m_ended);
    rows->addRow(ending);
    hide();
    connect(m_ended, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_continue->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_ended, &QLineEdit::returnPressed, this, &VisitView::tellAddress);
    m_continue->setEnabled(false);
}

void VisitView::begin(const trial::BrowserVisit &visit)
{
    m_visit = visit;
    m_text->showText(MessageBar::Information, taskOf(visit));
    m_address->setText(visit.address);
    m_address->setCursorPosition(0);
    m_ended->forget();
    show();
    if (!visit.isListening)
        m_ended->setFocus(Qt::OtherFocusReason);
    open();
}

void VisitView::end()
{
    m_visit = {};
    m_address->clear();
    m_ended->forget();
    hide();
}

void VisitView::open()
{
    const QUrl url(m_visit.address, QUrl::StrictMode);
    if (isForBrowsers(url) && QDesktopServices::openUrl(url))
        return;
    m_text->showText(
        MessageBar::Warning,
        tr("No browser could be opened. Copy the address, and open it in one. %1").arg(taskOf(m_visit)));
}

void VisitView::copy()
{
    QGuiApplication::clipboard()->setText(m_visit.address);
}

void VisitView::tellAddress()
{
    if (m_continue->isEnabled())
        Q_EMIT told({.kind = trial::BrowserWord::Kind::Address, .address = m_ended->take()});
}

void VisitView::tellNoReturn()
{
    Q_EMIT told({.kind = trial::BrowserWord::Kind::NoReturn});
}

}
