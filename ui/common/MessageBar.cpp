#include "ui/common/MessageBar.h"

#include <QAccessible>

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

void MessageBar::showText(MessageType type, const QString &text)
{
    setMessageType(type);
    setText(text);
    show();
    QAccessibleAnnouncementEvent announcement(this, text);
    QAccessible::updateAccessibility(&announcement);
}

void MessageBar::dismiss()
{
    hide();
}

}
