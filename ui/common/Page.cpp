#include "ui/common/Page.h"

#include "services/ClientTarget.h"
#include "ui/common/Question.h"

namespace gatehouse {

ClientTarget Page::selectedClients() const
{
    return {};
}

std::function<bool()> Page::whetherHeld() const
{
    return [isHeld = m_isHeld] { return (*isHeld)(); };
}

void Page::leave(std::function<void()> then, std::function<void()> stay)
{
    if (!isModified())
        return then();
    if (const QString why = (*m_whyReadOnly)(); !why.isEmpty())
        return askToDiscard(why, std::move(then), std::move(stay));

    const Question question{.title = tr("Unsaved changes"),
                            .text = tr("Save the changes to %1?").arg(editedTitle()),
                            .details = tr("Without saving they are gone."),
                            .buttons = {tr("Save changes"), tr("Discard changes"), tr("Keep editing")}};
    question.ask(this, [this, then = std::move(then), stay = std::move(stay)](int answer) {
        if (answer == 0) {
            save([then, stay](bool saved) { saved ? then() : stay(); });
        } else if (answer == 1) {
            discard();
            then();
        } else {
            stay();
        }
    });
}

void Page::askToDiscard(const QString &why, std::function<void()> then, std::function<void()> stay)
{
    const Question question{.title = tr("Unsaved changes"),
                            .text = tr("Discard the changes to %1?").arg(editedTitle()),
                            .details = (*m_isHeld)() ? tr("They cannot be saved. %1").arg(why)
                                                     : tr("They cannot be saved before the database can be "
                                                          "written again. %1")
                                                           .arg(why),
                            .buttons = {tr("Discard changes"), tr("Keep editing")},
                            .destructive = 0};
    question.ask(this, [this, then = std::move(then), stay = std::move(stay)](int answer) {
        if (answer != 0)
            return stay();
        discard();
        then();
    });
}

}
