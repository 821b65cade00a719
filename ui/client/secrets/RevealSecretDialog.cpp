#include "ui/client/secrets/RevealSecretDialog.h"

#include "ui/common/Icons.h"
#include "ui/common/LineEdit.h"
#include "ui/common/SecretClipboard.h"
#include "ui/records/FieldLayout.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace std::chrono_literals;

namespace gatehouse {

RevealSecretDialog::RevealSecretDialog(const QString &title, const SecretBytes &secret, QWidget *parent,
                                       std::chrono::seconds time)
    : QDialog(parent)
    , m_shown(new LineEdit)
    , m_copy(new QPushButton(icons::themed("edit-copy"), tr("C&opy")))
    , m_left(new QLabel)
    , m_end(time)
{
    setWindowTitle(tr("Reveal secret"));
    build(title);
    m_shown->setText(QString::fromUtf8(viewOf(secret)));
    m_shown->setCursorPosition(0);
    connect(m_copy, &QPushButton::clicked, this, &RevealSecretDialog::copy);
    connect(&m_timer, &QTimer::timeout, this, &RevealSecretDialog::countDown);
    m_timer.start(250ms);
    countDown();
    parent->installEventFilter(this);
}

RevealSecretDialog::~RevealSecretDialog()
{
    forget();
}

void RevealSecretDialog::build(const QString &title)
{
    auto *intro = new QLabel(title);
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    m_shown->setReadOnly(true);
    m_shown->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_shown->setMinimumWidth(m_shown->fontMetrics().horizontalAdvance(QString(46, u'M')));
    // A label names only its siblings to a screen reader, and the field stands one level deeper.
    m_shown->setAccessibleName(tr("Secret"));
    m_copy->setAutoDefault(false); // Enter hides

    auto *row = new QWidget;
    auto *inRow = new QHBoxLayout(row);
    inRow->setContentsMargins({});
    inRow->addWidget(m_shown, 1);
    inRow->addWidget(m_copy);
    auto *fields = new FieldLayout;
    fields->addField(tr("&Secret:"), m_shown, tr("Copied, it leaves the clipboard after 30 seconds."), row);
    auto *buttons = new QDialogButtonBox;
    auto *hide = buttons->addButton(tr("&Hide"), QDialogButtonBox::RejectRole);
    hide->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addLayout(fields);
    layout->addWidget(m_left);
    layout->addWidget(buttons);
}

void RevealSecretDialog::copy()
{
    copySecret(m_shown->text());
    m_copy->setText(tr("C&opied"));
}

void RevealSecretDialog::countDown()
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_end.remainingTimeAsDuration());
    if (left <= 0s)
        return reject();
    m_left->setText(tr("Hidden again in %n second(s).", nullptr, int(left.count())));
}

void RevealSecretDialog::done(int result)
{
    forget();
    QDialog::done(result);
}

void RevealSecretDialog::forget()
{
    m_timer.stop();
    QString text = m_shown->text();
    wipe(text);
    m_shown->setText({});
}

bool RevealSecretDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Hide)
        reject();
    return QDialog::eventFilter(watched, event);
}

void RevealSecretDialog::hideEvent(QHideEvent *event)
{
    forget();
    QDialog::hideEvent(event);
    QMetaObject::invokeMethod(this, &QDialog::reject, Qt::QueuedConnection);
}

}
