#include "ui/logging/AuditPage.h"

#include "store/audit/AuditCheck.h"
#include "ui/common/Icons.h"
#include "ui/common/LineEdit.h"
#include "ui/common/MessageBar.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/common/Workplace.h"
#include "ui/logging/AuditView.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTimer>

#include <memory>

namespace gatehouse {

namespace {

constexpr int typingPause = 200;        ///< milliseconds
constexpr int mostHeightOfBreaks = 140; ///< pixels

/// What the memory of this machine has to say of the trail; empty: it holds what was seen.
struct Remembered
{
    QString loss;
    QString unknown; ///< why it could not be asked
};

Remembered askMemory(const AuditMemory &memory, Database &database)
{
    const auto looked = memory.look(database);
    if (!looked)
        return {{}, looked.error().text};
    return {*looked ? (*looked)->text(localTime) : QString(), {}};
}

QString joined(QStringList texts)
{
    texts.removeAll(QString());
    return texts.join(u'\n');
}

}

struct AuditPage::Verified
{
    store::AuditCheck check;
    Remembered remembered;
};

AuditPage::AuditPage(Workplace &workplace, QWidget *parent)
    : Page(parent)
    , m_workplace(workplace)
    , m_messages(new MessageBar)
    , m_search(new LineEdit)
    , m_typed(new QTimer(this))
    , m_verify(new QPushButton(icons::themed("security-high"), tr("&Verify")))
    , m_breaksModel(new TableModel<store::AuditBreak>(
          {{tr("Break"), [](const store::AuditBreak &one) { return store::breakText(one, localTime); }}},
          this))
    , m_breaks(new QListView)
    , m_hint(new QLabel)
    , m_view(new AuditView(workplace.database, tr("Audit trail")))
{
    build();
    m_typed->setSingleShot(true);
    m_typed->setInterval(typingPause);
    connect(m_search, &QLineEdit::textChanged, m_typed, qOverload<>(&QTimer::start));
    connect(m_typed, &QTimer::timeout, this, &AuditPage::refresh);
    connect(m_verify, &QPushButton::clicked, this, &AuditPage::verify);
    connect(m_view, &AuditView::loaded, this, &AuditPage::showState);
    connect(m_view, &AuditView::failed, m_messages, &MessageBar::showError);
}

void AuditPage::build()
{
    m_hint->setWordWrap(true);
    m_search->setClearButtonEnabled(true);
    m_search->setPlaceholderText(tr("Name, user ID or value"));
    auto *label = new QLabel(tr("Searc&h:"));
    label->setBuddy(m_search);
    ReadOnlyGuard::except(*m_verify);
    m_verify->setToolTip(tr("Checks that no entry was altered or removed"));

    m_breaks->setModel(m_breaksModel);
    m_breaks->setAccessibleName(tr("Breaks of the audit trail"));
    m_breaks->setUniformItemSizes(true);
    m_breaks->setMaximumHeight(mostHeightOfBreaks);
    m_breaks->hide();

    auto *top = new QHBoxLayout;
    top->addWidget(label);
    top->addWidget(m_search, 1);
    top->addWidget(m_verify);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_messages);
    layout->addWidget(m_breaks);
    layout->addWidget(m_hint);
    layout->addLayout(top);
    layout->addWidget(m_view, 1);
}

void AuditPage::refresh()
{
    m_view->display({{}, m_search->text().trimmed()});
}

void AuditPage::follow(const ChangeNotice &)
{
    m_view->follow();
}

void AuditPage::trigger(Action action)
{
    if (action != Action::Find)
        return;
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void AuditPage::showState()
{
    if (!m_view->isEmpty())
        m_hint->setText(
            tr("What was changed or handed out, and by whom. Select an entry to see its changes."));
    else if (m_search->text().trimmed().isEmpty())
        m_hint->setText(tr("Nothing was changed since there is an audit trail."));
    else
        m_hint->setText(tr("No entry has that text. Change the search, or clear it."));
}

void AuditPage::verify()
{
    m_verify->setEnabled(false);
    m_messages->dismiss();
    const auto found = std::make_shared<Verified>();
    const auto check = [found, memory = m_workplace.auditMemory](Database &database,
                                                                 const Progress &progress) {
        return store::checkAuditTrail(database, progress)
            .and_then([&](const store::AuditCheck &checked) -> Result<QString> {
                const auto &[loss, unknown] = found->remembered = askMemory(memory, database);
                found->check = checked;
                if (!checked.isWhole())
                    return fail(Error::Kind::Rule, joined({checked.summary(), loss, unknown}));
                if (!loss.isEmpty())
                    return fail(Error::Kind::Rule, loss);
                const QString whole = tr("The audit trail is whole: %n entries. Hash of the last: %1",
                                         nullptr, int(checked.entries))
                                          .arg(checked.last.hash);
                return joined({whole, unknown});
            });
    };
    m_workplace.tasks.start(m_workplace.databaseTask(tr("Verify the audit trail"), check, true), this,
                            [this, found](const Result<QString> &outcome) { showVerified(outcome, *found); });
}

void AuditPage::showVerified(const Result<QString> &outcome, const Verified &verified)
{
    m_verify->setEnabled(true);
    m_breaksModel->setRows(verified.check.breaks);
    m_breaks->setVisible(!verified.check.isWhole());
    const bool isSure = verified.remembered.unknown.isEmpty();
    if (outcome)
        m_messages->showText(isSure ? MessageBar::Positive : MessageBar::Warning, *outcome);
    else
        m_messages->showError(outcome.error());
}

}
