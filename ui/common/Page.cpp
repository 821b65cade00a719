#include "ui/common/Page.h"

#include "ui/common/Question.h"

namespace gatehouse {

void Page::leave(std::function<void()> then, std::function<void()> stay)
{
    if (!isModified())
        return then();

    const Question question{.title = tr("Unsaved changes"),
                            .text = tr("Save the changes to %1?").arg(editedTitle()),
                            .details = tr("Without saving they are gone."),
                            .buttons = {tr("Save changes"), tr("Discard changes"), tr("Keep editing")}};
    switch (question.ask(this)) {
    case 0:
        save([then = std::move(then), stay = std::move(stay)](bool saved) { saved ? then() : stay(); });
        break;
    case 1:
        discard();
        then();
        break;
    default: stay();
    }
}

}
