#include "ui/common/MessageBar.h"

#include <QAccessible>
#include <QAction>

#include <utility>

namespace gatehouse {

MessageBar::MessageBar(QWidget *parent) : KMessageWidget(parent)
{
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    hide();
}

void MessageBar::showError(const gatehouse::Error &error)
{
    showText(error.kind == gatehouse::Error::Kind::Cancelled ? Information : MessageType::Error, error.text);
}

void MessageBar::showNotSaved(const gatehouse::Error &error)
{
    if (error.kind != gatehouse::Error::Kind::Conflict)
        return showError(error);
    showText(
        MessageType::Error,
        error.text + u' ' +
            tr("Revert shows what is stored now. Where it was deleted, Duplicate keeps what you typed."));
}

void MessageBar::showChoices(MessageType type, const QString &text, const QList<QAction *> &choices)
{
    showText(type, text);
    m_choices = choices;
    for (QAction *choice : choices)
        addAction(choice);
}

void MessageBar::dropChoices()
{
    for (QAction *choice : std::exchange(m_choices, {}))
        removeAction(choice);
}

void MessageBar::showText(MessageType type, const QString &text)
{
    dropChoices();
    setMessageType(type);
    setText(text);
    show();
    QAccessibleAnnouncementEvent announcement(this, text);
    QAccessible::updateAccessibility(&announcement);
}

void MessageBar::dismiss()
{
    dropChoices();
    hide();
}

}
