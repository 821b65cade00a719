#include "ui/security/SecurityPage.h"

#include "store/watch/ChangeNotice.h"
#include "ui/common/MessageBar.h"
#include "ui/common/Workplace.h"

using namespace Qt::StringLiterals;

namespace gatehouse {

SecurityPage::SecurityPage(Workplace &workplace, QWidget *parent)
    : SettingsPage(workplace.database, parent), m_workplace(workplace)
{
}

void SecurityPage::follow(const ChangeNotice &notice)
{
    if (notice.isAbout({"encryption_key"_L1, "signing_certificate"_L1, "setting"_L1}))
        SettingsPage::follow(notice);
}

void SecurityPage::start(const QString &title, Work work, Done done, bool canBeCancelled)
{
    begin();
    messages().dismiss();
    auto task = m_workplace.databaseTask(
        title,
        [encryption = m_workplace.encryption(), work = std::move(work)](
            Database &database, const Progress &progress) { return work(encryption, database, progress); },
        canBeCancelled);
    m_workplace.tasks.start(std::move(task), this,
                            [this, done = std::move(done)](const Result<QString> &outcome) {
                                if (outcome)
                                    messages().showText(MessageBar::Positive, *outcome);
                                else
                                    errors().showError(outcome.error());
                                done(outcome.has_value());
                                end();
                                refresh();
                                Q_EMIT worked();
                            });
}

}
