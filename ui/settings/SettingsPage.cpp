#include "ui/settings/SettingsPage.h"

#include "store/watch/ChangeNotice.h"
#include "ui/common/MessageBar.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/meanwhile/SavedText.h"
#include "ui/merge/MeanwhileText.h"
#include "ui/merge/MergeDialog.h"

#include <QBoxLayout>
#include <QLabel>

#include <utility>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int mostTries = 20;

/// All that they changed, whatever is typed.
QList<MergeLine> ofTheirs(QList<MergeLine> lines)
{
    lines.removeIf([](const MergeLine &line) { return line.changedBy == ChangedBy::Here; });
    for (MergeLine &line : lines)
        line.choice = MergeSide::There;
    return lines;
}

}

SettingsPage::SettingsPage(DatabaseThread &database, QWidget *parent)
    : Page(parent)
    , m_database(database)
    , m_content(new QVBoxLayout(this))
    , m_messages(new MessageBar)
    , m_errors(new PageErrors(database, *m_messages))
{
    ReadOnlyGuard::holdFields(*this);
    m_content->addWidget(m_messages);
}

void SettingsPage::addIntroduction(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    m_content->addWidget(label);
    m_content->addSpacing(8);
}

Page::Actions SettingsPage::available() const
{
    return isModified() && !m_working.isBusy() ? Action::Save | Action::Revert : Actions();
}

void SettingsPage::trigger(Action action)
{
    if (action == Action::Save)
        save([](bool) {});
    else if (action == Action::Revert)
        discard();
}

void SettingsPage::save(const Done &done)
{
    if (m_working.isBusy())
        return m_working.whenIdle([this, done] { save(done); });
    if (!isModified())
        return done(true);
    m_tries = 0;
    write(done);
}

/// Others may be faster each time, but not for ever.
void SettingsPage::saveAgain(const Done &done)
{
    if (!isModified()) { // somebody else made the very same of it
        tellSaved();
        return endWith(true, done);
    }
    if (++m_tries <= mostTries)
        return write(done);
    m_messages->showText(MessageBar::Warning,
                         tr("Others saved again and again meanwhile. Nothing was saved: try again."));
    endWith(false, done);
}

void SettingsPage::endWith(bool isSaved, const Done &done)
{
    done(isSaved);
    end();
}

void SettingsPage::ask(const RecordMerge &merge, const QList<MergeLine> &lines,
                       const std::function<void(const RecordMerge &)> &take)
{
    auto *dialog = new MergeDialog(editedTitle(), lines, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, merge = RecordMerge(merge), take]() mutable {
        takeChoices(merge, dialog->lines());
        take(merge);
        save([](bool) {});
    });
    connect(dialog, &QDialog::rejected, this, [this, lines] {
        m_messages->showText(MessageBar::Warning, changedMeanwhileText(editedTitle(), ofTheirs(lines)));
    });
    dialog->open();
}

void SettingsPage::noteTaken(const QList<MergeLine> &lines)
{
    if (const QString taken = takenText(lines); !taken.isEmpty())
        m_taken << taken;
}

QString SettingsPage::takeTaken()
{
    return std::exchange(m_taken, {}).join("; "_L1);
}

void SettingsPage::tellSaved()
{
    const QString taken = takeTaken();
    if (taken.isEmpty())
        m_messages->dismiss();
    else
        m_messages->showText(MessageBar::Positive, savedWithTheirsText(taken));
}

void SettingsPage::discard()
{
    m_messages->dismiss();
    takeTaken(); // it was part of what goes
    displayStored();
    showState();
    refresh();
}

void SettingsPage::follow(const ChangeNotice &notice)
{
    if (const SeenChange *save = notice.lastSettings(settingsName()); save && isModified())
        messages().showText(MessageBar::Information, savedMeanwhileText(*save, tr("these settings")));
    m_working.whenIdle([this] { refresh(); });
}

void SettingsPage::begin()
{
    m_working.begin();
    showState();
}

void SettingsPage::end()
{
    m_working.end();
    showState();
}

}
